# One truth: what the simulator says of its missions is what the register measures from their log. Two years of the
# demonstration region, written as missions, imported, measured.
source "$(dirname "$0")/setting.sh"

kjede demo region --out region
kjede --json plan simulate --area region --from 2023-01-01 --days 731 --replications 1 --log missions.csv > simulated.json
kjede --store s.duckdb missions import missions.csv > imported.txt
rows=$(($(wc -l < missions.csv) - 1))
grep -q "mission: $rows new" imported.txt || fail "not every mission came in: $(cat imported.txt)"
[ "$(cut -d, -f14 missions.csv | sed 1d | sort | sed -n '1p;$p' | cut -c1-10 | tr '\n' ' ')" = "2023-01-01 2024-12-31 " ] ||
  fail "the log is not of 2023 and 2024"
kjede --store s.duckdb --json response-times --by priority --from 2023-01-01 --to 2024-12-31 > measured.json
kjede --store s.duckdb --json response-times --by settlement --from 2023-01-01 --to 2024-12-31 > settlements.json
cat > equal.mjs <<'J'
import { readFileSync } from 'fs'
const read = (name) => JSON.parse(readFileSync(name))
const simulated = read('simulated.json').policies[0].response.acute
const measured = read('measured.json').results[0]
const settlements = read('settlements.json').results
const within = (settlement, target) =>
  settlements.find((row) => row.groups.settlement === settlement).within[target].numerator
const pairs = [
  ['missions', measured.n, simulated.n],
  ['70 minutes and more', measured.excluded.over_bound ?? 0, simulated.beyond_70_minutes],
  ['within the targets', within('urban', 0) + within('rural', 1), simulated.within_target.value * simulated.n],
  ...['mean', 'median', 'p90'].map((name) => [name, measured[name + '_minutes'] * 60, simulated[name + '_seconds'].value])]
for (const [name, a, b] of pairs) {
  if (!(Math.abs(a - b) < 1e-6)) { console.log(`FAILED: ${name}: ${a} measured, ${b} simulated`); process.exit(1) }
}
console.log(`one truth: ${measured.n} acute missions`)
J
node equal.mjs
