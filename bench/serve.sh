#!/usr/bin/env bash
# `kjede serve` under load, wrk and the server on the same machine, on a copy of STORE: published answers alone and while
# a million rows come in; a thousand event streams; memory over a soak. Rows as Markdown on standard output.
#
#   bench/serve.sh STORE [SECONDS [SOAK-SECONDS]]      # 10 and 0; a soak of 0 is left out
#
# /healthz is the floor: the same path through the server with an answer of a few bytes. Wants a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."
store=$1 seconds=${2:-10} soak=${3:-0}
kjede=${KJEDE:-build/release/apps/kjede/kjede}
out=$(mktemp -d)
pid=
finish() {
  [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }
  rm -rf "$out"
}
trap finish EXIT

cp "$store" "$out/store.duckdb"
[ ! -f "$store.keys" ] || cp "$store.keys" "$out/key"
export KJEDE_BENCH_PASSWORD
KJEDE_BENCH_PASSWORD=$(head -c 18 /dev/urandom | base64)
run() { "$kjede" --quiet --store "$out/store.duckdb" --key-file "$out/key" "$@"; }
for role in dispatcher registrar; do
  printf '%s\n' "$KJEDE_BENCH_PASSWORD" | run user add "bench-$role" --role "$role" >/dev/null
done
run serve --port 0 >"$out/address" 2>"$out/log" &
pid=$!
for _ in $(seq 600); do [ -s "$out/address" ] && break; sleep 0.1; done
[ -s "$out/address" ] || { cat "$out/log" >&2; exit 1; }
url=$(head -1 "$out/address" | sed 's#/$##')

row() { printf '| %s | %s |\n' "$1" "$2"; }
memory() { awk -v key="$1:" '$1 == key { printf "%.0f MB", $2 / 1024 }' "/proc/$pid/status"; }
load() { # load PATH SECONDS CONNECTIONS: requests a second, 99th percentile, answers that were no 2xx
  wrk -t1 -c"$3" -d"$2s" --latency -H 'Accept-Encoding: gzip' "$url$1" |
    awk '/99%/ { p = $2 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = ", " $NF " were refused" }
         END { printf "%d requests/s, P99 %s%s", r, p, bad }'
}

row "what" "measured"
row "---" "---"
for path in /healthz /api/v1/national /api/v1/indicators/bystander_cpr/measurements; do
  row "$path, 32 connections" "$(load "$path" "$seconds" 32)"
done
row "memory after that" "$(memory VmRSS)"
node bench/serve_streams.mjs "$url" 1000
row "memory with the streams' leavings" "$(memory VmRSS)"

# A million rows of the register of cardiac arrests, by HTTP, while others read.
awk 'BEGIN { print "event_id,arrest_date,ambulance_service"
  for (i = 0; i < 1000000; ++i) printf "load-%d,20%02d-%02d-%02d,\n", i, 10 + i % 15, 1 + i % 12, 1 + i % 28 }' >"$out/rows.csv"
node bench/serve_import.mjs "$url" "$out/rows.csv" >"$out/import" &
import=$!
sleep 0.3
row "/api/v1/national while a million rows are imported and measured, 8 connections" "$(load /api/v1/national 15 8)"
wait "$import"
row "that import" "$(cat "$out/import")"
row "memory after that, largest" "$(memory VmRSS), $(memory VmHWM)"
[ "$soak" = 0 ] && exit 0

# A light load for a long time: pages, pictures, log-ins refused, streams that come and go.
node bench/serve_streams.mjs "$url" 50 "$soak" >/dev/null &
streams=$!
end=$(($(date +%s) + soak)) samples=""
while [ "$(date +%s)" -lt "$end" ]; do
  for path in /api/v1/site /api/v1/national /api/v1/units '/api/v1/indicators/bystander_cpr/figures/spc' /api/v1/nothing; do
    wrk -t1 -c4 -d1s "$url$path" >/dev/null
  done
  curl -s -o /dev/null -H 'content-type: application/json' -H "origin: $url" -d '{"user":"nobody","password":"x"}' "$url/api/v1/session"
  sleep 5
  samples="$samples $(awk '$1 == "VmRSS:" { print $2 }' "/proc/$pid/status")"
done
wait "$streams"
row "memory over a soak of $soak s: after a tenth, at the end, largest" \
  "$(tr ' ' '\n' <<<"$samples" | awk 'NF { v[++n] = $1; if ($1 > m) m = $1 } END { t = int(n / 10) + 1; printf "%.0f MB, %.0f MB, %.0f MB", v[t] / 1024, v[n] / 1024, m / 1024 }')"
