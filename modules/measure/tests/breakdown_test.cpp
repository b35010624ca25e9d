#include "kjede/measure/breakdown.hpp"

#include "kjede/measure/mask_breakdown.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/testing/fresh_store.hpp"
#include "small_catalog.hpp"

namespace kjede::measure::testing {
namespace {

std::string group_line(const Measurement& m) {
  std::string out = m.unit + " " + m.period.label();
  if (m.until) out += ".." + m.until->label();
  for (const auto& group : m.groups) out += " " + group.by + "=" + group.value;
  out += m.masked == MaskReason::none ? fmt::format(": {}/{}", m.numerator, m.denominator) : std::string(": *");
  if (m.logs) out += fmt::format(" log {} {:.4f} {:.4f}", m.logs->n, m.logs->mean, m.logs->sd);
  return out + "\n";
}

std::string group_lines(const std::vector<Measurement>& all) {
  std::string out;
  for (const auto& m : all) out += group_line(m);
  return out;
}

class BreakdownTest : public kjede::testing::StoreTest {
 protected:
  std::vector<Measurement> measured(const std::vector<TestRecord>& rows, const Request& request) {
    auto records = store_with(location_, folder_ / "keys", small_.reg(), rows);
    auto result = measure(small_.catalog, *records, request);
    said_ = result ? std::string() : base::render(result.error());
    return result ? *std::move(result) : std::vector<Measurement>{};
  }
  // Called at these local times in Bodø.
  std::vector<TestRecord> calls(const std::vector<std::pair<std::string, std::string>>& time_and_rhythm) const {
    std::vector<std::vector<std::string>> lines;
    for (const auto& [time, witnessed] : time_and_rhythm)
      lines.push_back({"bodo", time.substr(0, 10), time, witnessed});
    return small_.rows({"service", "arrest_date", "called", "witnessed"}, lines);
  }

  SmallCatalog small_;
  std::string said_;
};

TEST_P(BreakdownTest, GroupsByCodesInTheRegistersOrderUnknownLast) {
  auto& i = small_.add("adults", IndicatorKind::proportion);
  i.levels = {"nation"};
  i.numerator = small_.clause("witnessed = ems");
  i.unknown = {{"witnessed", UnknownEffect::counts_as_no}};
  const auto rows = calls({{"2024-01-05T10:00", "ems"},
                           {"2024-02-05T10:00", "none"},
                           {"2024-03-05T10:00", "unknown"},
                           {"2025-03-05T10:00", "none"}});
  EXPECT_EQ(group_lines(measured(rows, {.breakdowns = {{}, {"witnessed"}}})),
            "norge 2024: 1/3\n"
            "norge 2025: 0/1\n"
            "norge 2024 witnessed=none: 0/1\n"
            "norge 2025 witnessed=none: 0/1\n"
            "norge 2024 witnessed=ems: 1/1\n"
            "norge 2024 witnessed=: 0/1\n")
      << said_;
}

// Both sides of the hour that autumn repeats are hour 2; the hour spring skips does not occur.
TEST_P(BreakdownTest, TakesHoursOfLocalTimeAcrossBothClockChanges) {
  small_.catalog.registers.front().date = "called";
  small_.add("all", IndicatorKind::count).levels = {"nation"};
  const auto rows = calls({{"2024-10-27T00:30Z", "none"},    // 02:30 summer time
                           {"2024-10-27T01:30Z", "none"},    // 02:30 winter time
                           {"2024-03-31T00:59Z", "none"},    // 01:59
                           {"2024-03-31T01:00Z", "none"}});  // 03:00
  EXPECT_EQ(group_lines(measured(rows, {.breakdowns = {{"hour"}, {"weekday", "hour of called >= 2"}}})),
            "norge 2024 hour=1: 1/1\n"
            "norge 2024 hour=2: 2/2\n"
            "norge 2024 hour=3: 1/1\n"
            "norge 2024 weekday=7 hour of called >= 2=no: 1/1\n"
            "norge 2024 weekday=7 hour of called >= 2=yes: 3/3\n")
      << said_;
}

TEST_P(BreakdownTest, TakesTheWholeRangeAsOnePeriodAndLogarithmsOnRequest) {
  auto& i = small_.add("age", IndicatorKind::mean);
  i.levels = {"nation"};
  i.value = small_.clause("age", Wanted::value);
  const auto rows =
      small_.rows({"service", "arrest_date", "age"},
                  {{"bodo", "2023-01-05", "1"}, {"oslo", "2024-05-05", "10"}, {"oslo", "2025-05-05", "0"}});
  EXPECT_EQ(group_lines(measured(rows, {.breakdowns = {{"service"}}, .whole_range = true, .logs = true})),
            "norge 2023..2025 service=bodo: 0/1 log 1 0.0000 0.0000\n"
            "norge 2023..2025 service=oslo: 0/2 log 1 2.3026 0.0000\n")
      << said_;
}

TEST_P(BreakdownTest, SaysWhatCannotBeBrokenDownBy) {
  small_.add("all", IndicatorKind::count).levels = {"nation"};
  measured({}, {.breakdowns = {{"witnesed", "called"}, {"ventilation"}, {"hour"}}});
  EXPECT_EQ(said_,
            "error[KJ0620]: register arrests has no 'witnesed' to break down by\n  = did you mean 'witnessed'?\n"
            "error[KJ0621]: 'called' is another for nearly every record\n"
            "  = write \"hour of called\" or \"date of called\"\n"
            "error[KJ0621]: 'ventilation' is another for nearly every record\n"
            "  = write a condition, such as \"ventilation >= …\"\n"
            "error[KJ0620]: register arrests has no 'hour' to break down by\n"
            "  = name a variable, an expression over them, or a kind of period (year, tertial, quarter, month)\n");
}

// Two ems arrests are too few; the ten of bystanders would give them away, since all twelve are shown.
TEST_P(BreakdownTest, HidesASecondGroupWithASmallOne) {
  auto& i = small_.add("all", IndicatorKind::count);
  i.levels = {"service", "nation"};
  std::vector<std::pair<std::string, std::string>> times(2, {"2024-01-05T10:00", "ems"});
  times.insert(times.end(), 10, {"2024-01-05T11:00", "bystander"});
  times.insert(times.end(), 20, {"2024-01-05T12:00", "none"});
  times.insert(times.end(), 20, {"2025-01-05T12:00", "none"});
  auto cells = measured(calls(times), {.breakdowns = {{}, {"witnessed"}}});
  ASSERT_FALSE(cells.empty()) << said_;
  std::vector<Measurement> totals;
  std::vector<Measurement> groups;
  for (auto& cell : cells) (cell.groups.empty() ? totals : groups).push_back(cell);
  mask_breakdown(small_.catalog, totals, groups);
  EXPECT_EQ(group_lines(groups),
            "bodo 2024 witnessed=none: 20/20\n"
            "bodo 2025 witnessed=none: 20/20\n"
            "bodo 2024 witnessed=bystander: *\n"
            "bodo 2024 witnessed=ems: *\n"
            "norge 2024 witnessed=none: 20/20\n"
            "norge 2025 witnessed=none: 20/20\n"
            "norge 2024 witnessed=bystander: *\n"
            "norge 2024 witnessed=ems: *\n");
  auto whole = groups;
  for (auto& cell : whole) cell.masked = MaskReason::none, cell.until = base::Period{base::PeriodKind::year, 2025};
  mask_whole_range(small_.catalog, groups, whole);
  EXPECT_EQ(whole[2].masked, MaskReason::secondary);
  EXPECT_EQ(whole[3].masked, MaskReason::few_events);
  EXPECT_EQ(whole[0].masked, MaskReason::none);
}

KJEDE_BOTH_ADAPTERS(BreakdownTest);

}  // namespace
}  // namespace kjede::measure::testing
