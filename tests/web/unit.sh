#!/usr/bin/env bash
# The site's own tests: formats, places, specifications.
set -euo pipefail
cd "$KJEDE_HOME/web"
[ -d node_modules/esbuild ] || { echo "web/node_modules is not there: run scripts/bootstrap" >&2; exit 77; }
exec node --test --test-reporter=spec tests/unit/
