#pragma once
// Control charts: rows in, points with limits and signals out. Conventions of qicharts2 0.8.1 (Anhøj), limits after
// Montgomery, Laney 2002 (p′, u′), Nelson 1982 (screened moving ranges), runs rules in runs.hpp.
//
// Rows with the same x form one subgroup; subgroups are ordered by x. A row where y or n is missing counts as missing
// altogether. A subgroup without a value keeps its place and is skipped by centre, spread and runs.
//
//   stats::SpcInput input{.x = {...}, .y = {...}, .n = {...}};
//   KJEDE_ASSIGN(auto chart, stats::spc(input, {.chart = stats::ChartType::p}));
//   for (const auto& point : chart.points) ...

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kjede/base/period.hpp"
#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"
#include "kjede/stats/runs.hpp"

namespace kjede::stats {

// run; i and mr (individuals, moving range); xbar and s; t (time between events); p, p′, u, u′, c; g (cases between
// events); ip (i′, individuals with denominators).
enum class ChartType { run, i, mr, xbar, s, t, p, pp, u, up, c, g, ip };

std::string_view to_string(ChartType type);
std::optional<ChartType> parse_chart_type(std::string_view text);
bool needs_denominator(ChartType type);  // p, pp, u, up

// A number, a day, or a category. All x of one chart are of one kind. Categories (a funnel's units) get no runs test.
using AxisValue = std::variant<double, base::Date, std::string>;

// Columns of equal length; n, facet and row may be empty (not used). Given n, the charts run, i, mr, t and g plot y/n.
struct SpcInput {
  std::vector<AxisValue> x{};
  std::vector<std::optional<double>> y{};
  std::vector<std::optional<double>> n{};
  std::vector<std::string> facet{};
  std::vector<std::uint64_t> row{};  // what messages call each row; empty: its position, from 1
};

// Both ends belong to it; an absent end is open.
struct AxisRange {
  std::optional<AxisValue> from{};
  std::optional<AxisValue> to{};
};

struct SpcOptions {
  ChartType chart = ChartType::run;
  double multiply = 1;             // scales values, centre and limits at the end
  std::optional<double> centre{};  // a given centre line, before multiply; for g the mean, drawn at 0.693 of it

  // By position of subgroup, from 1, per facet.
  std::optional<int> freeze{};  // centre and spread from the first so many; ignored when part is given
  std::vector<int> part{};      // split after these
  std::vector<int> exclude{};   // drawn, but left out of centre, spread and runs

  // By x, so that a unit that lacks a quarter keeps the same calendar baseline as the others. Within a part that has
  // no subgroup in the baseline, all its subgroups are the baseline.
  std::optional<AxisRange> baseline{};
  std::vector<AxisValue> split_at{};  // a new part begins with the first subgroup at or after this
  std::vector<AxisRange> exclude_ranges{};

  std::optional<base::PeriodKind> period{};  // dates are first cut to the first day of their period
  bool empty_periods = false;                // with period: a period without rows becomes an empty subgroup
  bool screen_moving_ranges = true;          // i, t, pp, up, ip: drop ranges >= 3.267 × their mean, once
};

struct SpcPoint {
  int part = 1;
  AxisValue x{};
  std::optional<double> y_sum{};  // of the rows; n: sum of denominators, or rows with a value where none are given
  double n = 0;
  std::optional<double> y_mean{};  // of the rows
  std::optional<double> y_sd{};
  // Times multiply; empty when missing or when the chart has no such limit.
  std::optional<double> value{};
  std::optional<double> centre{};
  std::optional<double> lower{};  // 3 sigma
  std::optional<double> upper{};
  std::optional<double> lower95{};  // 2 sigma
  std::optional<double> upper95{};
  bool baseline = true;
  bool include = true;
  bool sigma_signal = false;  // strictly outside 3 sigma
  int side = 0;               // -1 below, +1 above the centre, 0 on it or missing
};

struct SpcSummary {
  int part = 1;
  int n_obs = 0;             // included subgroups, missing ones too
  RunsAnalysis runs{};       // run_first, run_last: positions in SpcChart::points
  bool runs_signal = false;  // runs.signal(), but never for mr or categories
  int n_sigma_signals = 0;
};

struct SpcChart {
  std::string facet{};  // empty when there are none
  ChartType type = ChartType::run;
  double multiply = 1;
  bool screened = true;      // moving ranges were screened (recorded: it moves the limits)
  bool categorical = false;  // x has no order: no runs test
  std::vector<SpcPoint> points{};
  std::vector<SpcSummary> summary{};  // one per part
};

// One chart of all rows (facet is not looked at). Fails with every fault found: columns of different lengths, y < 0,
// y > n (p), n < 0, a value that is not finite, no denominator where the chart needs one, an option out of range.
base::Result<SpcChart> spc(const SpcInput& input, const SpcOptions& options);

// One chart per facet, ordered by facet name (bytes).
base::Result<std::vector<SpcChart>> spc_by_facet(const SpcInput& input, const SpcOptions& options);

}  // namespace kjede::stats
