#!/usr/bin/env bash
# Published answers of `kjede serve` under load, with wrk on the same machine: requests a second, the 99th percentile, and
# the server's largest memory. /healthz is the floor: the same path through the server with an answer of a few bytes.
#   bench/serve.sh STORE [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
store=$1
seconds=${2:-10}
kjede=${KJEDE:-build/release/apps/kjede/kjede}
out=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; rm -rf "$out"' EXIT
"$kjede" --quiet --store "$store" serve --port 0 >"$out/address" &
pid=$!
for _ in $(seq 200); do [ -s "$out/address" ] && break; sleep 0.1; done
address=$(head -1 "$out/address")
for path in healthz api/v1/national api/v1/indicators/bystander_cpr/measurements; do
  echo "== $path"
  wrk -t1 -c32 -d"${seconds}s" --latency -H 'Accept-Encoding: gzip' "$address$path" | grep -E '99%|Requests/sec|Non-2xx' || true
done
grep VmHWM "/proc/$pid/status"
