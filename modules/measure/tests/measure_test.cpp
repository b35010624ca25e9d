#include "kjede/measure/measure.hpp"

#include "kjede/testing/fresh_store.hpp"
#include "small_catalog.hpp"

namespace kjede::measure::testing {
namespace {

using kjede::testing::said;

class MeasureTest : public kjede::testing::StoreTest {
 protected:
  std::string measured(const std::vector<TestRecord>& rows, const Request& request) {
    auto records = store_with(location_, folder_ / "keys", small_.reg(), rows);
    const auto result = measure(small_.catalog, *records, request, &warnings_);
    return result ? lines(*result) : said(result);
  }
  std::string warned() const {
    std::string out;
    for (const auto& w : warnings_) out += std::string(w.code) + ": " + w.message + "\n";
    return out;
  }
  Request year(int y) const { return {.from = base::make_date(y, 1, 1), .to = base::make_date(y, 12, 31)}; }

  SmallCatalog small_;
  base::Diagnostics warnings_;
};

TEST_P(MeasureTest, CountsAProportionAtEveryLevel) {
  small_.cohort("treated", "age >= 18");
  auto& i = small_.add("capnography", IndicatorKind::proportion);
  i.cohort = small_.clause("treated and witnessed != ems");
  i.exclude.push_back({"old", {}, small_.clause("age > 100")});
  i.denominator = small_.clause("airway in (supraglottic, endotracheal)");
  i.numerator = small_.clause("capnography = yes");
  i.unknown = {{"capnography", UnknownEffect::counts_as_no},
               {"airway", UnknownEffect::excluded},
               {"witnessed", UnknownEffect::counts_as_yes}};
  i.goal = Goal{0, {Op::greater_equal, {9, 1}, "", ""}, Threshold{Op::greater_equal, {5, 1}, "", ""}};
  const auto rows = small_.rows({"service", "arrest_date", "age", "witnessed", "airway", "capnography"},
                                {{"bodo", "2024-01-05", "50", "none", "endotracheal", "yes"},
                                 {"bodo", "2024-03-05", "50", "bystander", "supraglottic", "unknown"},
                                 {"bodo", "2024-03-05", "50", "unknown", "supraglottic", "-"},
                                 {"bodo", "2024-03-05", "17", "none", "supraglottic", "yes"},
                                 {"bodo", "2024-03-05", "101", "none", "supraglottic", "yes"},
                                 {"oslo", "2024-12-31", "50", "none", "unknown", "yes"},
                                 {"oslo", "2024-12-31", "50", "none", "none", "yes"},
                                 {"oslo", "2024-12-31", "50", "ems", "supraglottic", "yes"},
                                 {"-", "2024-12-31", "50", "none", "supraglottic", "yes"}});
  EXPECT_EQ(measured(rows, year(2024)),
            "service bodo 2024: 1/3 = 0.333333 (0.06149–0.7923 wilson) red; excluded old 1; unknown witnessed counts "
            "as yes 1; "
            "unknown capnography counts as no 2\n"
            "service oslo 2024: 0/0; excluded airway 1; unknown airway excluded 1\n"
            "service stavanger 2024: 0/0\n"
            "region nord 2024: 1/3 = 0.333333 (0.06149–0.7923 wilson) red; excluded old 1; unknown witnessed counts as "
            "yes 1; "
            "unknown capnography counts as no 2\n"
            "region sor 2024: 0/0; excluded airway 1; unknown airway excluded 1\n"
            "nation norge 2024: 2/4 = 0.5 (0.15–0.85 wilson) yellow; excluded old 1; excluded airway 1; unknown "
            "witnessed counts as yes 1; "
            "unknown airway excluded 1; unknown capnography counts as no 2\n");
}

TEST_P(MeasureTest, DecidesThePercentileGoalExactly) {
  auto& i = small_.add("response", IndicatorKind::percentile);
  i.value = small_.clause("minutes from called to on_scene", Wanted::value);
  i.value_measure = "min";
  i.denominator = small_.clause("0 min <= minutes from called to on_scene < 70 min");
  i.unknown = {{"called", UnknownEffect::excluded}, {"on_scene", UnknownEffect::excluded}};
  i.percentiles = {50, 90};
  i.levels = {"nation"};
  i.groups = {"helicopter"};
  i.goal = Goal{90, {Op::less, {12, 0}, "min", ""}, Threshold{Op::less, {25, 0}, "min", ""}};
  std::vector<std::vector<std::string>> lines;
  for (int minute = 2; minute <= 12; ++minute)
    lines.push_back(
        {"bodo", "2024-02-01", "2024-02-01T10:00", fmt::format("2024-02-01T10:{:02}", minute + (minute == 11))});
  lines.push_back({"bodo", "2024-02-01", "2024-02-01T10:00", "-"});
  lines.push_back({"oslo", "2024-02-01", "2024-02-01T10:00", "2024-02-01T11:10"});
  lines.push_back({"oslo", "2024-02-01", "2024-02-01T10:00", "2024-02-01T10:07:30"});
  const auto rows = small_.rows({"service", "arrest_date", "called", "on_scene"}, lines);
  EXPECT_EQ(
      measured(rows, year(2024)),
      "nation norge 2024: 0/12 = 11.8 green; p50 7.25; p90 11.8; excluded on_scene 1; unknown on_scene excluded 1\n"
      "helicopter yes 2024: 0/11 = 12 yellow; p50 7; p90 12; excluded on_scene 1; unknown on_scene excluded 1\n"
      "helicopter no 2024: 0/1 = 7.5 green; p50 7.5; p90 7.5\n");
}

TEST_P(MeasureTest, GivesRatesByPopulationAndPartOfTheYear) {
  auto& i = small_.add("incidence", IndicatorKind::rate);
  i.numerator = small_.clause("age >= 18");
  i.per = 100'000;
  i.levels = {"service", "nation"};
  small_.catalog.population = {{"bodo", 2024, "", -1, -1, 50'000}, {"norge", 2024, "", -1, -1, 5'000'000}};
  const auto rows =
      small_.rows({"service", "arrest_date", "age"},
                  {{"bodo", "2024-01-05", "50"}, {"bodo", "2024-05-05", "50"}, {"oslo", "2024-05-05", "12"}});
  auto request = year(2024);
  request.by = {base::PeriodKind::year, base::PeriodKind::tertial};
  request.units = {"bodo", "oslo"};
  EXPECT_EQ(measured(rows, request),
            "service bodo 2024: 2/50000 = 4 (0.4844–14.45 exact)\n"
            "service bodo 2024-T1: 1/16667 = 6 (0.1519–33.43 exact)\n"
            "service bodo 2024-T2: 1/16667 = 6 (0.1519–33.43 exact)\n"
            "service bodo 2024-T3: 0/16667 = 0 (0–22.13 exact)\n"
            "service oslo 2024: 0/0\n"
            "service oslo 2024-T1: 0/0\n"
            "service oslo 2024-T2: 0/0\n"
            "service oslo 2024-T3: 0/0\n");
  EXPECT_EQ(warned(), "KJ0605: incidence: the population of oslo in 2024 is missing\n");
}

TEST_P(MeasureTest, SumsRowsThatAreAlreadyCounted) {
  small_.catalog.registers.front().counted = true;
  auto& i = small_.add("training", IndicatorKind::proportion);
  i.sum_numerator = small_.clause("sum of trained", Wanted::sum);
  i.sum_denominator = small_.clause("sum of on_duty", Wanted::sum);
  const auto rows = small_.rows({"service", "arrest_date", "trained", "on_duty"}, {{"bodo", "2024-12-31", "3", "10"},
                                                                                   {"oslo", "2024-12-31", "4", "4"},
                                                                                   {"oslo", "2024-12-31", "-", "5"},
                                                                                   {"oslo", "2024-12-31", "1", "-"}});
  auto request = year(2024);
  request.levels = {"service", "nation"};
  EXPECT_EQ(measured(rows, request),
            "service bodo 2024: 3/10 = 0.3 (0.1078–0.6032 wilson)\n"
            "service oslo 2024: 4/4 = 1 (0.5101–1 wilson); excluded on_duty 1; excluded trained 1\n"
            "service stavanger 2024: 0/0\n"
            "nation norge 2024: 7/14 = 0.5 (0.268–0.732 wilson); excluded on_duty 1; excluded trained 1\n");
}

TEST_P(MeasureTest, FollowsAPersonToTheNextStay) {
  auto next = variable("next_after", VariableType::number);
  next.measure = "h";
  next.derived =
      Derived{Derived::Form::time_to_next, nullptr, "on_scene", "called", {"person", "service"}, {"called"}, nullptr};
  auto rank = variable("number", VariableType::integer);
  rank.derived = Derived{Derived::Form::rank, nullptr, "", "", {"person", "year"}, {"called"}, nullptr};
  small_.catalog.registers.front().variables.push_back(next);
  small_.catalog.registers.front().variables.push_back(rank);
  auto& i = small_.add("return_72h", IndicatorKind::proportion);
  i.numerator = small_.clause("next_after between 0 h and 71 h");
  i.unknown = {{"next_after", UnknownEffect::counts_as_no}};
  i.levels = {"nation"};
  auto& first = small_.add("patients", IndicatorKind::count);
  first.numerator = small_.clause("number = 1");
  first.levels = {"nation"};
  const auto rows = small_.rows({"person", "service", "arrest_date", "called", "on_scene"},
                                {{"p", "bodo", "2024-01-01", "2024-01-01T08:00", "2024-01-02T08:00"},
                                 {"p", "oslo", "2024-01-02", "2024-01-02T09:00", "2024-01-02T10:00"},
                                 {"p", "bodo", "2024-01-05", "2024-01-05T07:00", "2024-01-05T08:00"},
                                 {"q", "bodo", "2024-01-05", "2024-01-05T08:00", "2024-01-05T08:00"},
                                 {"", "bodo", "2024-01-05", "2024-01-05T08:00", "2024-01-05T08:00"}});
  EXPECT_EQ(measured(rows, year(2024)),
            "nation norge 2024: 1/5 = 0.2 (0.03622–0.6245 wilson); unknown next_after counts as no 4\n"
            "nation norge 2024: 3/5 = 3\n");
}

TEST_P(MeasureTest, SeesTheNextStayAfterTheRange) {
  auto& reg = small_.catalog.registers.front();
  reg.date = "called";
  auto next = variable("next_after", VariableType::number);
  next.measure = "h";
  next.derived = Derived{Derived::Form::time_to_next, nullptr, "on_scene", "called", {"person"}, {"called"}, nullptr};
  reg.variables.push_back(next);
  auto& i = small_.add("return_72h", IndicatorKind::proportion);
  i.numerator = small_.clause("next_after between 0 h and 71 h");
  i.unknown = {{"next_after", UnknownEffect::counts_as_no}};
  i.levels = {"nation"};
  const auto rows =
      small_.rows({"person", "service", "called", "on_scene"}, {{"p", "bodo", "2023-12-30T08:00", "2023-12-31T08:00"},
                                                                {"p", "bodo", "2024-12-30T08:00", "2024-12-31T08:00"},
                                                                {"p", "oslo", "2025-01-01T08:00", "2025-01-02T10:00"}});
  EXPECT_EQ(measured(rows, year(2024)), "nation norge 2024: 1/1 = 1 (0.2065–1 wilson)\n");
}

TEST_P(MeasureTest, SaysWhatIsWrongWithTheRecordsUnits) {
  small_.add("all", IndicatorKind::count).levels = {"service", "nation"};
  const auto rows =
      small_.rows({"service", "arrest_date"}, {{"stavanger", "2022-03-01"}, {"'; drop table x; --", "2022-03-01"}});
  EXPECT_EQ(measured(rows, year(2022)),
            "service bodo 2022: 0/0 = 0\nservice oslo 2022: 0/0 = 0\nservice stavanger 2022: 1/1 = 1\nnation norge "
            "2022: 2/2 = 2\n");
  EXPECT_EQ(warned(),
            "KJ0607: stavanger has records in 2022, when it was not open\n"
            "KJ0606: 1 records have a service that is not in the unit table\n");
}

TEST_P(MeasureTest, ReportsAllMistakesOfTheRequest) {
  small_.add("all", IndicatorKind::count);
  auto records = store_with(location_, folder_ / "keys", small_.reg(), {});
  const auto result = measure(
      small_.catalog, *records,
      {.indicators = {"al"}, .units = {"bod"}, .from = base::make_date(2024, 2, 1), .to = base::make_date(2024, 1, 1)});
  ASSERT_FALSE(result);
  EXPECT_EQ(base::render(result.error()),
            "error[KJ0601]: there is no indicator 'al'\n  = did you mean 'all'?\n"
            "error[KJ0603]: there is no unit 'bod'\n  = did you mean 'bodo'?\n"
            "error[KJ0604]: the range 2024-02-01 to 2024-01-01 is empty\n  = let it begin before it ends\n");
}

KJEDE_BOTH_ADAPTERS(MeasureTest);

}  // namespace
}  // namespace kjede::measure::testing
