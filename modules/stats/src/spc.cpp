#include "kjede/stats/spc.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "control_limits.hpp"
#include "subgroups.hpp"
#include "wide.hpp"

namespace kjede::stats {
namespace {

constexpr std::array<std::string_view, 13> names{"run", "i", "mr", "xbar", "s", "t", "p",
                                                 "pp",  "u", "up", "c",    "g", "ip"};

std::optional<double> known(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

bool within(const AxisValue& x, const AxisRange& range) {
  return (!range.from || x >= *range.from) && (!range.to || x <= *range.to);
}

bool is_excluded(const Subgroup& group, int position, const SpcOptions& options) {
  return std::ranges::find(options.exclude, position) != options.exclude.end() ||
         std::ranges::any_of(options.exclude_ranges, [&](const AxisRange& range) { return within(group.x, range); });
}

// The first position, from 0, of each part after the first.
std::vector<std::size_t> part_starts(std::span<const Subgroup> groups, const SpcOptions& options) {
  std::vector<std::size_t> starts;
  for (const int after : options.part) starts.push_back(static_cast<std::size_t>(after));
  for (const auto& from : options.split_at)
    starts.push_back(static_cast<std::size_t>(
        std::ranges::find_if(groups, [&](const Subgroup& group) { return group.x >= from; }) - groups.begin()));
  std::ranges::sort(starts);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());  // std::ranges::unique: not with clang 14
  std::erase_if(starts, [&](std::size_t start) { return start == 0 || start >= groups.size(); });
  return starts;
}

std::vector<SpcPoint> make_points(std::span<const Subgroup> groups, const SpcOptions& options) {
  const auto starts = part_starts(groups, options);
  std::vector<SpcPoint> points(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto& group = groups[i];
    const int position = static_cast<int>(i) + 1;
    auto& point = points[i];
    point.part = 1 + static_cast<int>(std::ranges::upper_bound(starts, i) - starts.begin());
    point.x = group.x;
    point.y_sum = known(group.y_sum);
    point.n = group.n;
    point.y_mean = known(group.y_mean);
    point.y_sd = known(group.y_sd);
    point.include = !is_excluded(group, position, options);
    point.baseline = (!options.freeze || !options.part.empty() || position <= *options.freeze) &&
                     (!options.baseline || within(group.x, *options.baseline));
  }
  return points;
}

// A part that the calendar baseline does not reach stands on its own.
void widen_empty_baseline(std::span<SpcPoint> points, const SpcOptions& options) {
  if (!options.baseline || std::ranges::any_of(points, [](const SpcPoint& point) { return point.baseline; })) return;
  for (auto& point : points) point.baseline = true;
}

// Which side of the centre: exactly by integers where both are ratios of counts, else with room for rounding.
int side_of(double value, const Subgroup& group, const ControlLimits& limits) {
  if (std::isnan(value) || std::isnan(limits.centre)) return 0;
  if (limits.exact_centre && group.n == std::floor(group.n) && group.y_sum == std::floor(group.y_sum)) {
    const Int128 here = Int128(group.y_sum) * limits.exact_centre->n,
                 line = Int128(limits.exact_centre->y) * Int128(group.n);
    return here > line ? 1 : here < line ? -1 : 0;
  }
  const double difference = value - limits.centre;
  if (std::abs(difference) <= 1e-12 * std::max(1.0, std::abs(limits.centre))) return 0;
  return difference > 0 ? 1 : -1;
}

// Strictly beyond; a point on a limit but for rounding is on it.
bool beyond(double value, double limit, int direction) {
  if (std::isnan(value) || !std::isfinite(limit)) return false;
  return direction * (value - limit) > 1e-12 * std::max(std::abs(value), std::abs(limit));
}

void finish_point(SpcPoint& point, std::size_t i, const Subgroup& group, const ControlLimits& limits, double multiply) {
  point.side = side_of(limits.value[i], group, limits);
  point.value = known(limits.value[i] * multiply);
  point.centre = known(limits.centre * multiply);
  point.lower = known(limits.lower[i] * multiply);
  point.upper = known(limits.upper[i] * multiply);
  point.lower95 = known(limits.lower95[i] * multiply);
  point.upper95 = known(limits.upper95[i] * multiply);
  point.sigma_signal = beyond(limits.value[i], limits.upper[i], +1) || beyond(limits.value[i], limits.lower[i], -1);
}

SpcSummary summarise(std::span<const SpcPoint> points, std::size_t offset, const SpcChart& chart) {
  SpcSummary summary;
  summary.part = points.front().part;
  std::vector<int> signs;
  for (const auto& point : points) {
    signs.push_back(point.include ? point.side : 0);
    summary.n_obs += point.include;
    summary.n_sigma_signals += point.sigma_signal;
  }
  summary.runs = runs_analysis(signs);
  summary.runs.run_first += offset;
  summary.runs.run_last += offset;
  summary.runs_signal = summary.runs.signal() && chart.type != ChartType::mr && !chart.categorical;
  return summary;
}

void finish_part(SpcChart& chart, std::span<const Subgroup> groups, std::size_t first, std::size_t last,
                 const SpcOptions& options) {
  const std::span points(chart.points.data() + first, last - first);
  widen_empty_baseline(points, options);
  std::vector<bool> base;
  for (const auto& point : points) base.push_back(point.baseline && point.include);
  const auto limits = control_limits(groups.subspan(first, last - first), base, options, chart.categorical);
  for (std::size_t i = 0; i < points.size(); ++i)
    finish_point(points[i], i, groups[first + i], limits, options.multiply);
  chart.summary.push_back(summarise(points, first, chart));
}

base::Result<SpcChart> make_chart(const SpcInput& input, std::span<const std::size_t> rows, const SpcOptions& options) {
  KJEDE_ASSIGN(const auto groups, make_subgroups(input, rows, options));
  SpcChart chart;
  chart.type = options.chart;
  chart.multiply = options.multiply;
  chart.screened = options.screen_moving_ranges;
  chart.categorical = std::holds_alternative<std::string>(groups.front().x);
  chart.points = make_points(groups, options);
  for (std::size_t first = 0; first < groups.size();) {
    std::size_t last = first + 1;
    while (last < groups.size() && chart.points[last].part == chart.points[first].part) ++last;
    finish_part(chart, groups, first, last, options);
    first = last;
  }
  return chart;
}

}  // namespace

std::string_view to_string(ChartType type) { return names[static_cast<std::size_t>(type)]; }

std::optional<ChartType> parse_chart_type(std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<ChartType>(found - names.begin());
}

bool needs_denominator(ChartType type) {
  return type == ChartType::p || type == ChartType::pp || type == ChartType::u || type == ChartType::up;
}

base::Result<SpcChart> spc(const SpcInput& input, const SpcOptions& options) {
  if (auto faults = check_input(input, options); !faults.empty()) return base::fail(std::move(faults));
  std::vector<std::size_t> rows(input.y.size());
  std::iota(rows.begin(), rows.end(), 0U);
  return make_chart(input, rows, options);
}

base::Result<std::vector<SpcChart>> spc_by_facet(const SpcInput& input, const SpcOptions& options) {
  if (auto faults = check_input(input, options); !faults.empty()) return base::fail(std::move(faults));
  std::map<std::string, std::vector<std::size_t>> facets;
  for (std::size_t row = 0; row < input.y.size(); ++row)
    facets[input.facet.empty() ? std::string() : input.facet[row]].push_back(row);
  std::vector<SpcChart> charts;
  for (const auto& [name, rows] : facets) {
    KJEDE_ASSIGN(auto chart, make_chart(input, rows, options));
    chart.facet = name;
    charts.push_back(std::move(chart));
  }
  return charts;
}

}  // namespace kjede::stats
