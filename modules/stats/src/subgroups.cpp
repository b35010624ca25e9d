#include "subgroups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/stats/codes.hpp"
#include "kjede/stats/mean.hpp"

namespace kjede::stats {
namespace {

bool plots_a_ratio(const SpcInput& input, ChartType type) {
  return !input.n.empty() && type != ChartType::c && type != ChartType::xbar && type != ChartType::s;
}

// What the chart plots for a subgroup whose sums are known. The moving range is made later, from neighbours.
double plotted(const Subgroup& group, bool ratio, ChartType type) {
  if (ratio) return group.n > 0 && group.size > 0 ? group.y_sum / group.n : missing;
  if (type == ChartType::c) return group.size > 0 ? group.y_sum : missing;
  if (type == ChartType::s) return group.y_sd;
  return group.y_mean;
}

Subgroup summarise(const SpcInput& input, std::span<const std::size_t> rows, const SpcOptions& options) {
  std::vector<double> values;
  double n = 0;
  for (const auto row : rows) {
    if (!input.y[row] || (!input.n.empty() && !input.n[row])) continue;
    values.push_back(*input.y[row]);
    if (!input.n.empty()) n += *input.n[row];
  }
  Subgroup group;
  group.x = cut_to_period(input.x[rows.front()], options);
  group.size = static_cast<double>(values.size());
  group.n = input.n.empty() ? group.size : n;
  // a sum over several rows of which none has a value is 0, as in qicharts2; a count chart has no such point
  if (!values.empty() || (rows.size() > 1 && options.chart != ChartType::c)) group.y_sum = sum(values);
  group.y_mean = mean(values).value_or(missing);
  group.y_sd = standard_deviation(values).value_or(missing);
  group.value = plotted(group, plots_a_ratio(input, options.chart), options.chart);
  return group;
}

void fill_empty_periods(std::vector<Subgroup>& groups, base::PeriodKind kind) {
  std::vector<Subgroup> filled;
  for (auto& group : groups) {
    const auto period = base::Period::of(kind, std::get<base::Date>(group.x));
    while (!filled.empty()) {
      const auto next = base::Period::of(kind, std::get<base::Date>(filled.back().x)).next();
      if (next >= period) break;
      filled.push_back(Subgroup{.x = next.first_day()});
    }
    filled.push_back(std::move(group));
  }
  groups = std::move(filled);
}

}  // namespace

AxisValue cut_to_period(const AxisValue& x, const SpcOptions& options) {
  if (!options.period || !std::holds_alternative<base::Date>(x)) return x;
  return base::Period::of(*options.period, std::get<base::Date>(x)).first_day();
}

base::Result<std::vector<Subgroup>> make_subgroups(const SpcInput& input, std::span<const std::size_t> rows,
                                                   const SpcOptions& options) {
  std::vector<std::pair<AxisValue, std::size_t>> order;
  order.reserve(rows.size());
  for (const auto row : rows) order.emplace_back(cut_to_period(input.x[row], options), row);
  std::sort(order.begin(), order.end());
  std::vector<Subgroup> groups;
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < order.size(); ++i) {
    members.push_back(order[i].second);
    if (i + 1 < order.size() && order[i + 1].first == order[i].first) continue;
    groups.push_back(summarise(input, members, options));
    const auto& group = groups.back();
    if (plots_a_ratio(input, options.chart) && group.n == 0 && group.size > 0 && group.y_sum != 0)
      return base::fail(
          codes::no_denominator,
          fmt::format("row {}: events, but the denominator of the subgroup is 0", row_name(input, members.front())),
          "give the exposure, or leave the numerator empty");
    members.clear();
  }
  if (options.period && options.empty_periods) fill_empty_periods(groups, *options.period);
  return groups;
}

}  // namespace kjede::stats
