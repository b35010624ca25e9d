# The same store and question give the same bytes: report, figures, PDF, uploads.
source "$(dirname "$0")/setting.sh"

kjede demo --register ohca,ihca --out data
for register in ohca ihca; do kjede import $register data/synthetic-$register.csv --recorded 2025-03-01 > /dev/null; done
for run in one two; do
  kjede report annual --year 2024 --out $run/report
  for format in skde fhir csv; do kjede publish --format $format --year 2024 --out $run/$format; done
done
diff -r one two || fail "a second run gave other bytes"
for file in report/annual.html report/annual.pdf skde/skde.csv csv/results.csv; do [ -s one/$file ] || fail "no $file"; done
grep -aq 'pdfuaid' one/report/annual.pdf || fail "the PDF does not declare PDF/UA"
pdfinfo one/report/annual.pdf 2>/dev/null | grep -q 'Tagged: *yes' || fail "the PDF is not tagged"
echo "same bytes"
