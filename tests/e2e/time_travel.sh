# A correction after publication changes today's numbers and not last year's; importing again changes nothing.
source "$(dirname "$0")/setting.sh"

kjede demo --register ohca --out data
file=data/synthetic-ohca.csv
column=$(head -1 $file | tr ';' '\n' | grep -nx bystander_cpr | cut -d: -f1)
[ -n "$column" ] || fail "the file has no bystander_cpr"

kjede import ohca $file --recorded 2025-03-01 > first.txt
kjede measure bystander_cpr --json > march.json

kjede import ohca $file --recorded 2025-04-01 > again.txt
grep -q ' 0 new, 0 changed, 39961 unchanged' again.txt || fail "the same file changed something: $(cat again.txt)"
kjede measure bystander_cpr --json > again.json
same march.json again.json "the same file again changed a number"

awk -F';' -v OFS=';' -v c="$column" 'NR > 1 && n < 50 && $c == "yes" { $c = "no"; n++ } { print }' $file > corrected.csv
kjede import ohca corrected.csv --recorded 2025-06-01 > third.txt
grep -q ' 0 new, 50 changed, 39911 unchanged' third.txt || fail "expected 50 changed rows: $(cat third.txt)"

kjede measure bystander_cpr --json > now.json
cmp -s now.json march.json && fail "the correction changed nothing"
kjede measure bystander_cpr --json --as-of 2025-03-31 > as_of.json
same march.json as_of.json "--as-of does not give last spring's bytes"

if kjede import ohca corrected.csv --recorded 2025-05-01 2> refused.txt; then fail "an import before the last one was accepted"; fi
grep -q 'KJ04' refused.txt || fail "no reason given: $(cat refused.txt)"
echo "time travel holds"
