#!/usr/bin/env bash
# As many sockets as may be; the server raises its own limit. Needs KJEDE and KJEDE_HOME.
set -euo pipefail
cd "$KJEDE_HOME/tests/serve"
ulimit -n "$(ulimit -Hn)" || true
exec node --test --test-concurrency=1 --test-reporter=spec tls.test.mjs faults.test.mjs
