# Plans compared: the same files give the same bytes twice, with one thread or two, and every promised file is there.
source "$(dirname "$0")/setting.sh"

kjede demo region --out region
kjede demo region --out again
diff -r region again || fail "the region is not the same twice"
plans="region/scenarios/year-2030.yaml region/scenarios/tunnel-2030.yaml region/scenarios/tunnel-day-unit-2030.yaml"
kjede --lang nb plan compare $plans --days 14 --replications 4 --out one > one.txt
kjede --lang nb plan compare $plans --days 14 --replications 4 --threads 2 --out two > two.txt
diff -r one two || fail "a second run gave other bytes"
same one.txt two.txt "a second run printed something else"
for file in plan.pdf plan.html comparison.json key_figures.csv places.csv stations.csv places.geojson \
            figures/map_tunnel_2030.svg figures/map_tunnel_2030.vl.json figures/change_p90.svg; do
  [ -s one/$file ] || fail "no $file"
done
pdfinfo one/plan.pdf 2>/dev/null | grep -q 'Tagged: *yes' || fail "the PDF is not tagged"
grep -aq 'pdfuaid' one/plan.pdf || fail "the PDF does not declare PDF/UA"
grep -q 'Syntetiske data' one/plan.html || fail "the report does not say that it is synthetic"
grep -q 'Summary in English' one/plan.html || fail "no English summary"
kjede --json plan compare $plans --days 14 --replications 4 > printed.json
same printed.json one/comparison.json "--json prints another document"
for scenario in base winter-ferry-out; do
  kjede plan compare region/scenarios/$scenario.yaml --days 2 --replications 2 > /dev/null || fail "$scenario"
done
sed 's/storfjord_tunnel/storfjordtunnel/; s/^year:/yeer:/' region/scenarios/tunnel-2030.yaml > region/scenarios/bad.yaml
code=0
kjede plan compare region/scenarios/bad.yaml 2> wrong.txt || code=$?
[ $code = 3 ] || fail "a bad scenario gave exit code $code"
grep -q "unknown key 'yeer' in the scenario" wrong.txt && grep -q "did you mean 'year'?" wrong.txt || fail "$(cat wrong.txt)"
echo "plans compared"
