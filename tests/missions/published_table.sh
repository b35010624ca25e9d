#!/usr/bin/env bash
# The printed table of Helse Midt-Norge (seed 003): missions with those means, medians and percentiles give the file back.
. "$HERE/../e2e/setting.sh"
awk -f "$HERE/missions_with.awk" "$HERE/response_times_2018.csv" >missions.csv
kjede missions import missions.csv --lang en >import.txt || fail "the missions do not land: $(cat import.txt)"
grep -q "Missions 1305, Incidents 690, Acute missions 1290, Acute incidents 660" import.txt || fail "summary: $(cat import.txt)"
grep -q "warning KJ0523.*: At the scene before the call (15 rows" import.txt || fail "reversed times are not counted: $(cat import.txt)"
kjede response-times --csv --columns place,mean,median,p90 >table.csv
same "$HERE/response_times_2018.csv" table.csv "the printed table differs"
kjede response-times --by place --csv --columns n,excluded >counts.csv
[ "$(sort -u counts.csv | tr '\n' ' ')" = "41,3 n,excluded " ] || fail "counts: $(sort -u counts.csv)"
kjede response-times --by settlement --lang en | grep -q "Left out: Time missing 15, Negative time 15, 70 minutes or more 15" ||
  fail "reasons are not told"
# as measured by the general verb
kjede measure mission_response --level nation --by place --json | grep -c '"place"' | grep -qx 15 || fail "measure --by place"
echo ok
