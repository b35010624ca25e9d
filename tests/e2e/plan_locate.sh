# Where should vehicles stand: the fixed form of the JSON, a service area with q from the simulator, and a plan handed on
# to coverage and its map.
source "$(dirname "$0")/setting.sh"

cat > points.csv <<'CSV'
id,x,y,weight,lon,lat,place
a,0,0,10,5.00,61.0,West
b,700,0,20,5.01,61.0,West
c,5000,0,15,5.08,61.0,East
d,5600,0,5,5.09,61.0,East
CSV
kjede --json plan locate --points points.csv --model mclp --radius 800 --sites 1 --exact > one.json
cat > check.mjs <<'J'
import { readFileSync } from 'fs'
const json = JSON.parse(readFileSync(process.argv[2]))
const fail = (what) => { console.log(`FAILED: ${what}`); process.exit(1) }
for (const key of ['schema_version', 'objective', 'bound', 'gap', 'sites', 'seconds'])
  if (!(key in json)) fail(`no ${key}`)
if (process.argv[3]) { if (!eval(process.argv[3])) fail(`${process.argv[3]}: ${JSON.stringify(json).slice(0, 600)}`) }
J
node check.mjs one.json "json.objective === 30 && json.proven && ['a', 'b'].includes(json.sites[0])"
kjede --json plan locate --points points.csv --model mexclp --radius 800 --busy 0.5 --sites 3 > three.json
node check.mjs three.json "json.sites.length === 3"
kjede plan coverage --points points.csv --radius 800 --busy 0.5 --plan three.json --geojson map.geojson > table.txt
grep -q '^West .*100.0 %' table.txt || fail "$(cat table.txt)"
node -e "const m = JSON.parse(require('fs').readFileSync('map.geojson')); process.exit(m.features.length >= 6 ? 0 : 1)" ||
  fail "the map lacks points or sites"

kjede demo region --out region
locate="plan locate --area region --model mexclp --replications 2"
kjede --json $locate > area.json
node check.mjs area.json "json.sites.length === 30 && json.area.busy_from === 'simulation' && json.area.busy > 0.1 && json.area.busy < 0.3 &&
  json.objective > json.area.present.objective && json.area.plan.simulated.within.value > json.area.present.simulated.within.value"
kjede --json $locate > again.json
sed '/"seconds"/d' area.json > a; sed '/"seconds"/d' again.json > b
same a b "a second run chose another plan"
kjede $locate | grep -q '^The plan, simulated' || fail "no comparison with the present"
kjede --json plan coverage --area region --by settlement > coverage.json
node -e "const c = JSON.parse(require('fs').readFileSync('coverage.json')); const t = c.total;
  process.exit(t.covered > 0.85 && t.expected < t.covered && c.groups.length === 2 ? 0 : 1)" || fail "$(cat coverage.json)"
kjede plan coverage --area region --plan area.json --geojson area.geojson > /dev/null
[ -s area.geojson ] || fail "no map of the plan"
code=0
kjede plan locate --area region --points points.csv --model mclp 2> said || code=$?
[ $code = 2 -o $code = 3 ] && grep -q 'an area brings its own points and costs' said || fail "$code: $(cat said)"
code=0
timeout -s INT 3 "$KJEDE" --quiet plan compare region/scenarios/base.yaml region/scenarios/year-2030.yaml \
  --replications 90000 --days 28 > stopped.txt 2> said || code=$?
grep -Eq 'STOPPED: [0-9]+ of 90000 replications are in it' stopped.txt || fail "a stopped run does not say so ($code): $(head -5 stopped.txt; cat said)"
echo "located"
