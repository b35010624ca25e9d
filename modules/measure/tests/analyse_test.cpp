#include "kjede/measure/analyse.hpp"

#include "kjede/measure/disclosure.hpp"
#include "kjede/measure/explain.hpp"
#include "kjede/testing/fresh_store.hpp"
#include "small_catalog.hpp"

namespace kjede::measure::testing {
namespace {

using kjede::testing::said;

std::string lines(const std::vector<AnalysisResult>& all) {
  std::string out;
  for (const auto& r : all) {
    out += fmt::format("{} {} {} {}: {}", r.analysis, r.level, r.unit, r.period.label(), r.total);
    if (r.rate) out += fmt::format(" ({:.4g})", *r.rate);
    for (const auto& c : r.counts)
      out += fmt::format(" {}={}{}", c.id, c.count, c.rate ? fmt::format("({:.4g})", *c.rate) : "");
    for (const auto& b : r.bands) {
      if (b.men + b.women > 0) out += fmt::format(" {}–{}: {}/{}", b.from, b.to, b.men, b.women);
    }
    if (r.numbers)
      out += fmt::format(" n={} mean={:.4g} p50={:.4g} sum={:.4g}", r.numbers->n, r.numbers->mean, r.numbers->p50,
                         r.numbers->sum);
    out += "\n";
  }
  return out;
}

class AnalyseTest : public kjede::testing::StoreTest {
 protected:
  AnalyseTest() {
    auto& reg = small_.catalog.registers.front();
    reg.variables.push_back(coded("sex", {"male", "female", "unknown"}));
    small_.cohort("adults", "age >= 18");
    small_.cohort("treated", "adults and airway in (supraglottic, endotracheal)");
    rows_ = small_.rows({"service", "arrest_date", "age", "sex", "airway", "ventilation"},
                        {{"bodo", "2024-01-05", "50", "male", "endotracheal", "1.5"},
                         {"bodo", "2024-02-05", "54", "female", "none", "-"},
                         {"oslo", "2024-02-05", "104", "female", "unknown", "0.5"},
                         {"oslo", "2023-02-05", "17", "male", "endotracheal", "2"},
                         {"oslo", "2024-02-05", "20", "unknown", "-", "4"}});
  }
  Analysis& add(const std::string& id, AnalysisKind kind) {
    Analysis out;
    out.id = id;
    out.register_id = "arrests";
    out.kind = kind;
    out.unit_variable = "service";
    out.levels = {"nation"};
    small_.catalog.analyses.push_back(std::move(out));
    return small_.catalog.analyses.back();
  }
  std::string analysed(const AnalysisRequest& request = {}) {
    auto records = store_with(location_, folder_ / "keys", small_.reg(), rows_);
    const auto result = analyse(small_.catalog, *records, request);
    return result ? lines(*result) : said(result);
  }

  SmallCatalog small_;
  std::vector<TestRecord> rows_;
};

TEST_P(AnalyseTest, CountsCodesWithTheMissingUnderUnknown) {
  auto& a = add("airways", AnalysisKind::distribution);
  a.cohort = small_.clause("adults");
  a.by = {"airway"};
  a.levels = {"service", "nation"};
  EXPECT_EQ(analysed({.from = base::make_date(2024, 1, 1), .to = base::make_date(2024, 1, 1)}),
            "airways service bodo 2024: 2 none=1 supraglottic=0 endotracheal=1 unknown=0\n"
            "airways service oslo 2024: 2 none=0 supraglottic=0 endotracheal=0 unknown=2\n"
            "airways service stavanger 2024: 0 none=0 supraglottic=0 endotracheal=0 unknown=0\n"
            "airways nation norge 2024: 4 none=1 supraglottic=0 endotracheal=1 unknown=2\n");
}

TEST_P(AnalyseTest, FollowsCohortsWithRatesAndCountsConditions) {
  small_.catalog.population = {{"norge", 2023, "", -1, -1, 100'000}, {"norge", 2024, "", -1, -1, 200'000}};
  auto& flow = add("flow", AnalysisKind::flow);
  flow.cohorts = {"adults", "treated"};
  flow.per = 100'000;
  auto& cross = add("cross", AnalysisKind::cross_table);
  cross.cohort = small_.clause("adults");
  cross.counts = {small_.clause("sex = female")};
  cross.count_ids = {"women"};
  cross.count_names = {{"Kvinner", "Women"}};
  auto& complete = add("complete", AnalysisKind::completeness);
  complete.by = {"airway", "ventilation"};
  EXPECT_EQ(analysed(),
            "flow nation norge 2023: 1 (1) adults=0(0) treated=0(0)\n"
            "flow nation norge 2024: 4 (2) adults=4(2) treated=1(0.5)\n"
            "cross nation norge 2023: 0 women=0\n"
            "cross nation norge 2024: 4 women=2\n"
            "complete nation norge 2023: 1 airway=0 ventilation=0\n"
            "complete nation norge 2024: 4 airway=2 ventilation=1\n");
}

TEST_P(AnalyseTest, SummarisesNumbersAndAgeBands) {
  auto& numbers = add("ventilation", AnalysisKind::numbers);
  numbers.value = "ventilation";
  auto& pyramid = add("pyramid", AnalysisKind::pyramid);
  pyramid.sex = "sex";
  pyramid.age = "age";
  EXPECT_EQ(analysed({.from = base::make_date(2024, 1, 1)}),
            "ventilation nation norge 2024: 4 n=3 mean=2 p50=1.5 sum=6\n"
            "pyramid nation norge 2024: 4 50–54: 1/1 100–0: 0/1\n");
}

TEST_P(AnalyseTest, SaysWhichAnalysisThereIsNot) {
  add("airways", AnalysisKind::distribution);
  EXPECT_EQ(analysed({.analyses = {"airway"}}), "KJ0608: there is no analysis 'airway'; did you mean 'airways'?");
}

TEST_P(AnalyseTest, ExplainsANumberStepByStep) {
  auto& i = small_.add("share", IndicatorKind::proportion);
  i.name = {"Andel", "Share"};
  i.cohort = small_.clause("adults");
  i.exclude.push_back({"oldest", {"Over 100 år", "Over 100 years"}, small_.clause("age > 100")});
  i.denominator = small_.clause("sex in (male, female)");
  i.numerator = small_.clause("airway in (supraglottic, endotracheal)");
  i.unknown = {{"airway", UnknownEffect::counts_as_no}};
  auto records = store_with(location_, folder_ / "keys", small_.reg(), rows_);
  const auto why = explain(small_.catalog, *records, {.indicator = "share"});
  ASSERT_TRUE(why) << said(why);
  std::string steps;
  for (const auto& step : why->steps) steps += fmt::format("{} {}\n", step.id, step.count);
  EXPECT_EQ(steps,
            "registered 4\nnot_in_cohort 0\nrelevant 4\nexcluded.oldest 1\noutside 1\ndenominator 2\nnumerator 1\n");
  EXPECT_EQ(why->measurement.period.label(), "2024");
  EXPECT_NE(why->sql.find("\"cohort adults\""), std::string::npos);
  const auto text = to_text(*why, catalog::Language::nb);
  EXPECT_NE(text.find("          −1   Over 100 år\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Resultat: 50,0 % (95 % KI 9,5–90,5 %, Wilson)"), std::string::npos) << text;
  EXPECT_EQ(said(explain(small_.catalog, *records, {.indicator = "share", .unit = "nowhere"})),
            "KJ0603: share is not measured for a unit 'nowhere'; `kjede measure` lists the units it is measured for");
}

TEST(MaskAnalyses, HidesSmallCountsAndWhatWouldGiveThemBack) {
  SmallCatalog small;
  Analysis analysis;
  analysis.id = "airways";
  analysis.register_id = "arrests";
  analysis.by = {"airway"};
  analysis.unit_variable = "service";
  analysis.levels = {"service", "region", "nation"};
  small.catalog.analyses.push_back(analysis);
  const auto result = [](std::string level, std::string unit, std::int64_t none, std::int64_t tube) {
    AnalysisResult r;
    r.analysis = "airways";
    r.level = std::move(level);
    r.unit = std::move(unit);
    r.period = {base::PeriodKind::year, 2024};
    r.total = none + tube;
    r.counts = {{"none", {}, none, false, {}}, {"tube", {}, tube, false, {}}};
    return r;
  };
  std::vector<AnalysisResult> all{result("service", "bodo", 3, 40),      result("service", "oslo", 20, 30),
                                  result("service", "stavanger", 12, 0), result("region", "nord", 3, 40),
                                  result("region", "sor", 32, 30),       result("nation", "norge", 35, 70)};
  EXPECT_TRUE(mask_analyses(small.catalog, {}, all).empty());
  std::string shown;
  for (const auto& r : all)
    shown += fmt::format("{} {} {}{}\n", r.unit, r.masked ? "*" : "t", r.counts[0].masked ? "*" : "n",
                         r.counts[1].masked ? "*" : "n");
  // the only small count is one of the north; its complement and its sister region follow
  EXPECT_TRUE(all[0].counts[0].masked) << shown;
  EXPECT_TRUE(all[0].counts[1].masked) << shown;
  EXPECT_TRUE(all[3].counts[0].masked) << shown;
  EXPECT_TRUE(all[4].counts[0].masked || all[4].masked) << shown;
  EXPECT_FALSE(all[5].counts[0].masked || all[5].counts[1].masked || all[5].masked) << shown;
}

KJEDE_BOTH_ADAPTERS(AnalyseTest);

}  // namespace
}  // namespace kjede::measure::testing
