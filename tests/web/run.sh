#!/usr/bin/env bash
# Demonstration store, real server, Chromium. Needs KJEDE and KJEDE_HOME; ends what it starts.
set -euo pipefail
chromium=${CHROMIUM:-/usr/bin/chromium}
[ -x "$chromium" ] || { echo "Chromium is not installed: run scripts/bootstrap" >&2; exit 77; }
[ -d "$KJEDE_HOME/web/node_modules/playwright-core" ] || { echo "web/node_modules is not there: run scripts/bootstrap" >&2; exit 77; }

here=$(mktemp -d)
server=
player=
finish() {
  for one in $server $player; do
    kill "$one" 2>/dev/null || true
    wait "$one" 2>/dev/null || true
  done
  rm -rf "$here"
}
trap finish EXIT

"$KJEDE_HOME/scripts/web"
store=$here/kjede.duckdb
kjede() { "$KJEDE" --quiet --store "$store" "$@"; }
kjede demo --out "$here/data" >/dev/null
for register in icu_unit ooh_training ohca ihca icu; do
  kjede import "$register" "$here/data/synthetic-$register.csv" >/dev/null
done
kjede demo region --out "$here/region" >/dev/null
mkdir "$here/reports"

export KJEDE_USER_PASSWORD=korrekt-hest-batteri-stift
for user in registrar:registrar planner:planner planner2:planner dispatcher:dispatcher dispatcher2:dispatcher privacy:data_protection temporary:data_protection admin:administrator; do
  printf '%s\n' "$KJEDE_USER_PASSWORD" | kjede user add "${user%%:*}" --role "${user##*:}" >/dev/null
done

"$KJEDE" --quiet --store "$store" serve --port 0 --web "$KJEDE_HOME/web/dist" --reports "$here/reports" --scenarios "$here/region/scenarios" > "$here/address" 2> "$here/log" &
server=$!
for _ in $(seq 1500); do # the first start looks for the masks of every register
  [ -s "$here/address" ] && break
  kill -0 "$server" 2>/dev/null || { cat "$here/log" >&2; exit 1; }
  sleep 0.2
done
[ -s "$here/address" ] || { echo "the server did not start" >&2; cat "$here/log" >&2; exit 1; }

# A second site, on which a simulator plays: the scheme on the region's roads, with two dispatchers.
store=$here/play.duckdb
kjede demo scheme --out "$here/scheme" >/dev/null 2>&1
kjede responders import "$here/scheme" >/dev/null
kjede road import --nodes "$here/region/nodes.csv" --arcs "$here/region/arcs.csv" --out "$here/region.road" >/dev/null
for user in dispatcher dispatcher2; do
  printf '%s\n' "$KJEDE_USER_PASSWORD" | kjede user add "$user" --role dispatcher >/dev/null
done
"$KJEDE" --quiet --store "$store" serve --port 0 --web "$KJEDE_HOME/web/dist" --scenarios "$here/region/scenarios" --roads "$here/region.road" \
  --play --speed 20 --seed 7 > "$here/play-address" 2> "$here/play-log" &
player=$!
for _ in $(seq 1500); do
  [ -s "$here/play-address" ] && break
  kill -0 "$player" 2>/dev/null || { cat "$here/play-log" >&2; exit 1; }
  sleep 0.2
done

export KJEDE_URL KJEDE_PLAY_URL
KJEDE_PLAY_URL=$(head -1 "$here/play-address" | sed 's#/$##')
KJEDE_URL=$(head -1 "$here/address" | sed 's#/$##')
cd "$KJEDE_HOME/web"
node --test --test-concurrency=2 --test-reporter=spec tests/e2e/
