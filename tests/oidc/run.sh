#!/usr/bin/env bash
# Once with DuckDB and, where there is a server, again with PostgreSQL. Needs KJEDE and KJEDE_HOME.
set -euo pipefail
[ -d "$KJEDE_HOME/node_modules/oidc-provider" ] || { echo "oidc-provider is not there: run scripts/bootstrap" >&2; exit 77; }
cd "$KJEDE_HOME/tests/oidc"
node --test --test-reporter=spec flow.test.mjs
[ -n "${KJEDE_TEST_POSTGRES:-}" ] || exit 0
database="kjede_oidc_$$"
psql -q "$KJEDE_TEST_POSTGRES" -c "create database $database"
trap 'psql -q "$KJEDE_TEST_POSTGRES" -c "drop database $database with (force)"' EXIT
KJEDE_STORE=$(sed -E "s#^(postgresql://[^/]*/)[^?]*#\1$database#" <<< "$KJEDE_TEST_POSTGRES") node --test --test-reporter=spec flow.test.mjs
