# DuckDB and PostgreSQL: the same imports, the same bytes. Needs the server of scripts/with-postgres.
source "$(dirname "$0")/setting.sh"
[ -n "${KJEDE_TEST_POSTGRES:-}" ] || { echo "no PostgreSQL: run under scripts/with-postgres"; exit 77; }

database="kjede_e2e_$$"
psql -q "$KJEDE_TEST_POSTGRES" -c "create database $database"
server=$(sed -E "s#^(postgresql://[^/]*/)[^?]*#\1$database#" <<< "$KJEDE_TEST_POSTGRES")
trap 'psql -q "$KJEDE_TEST_POSTGRES" -c "drop database $database" || true; rm -rf "$work"' EXIT

kjede demo --register ihca,icu_unit,ooh_training --out data
for store in duck.duckdb "$server"; do
  for register in ihca icu_unit ooh_training; do
    kjede --store "$store" --key-file shared.key import $register data/synthetic-$register.csv --recorded 2025-03-01 --json
  done
done > imports.json
# missions, broken down by texts, codes, calendar parts and conditions
kjede demo region --out region
kjede plan simulate --area region --from 2023-01-01 --days 60 --replications 1 --log missions.csv > simulated.txt
for store in duck.duckdb "$server"; do kjede --store "$store" --key-file shared.key missions import missions.csv; done > missions.txt
for what in "measure --json" "measure --by quarter --json" "measure --csv --unmasked" "audit-tables --json" "overview --year 2024" \
            "response-times --by place --json" "response-times --by settlement,hour --csv" \
            "measure mission_within_12 --by station,weekday --json" "measure mission_active --by vehicle,month --json" \
            "measure mission_response --by municipality,priority --json" "missions activity --vehicles region/vehicles.csv --json"; do
  name=$(tr -c 'a-z0-9\n' _ <<< "$what")
  kjede --store duck.duckdb --key-file shared.key $what > "duck.$name"
  kjede --store "$server" --key-file shared.key $what > "pg.$name"
  same "duck.$name" "pg.$name" "DuckDB and PostgreSQL differ in: kjede $what"
done
echo "both databases say the same"
