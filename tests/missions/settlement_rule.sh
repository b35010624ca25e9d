#!/usr/bin/env bash
# Urban or rural is a rule with parameters: 10 000 inhabitants, Statistics Norway's 200, or density.
. "$HERE/../e2e/setting.sh"
cat >missions.csv <<'CSV'
mission_id,incident_id,priority,settlement,settlement_population,population_density,call_received,arrived_scene
1,1,acute,urban,12000,2000,2018-03-01T10:00:00Z,2018-03-01T10:05:00Z
2,2,acute,urban,900,900,2018-03-01T11:00:00Z,2018-03-01T11:15:00Z
3,3,acute,rural,0,3,2018-03-01T12:00:00Z,2018-03-01T12:30:00Z
4,4,acute,rural,,,2018-03-01T13:00:00Z,2018-03-01T13:20:00Z
CSV
kjede missions import missions.csv >import.txt || fail "$(cat import.txt)"
urban() { kjede "$@" measure mission_response_urban --level nation --by "incident_id" --csv | tail -n +2 | cut -d, -f6,8 | grep ',1$' | cut -d, -f1 | tr '\n' ' '; }
[ "$(urban)" = "1 " ] || fail "10 000 inhabitants: $(urban)"
[ "$(urban --parameter urban_inhabitants=200)" = "1 2 " ] || fail "200 inhabitants: $(urban --parameter urban_inhabitants=200)"
[ "$(urban --parameter urban_density=1000)" = "1 " ] || fail "density: $(urban --parameter urban_density=1000)"
kjede --parameter urban_inhabitnts=1 measure mission_response_urban 2>said && fail "a parameter that is none"
grep -q "KJ0232.*urban_inhabitnts" said && grep -q "did you mean 'urban_inhabitants'" said || fail "$(cat said)"
echo ok
