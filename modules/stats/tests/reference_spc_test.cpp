// Every reference case of control charts, screened and unscreened, every field of every point and summary.
#include "cases.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede::stats {
namespace {

AxisValue axis_value(const Json& x) {
  if (x.is_number()) return x.get<double>();
  const auto date = base::parse_date(x.get<std::string>());
  return date ? AxisValue(*date) : AxisValue(x.get<std::string>());
}

SpcInput read_input(const Json& rows) {
  SpcInput input;
  for (const auto& row : rows) {
    input.x.push_back(axis_value(row.at("x")));
    input.y.push_back(number(row.at("y")));
    if (row.contains("n")) input.n.push_back(number(row.at("n")));
    if (row.contains("facet")) input.facet.push_back(row.at("facet"));
  }
  return input;
}

SpcOptions read_options(const Json& item) {
  const auto& given = item.at("options");
  SpcOptions options;
  options.chart = *parse_chart_type(item.at("chart").get<std::string>());
  if (given.contains("freeze")) options.freeze = given.at("freeze").get<int>();
  if (given.contains("part")) options.part = given.at("part").get<std::vector<int>>();
  if (given.contains("exclude")) options.exclude = given.at("exclude").get<std::vector<int>>();
  options.multiply = given.value("multiply", 1.0);
  if (given.contains("x.period")) options.period = base::parse_period_kind(given.at("x.period").get<std::string>());
  return options;
}

std::optional<double> as_double(std::optional<int> value) {
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

void compare_point(const SpcPoint& point, const Json& expected, const std::string& where) {
  EXPECT_EQ(point.part, expected.at("part").get<int>()) << where;
  EXPECT_EQ(point.x, axis_value(expected.at("x"))) << where;
  expect_near(point.y_sum, number(expected.at("y_sum")), tight, where + " y_sum");
  expect_near(point.n, number(expected.at("n")), tight, where + " n");
  expect_near(point.y_mean, number(expected.at("y_mean")), tight, where + " y_mean");
  expect_near(point.y_sd, number(expected.at("y_sd")), tight, where + " y_sd");
  expect_near(point.value, number(expected.at("y")), tight, where + " y");
  expect_near(point.centre, number(expected.at("cl")), tight, where + " cl");
  expect_near(point.lower, number(expected.at("lcl")), tight, where + " lcl");
  expect_near(point.upper, number(expected.at("ucl")), tight, where + " ucl");
  expect_near(point.lower95, number(expected.at("lcl95")), tight, where + " lcl95");
  expect_near(point.upper95, number(expected.at("ucl95")), tight, where + " ucl95");
  EXPECT_EQ(point.baseline, expected.at("baseline").get<bool>()) << where;
  EXPECT_EQ(point.include, expected.at("include").get<bool>()) << where;
  EXPECT_EQ(point.sigma_signal, expected.at("sigma_signal").get<bool>()) << where;
}

void compare_summary(const SpcSummary& summary, const Json& expected, const std::string& where) {
  EXPECT_EQ(summary.part, expected.at("part").get<int>()) << where;
  EXPECT_EQ(summary.n_obs, expected.at("n_obs").get<int>()) << where;
  EXPECT_EQ(summary.runs.n_useful, expected.at("n_useful").get<int>()) << where;
  EXPECT_EQ(as_double(summary.runs.longest_run), number(expected.at("longest_run"))) << where;
  EXPECT_EQ(as_double(summary.runs.longest_run_max), number(expected.at("longest_run_max"))) << where;
  EXPECT_EQ(as_double(summary.runs.n_crossings), number(expected.at("n_crossings"))) << where;
  EXPECT_EQ(as_double(summary.runs.n_crossings_min), number(expected.at("n_crossings_min"))) << where;
  EXPECT_EQ(summary.runs_signal, expected.at("runs_signal").get<bool>()) << where;
  EXPECT_EQ(summary.n_sigma_signals, expected.at("n_sigma_signals").get<int>()) << where;
}

void compare(const Json& item, const SpcOptions& options, const Json& expected) {
  const std::string id = item.at("id");
  const auto charts = spc_by_facet(read_input(item.at("input")), options);
  ASSERT_TRUE(charts) << id << base::render(charts.error());
  std::size_t point = 0, part = 0;
  for (const auto& chart : *charts) {
    for (const auto& actual : chart.points) {
      compare_point(actual, expected.at("points").at(point), id + " point " + std::to_string(point + 1));
      ++point;
    }
    for (const auto& actual : chart.summary) compare_summary(actual, expected.at("summary").at(part++), id);
  }
  EXPECT_EQ(point, expected.at("points").size()) << id;
  EXPECT_EQ(part, expected.at("summary").size()) << id;
}

class ReferenceCharts : public ::testing::TestWithParam<const char*> {};

TEST_P(ReferenceCharts, AgreeInEveryField) {
  for (const auto& item : read_cases(GetParam())) {
    auto options = read_options(item);
    options.screen_moving_ranges = item.at("screened_mr");
    compare(item, options, item.at("expected"));
    if (!item.contains("expected_unscreened")) continue;
    options.screen_moving_ranges = false;
    compare(item, options, item.at("expected_unscreened"));
  }
}

INSTANTIATE_TEST_SUITE_P(Files, ReferenceCharts,
                         ::testing::Values("spc_p.json", "spc_u_c_run.json", "spc_i_xbar_t_g.json"));

}  // namespace
}  // namespace kjede::stats
