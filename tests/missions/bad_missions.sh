#!/usr/bin/env bash
# Missing and reversed times, both clock changes, offsets, an empty file, one mission a place.
. "$HERE/../e2e/setting.sh"
head="mission_id,incident_id,priority,place,call_received,resource_alerted,resource_mobile,arrived_scene,clear"
echo "$head" >empty.csv
: >nothing.csv
kjede missions import nothing.csv 2>said && fail "an empty file lands"
kjede missions import empty.csv >out 2>said && true
kjede response-times --by place --lang en >out || fail "no missions: $?"
cat >missions.csv <<CSV
$head
a,a,acute,Ås,2024-03-31T01:55,2024-03-31T01:56,2024-03-31T01:58,2024-03-31T03:05,2024-03-31T04:00
b,b,acute,Bø,2024-10-27T02:55+02:00,,,2024-10-27T02:05+01:00,
c,c,acute,Ål,2024-03-31T02:30,,,2024-03-31T03:10,
d,d,acute,Ål,2024-10-27T02:30,,,2024-10-27T02:40,
e,e,acute,Vik,2024-06-01T12:00:00Z,2024-06-01T12:05:00Z,2024-06-01T12:04:00Z,2024-06-01T14:03:00+02:00,2024-06-01T11:00:00Z
f,f,acute,Vik,2024-06-01T12:00:00Z,,,,
g,g,acute,Nes,,2024-06-01T12:05:00Z,,,
CSV
kjede missions import missions.csv --lang en >out && fail "the rejected rows are not told"
grep -q "5 new, 0 changed, 0 unchanged, 2 rejected" out || fail "$(cat out)"
grep -q "skipped this time" out || fail "the hour spring skips: $(cat out)"
grep -q "showed this time twice" out || fail "the hour autumn repeats: $(cat out)"
grep -q "Unit mobile before it is alerted (1 row, first in row 5" out || fail "reversed times: $(cat out)"
grep -q "Parked at the scene (t4) 1," out || fail "missing times: $(cat out)"
# 01:55 to 03:05 is ten minutes in spring; 02:55 summer to 02:05 winter time ten in autumn
kjede response-times --by place --csv --columns place,n,p90,excluded,few >table.csv
cat >expected.csv <<'CSV'
place,n,p90,excluded,few
Bø,1,00:10:00,0,true
Vik,1,00:03:00,1,true
Ål,1,00:10:00,0,true
Ås,1,00:10:00,0,true
CSV
same expected.csv table.csv "one mission a place: $(cat table.csv)"
kjede response-times --by plac 2>said && fail "no such variable"
grep -q "KJ0620.*no 'plac'" said || fail "$(cat said)"
kjede response-times --by call_received 2>said && fail "an instant has no groups"
grep -q "KJ0621" said || fail "$(cat said)"
kjede response-times --csv --columns plaec 2>said && fail "no such column"
grep -q "KJ0912" said || fail "$(cat said)"
kjede response-times --within mission_response 2>said && fail "no proportion"
grep -q "KJ0914" said || fail "$(cat said)"
# the same missions again change nothing
kjede missions import missions.csv --lang en >out && fail "the rejected rows are not told again"
grep -q "0 new, 0 changed, 5 unchanged, 2 rejected" out || fail "not idempotent: $(cat out)"
echo ok
