// Calendar-aware options, edges, and the exact message for each kind of bad input.
#include "kjede/stats/spc.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

namespace kjede::stats {
namespace {

using base::make_date;

SpcInput shares(std::vector<int> y, std::vector<int> n) {
  SpcInput input;
  for (std::size_t i = 0; i < y.size(); ++i) {
    input.x.push_back(static_cast<double>(i + 1));
    input.y.push_back(y[i]);
    input.n.push_back(n[i]);
  }
  return input;
}

SpcInput quarters(int from_year, std::vector<double> values) {
  SpcInput input;
  for (std::size_t i = 0; i < values.size(); ++i) {
    input.x.push_back(
        base::Period::of_month(base::PeriodKind::quarter, from_year * 12 + static_cast<int>(i) * 3).first_day());
    input.y.push_back(values[i]);
  }
  return input;
}

std::string message(const SpcInput& input, const SpcOptions& options) {
  const auto chart = spc(input, options);
  if (chart) return "no error";
  const auto& first = chart.error().front();
  return std::string(first.code) + " " + first.message + (first.suggestion.empty() ? "" : " | " + first.suggestion);
}

TEST(Spc, SaysExactlyWhatIsWrongWithARow) {
  const SpcOptions p{.chart = ChartType::p};
  EXPECT_EQ(message(shares({3, -1}, {4, 4}), p), "KJ0804 row 2: the numerator is below 0");
  EXPECT_EQ(message(shares({3, 1}, {4, -4}), p), "KJ0804 row 2: the denominator is below 0");
  EXPECT_EQ(message(shares({3, 5}, {4, 4}), p),
            "KJ0805 row 2: the numerator is larger than the denominator | check that both count the same, or use "
            "chart u for events per exposure");
  EXPECT_EQ(message(shares({3, 5}, {4, 0}), {.chart = ChartType::u}),
            "KJ0806 row 2: events, but the denominator of the subgroup is 0 | give the exposure, or leave the "
            "numerator empty");
  auto infinite = shares({3, 1}, {4, 4});
  infinite.y[1] = HUGE_VAL;
  EXPECT_EQ(message(infinite, p), "KJ0803 row 2: the value is not a finite number | leave a missing value empty");
  infinite.n[0] = std::nan("");
  EXPECT_EQ(message(infinite, p), "KJ0803 row 1: the value is not a finite number | leave a missing value empty");
}

TEST(Spc, SaysExactlyWhatIsWrongWithTheInput) {
  EXPECT_EQ(message({}, {.chart = ChartType::run}), "KJ0802 there are no rows");
  SpcInput bare{.x = {1.0, 2.0}, .y = {1.0, 2.0}};
  EXPECT_EQ(message(bare, {.chart = ChartType::p}),
            "KJ0806 chart p needs a denominator | name the column of denominators, or use chart c for plain counts");
  EXPECT_EQ(message({.x = {1.0}, .y = {1.0, 2.0}}, {}), "KJ0801 the columns x, y, n and facet differ in length");
  EXPECT_EQ(message({.x = {1.0, std::string("b")}, .y = {1.0, 2.0}}, {}),
            "KJ0808 the x column mixes numbers, dates and text");
  EXPECT_EQ(message({.x = {1.0, 2.0}, .y = {1.0, 0.0}}, {.chart = ChartType::t}),
            "KJ0807 row 2: the time between events is not above 0 | use a smaller unit of time, or chart g for cases "
            "between events");
  EXPECT_EQ(message(bare, {.multiply = 0}), "KJ0808 multiply must be above 0");
  EXPECT_EQ(message(bare, {.freeze = 0}), "KJ0808 freeze must be at least 1");
  EXPECT_EQ(message(bare, {.part = {0}}), "KJ0808 part: subgroups are counted from 1");
  EXPECT_EQ(message(bare, {.exclude = {-1}}), "KJ0808 exclude: subgroups are counted from 1");
  EXPECT_EQ(message(shares({1}, {2}), {.chart = ChartType::p, .centre = 80}),
            "KJ0808 the centre line of chart p is a share between 0 and 1");
  EXPECT_EQ(message(bare, {.period = base::PeriodKind::quarter}), "KJ0808 a period needs dates on the x axis");
}

TEST(Spc, ReportsEveryFaultUpToTwenty) {
  const auto many = spc(shares(std::vector<int>(50, 9), std::vector<int>(50, 3)), {.chart = ChartType::p});
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().size(), 20U);
  EXPECT_EQ(many.error().back().notes.front(), "and 30 more faults");
}

TEST(Spc, KeepsOneCalendarBaselineForAUnitThatLacksAQuarter) {
  auto input = quarters(2019, {10, 12, 11, 13, 30, 31, 29, 30});
  SpcOptions options{.chart = ChartType::c};
  options.baseline = AxisRange{std::nullopt, AxisValue(make_date(2019, 12, 31))};
  const auto whole = spc(input, options);
  input.x.erase(input.x.begin() + 1);
  input.y.erase(input.y.begin() + 1);
  const auto lacking = spc(input, options);
  EXPECT_DOUBLE_EQ(*whole->points.back().centre, 11.5);
  EXPECT_DOUBLE_EQ(*lacking->points.back().centre, 34.0 / 3);  // by position the fourth value, 30, would have come in
  EXPECT_TRUE(whole->points.back().sigma_signal);
}

TEST(Spc, SplitsAndExcludesByDate) {
  SpcOptions options{.chart = ChartType::i};
  options.split_at = {AxisValue(make_date(2020, 2, 15))};
  options.exclude_ranges = {{AxisValue(make_date(2019, 4, 1)), AxisValue(make_date(2019, 6, 30))}};
  const auto chart = spc(quarters(2019, {10, 99, 11, 12, 30, 31, 29, 30}), options);
  ASSERT_TRUE(chart);
  EXPECT_EQ(chart->points[4].part, 1);  // the quarter that began before the date
  EXPECT_EQ(chart->points[5].part, 2);
  EXPECT_FALSE(chart->points[1].include);
  EXPECT_EQ(chart->summary[0].n_obs, 4);
  EXPECT_DOUBLE_EQ(*chart->points[0].centre, 63.0 / 4);
  EXPECT_DOUBLE_EQ(*chart->points[5].centre, 30);
}

TEST(Spc, APartBeyondTheBaselineStandsOnItsOwn) {
  SpcOptions options{.chart = ChartType::c};
  options.baseline = AxisRange{AxisValue(make_date(2019, 1, 1)), AxisValue(make_date(2019, 6, 30))};
  options.split_at = {AxisValue(make_date(2020, 1, 1))};
  const auto chart = spc(quarters(2019, {10, 12, 50, 50, 30, 30}), options);
  EXPECT_DOUBLE_EQ(*chart->points[0].centre, 11);
  EXPECT_DOUBLE_EQ(*chart->points[5].centre, 30);
}

TEST(Spc, MakesEmptyPeriodsThatRunsSkipAndMovingRangesDoNotSpan) {
  auto input = quarters(2019, {10, 14, 12, 30, 33});
  for (std::size_t i = 3; i < 5; ++i) input.x[i] = std::get<base::Date>(input.x[i]) + std::chrono::days(92);
  SpcOptions options{.chart = ChartType::i, .period = base::PeriodKind::quarter, .empty_periods = true};
  options.screen_moving_ranges = false;
  const auto filled = spc(input, options);
  ASSERT_EQ(filled->points.size(), 6U);
  EXPECT_FALSE(filled->points[3].value);
  EXPECT_EQ(filled->summary[0].n_obs, 6);
  EXPECT_EQ(filled->summary[0].runs.n_useful, 5);
  options.empty_periods = false;
  const auto absent = spc(input, options);
  EXPECT_EQ(absent->points.size(), 5U);
  EXPECT_EQ(absent->summary[0].runs.n_crossings, filled->summary[0].runs.n_crossings);
  EXPECT_LT(*filled->points[0].upper, *absent->points[0].upper);  // the jump of 18 is no moving range
}

TEST(Spc, SaysWhichRunAndThatThereAreTooFew) {
  std::vector<int> y(24, 14);
  for (std::size_t i = 4; i < 16; ++i) y[i] = 6;
  y[2] = y[20] = 5;
  const auto chart = spc(shares(y, std::vector<int>(24, 20)), {.chart = ChartType::p});
  const auto& runs = chart->summary[0].runs;
  EXPECT_TRUE(runs.long_run);
  EXPECT_EQ(runs.run_first, 4U);
  EXPECT_EQ(runs.run_last, 15U);
  EXPECT_FALSE(runs.too_few());
  EXPECT_TRUE(spc(shares({1, 2, 3}, {4, 4, 4}), {.chart = ChartType::p})->summary[0].runs.too_few());
}

TEST(Spc, NoVariationGivesLimitsAtTheCentreAndNoSignal) {
  const auto chart = spc(shares({4, 9, 5}, {4, 9, 5}), {.chart = ChartType::p});
  for (const auto& point : chart->points) {
    EXPECT_EQ(point.lower, 1);
    EXPECT_EQ(point.upper, 1);
    EXPECT_FALSE(point.sigma_signal);
  }
  EXPECT_EQ(chart->summary[0].runs.n_useful, 0);
  EXPECT_FALSE(chart->summary[0].runs.longest_run);
  EXPECT_FALSE(chart->summary[0].runs_signal);
}

TEST(Spc, CategoriesGetNoRunsTest) {
  SpcInput input;
  for (const char c : std::string("abcdefghijklmnopqrst")) {
    input.x.emplace_back(std::string(1, c));
    input.y.push_back(c < 'k' ? 1 : 9);
  }
  const auto chart = spc(input, {.chart = ChartType::run});
  EXPECT_TRUE(chart->summary[0].runs.signal());
  EXPECT_FALSE(chart->summary[0].runs_signal);
}

TEST(Spc, OrderAndSplittingOfRowsDoNotMatter) {
  EXPECT_TRUE(rc::check("shuffled rows", [] {
    const auto size = *rc::gen::inRange<std::size_t>(1, 60);
    SpcInput input;
    for (std::size_t i = 0; i < size; ++i) {
      const int n = *rc::gen::inRange(0, 30);
      input.x.emplace_back(static_cast<double>(*rc::gen::inRange(1, 12)));
      input.n.emplace_back(n);
      input.y.emplace_back(*rc::gen::inRange(0, n + 1));
    }
    auto turned = input;
    std::reverse(turned.x.begin(), turned.x.end());
    std::reverse(turned.y.begin(), turned.y.end());
    std::reverse(turned.n.begin(), turned.n.end());
    const auto one = spc(input, {.chart = ChartType::p}), other = spc(turned, {.chart = ChartType::p});
    RC_ASSERT(one && other && one->points.size() == other->points.size());
    for (std::size_t i = 0; i < one->points.size(); ++i) {
      RC_ASSERT(one->points[i].value == other->points[i].value && one->points[i].upper == other->points[i].upper);
      if (const auto& point = one->points[i]; point.value && point.upper)
        RC_ASSERT(*point.lower >= 0 && *point.upper <= 1 && *point.lower <= *point.centre);
    }
    RC_ASSERT(one->summary[0].runs_signal == other->summary[0].runs_signal);
  }));
}

TEST(Runs, LimitsStayExactForLongSeries) {
  EXPECT_EQ(runs_limits(24).longest_run_max, 8);
  EXPECT_EQ(runs_limits(24).n_crossings_min, 8);  // the printed report says 7, which belongs to 22 and 23
  int before = 0;
  for (int n = 1; n <= 400; ++n) {  // the bound grows by at most one, also where 128 bits end
    const int now = runs_limits(n).n_crossings_min;
    EXPECT_TRUE(now == before || now == before + 1) << n;
    before = now;
  }
}

}  // namespace
}  // namespace kjede::stats
