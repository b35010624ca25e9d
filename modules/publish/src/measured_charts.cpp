#include <algorithm>

#include "measured.hpp"

namespace kjede::publish {

namespace {

using measure::Measurement;

stats::SpcOptions options_of(const catalog::Indicator& indicator, base::PeriodKind by) {
  const auto& rule = indicator.chart;
  stats::SpcOptions options;
  options.chart = stats::parse_chart_type(rule.chart.empty() ? "p" : rule.chart).value_or(stats::ChartType::p);
  options.multiply = indicator.kind == catalog::IndicatorKind::rate ? static_cast<double>(indicator.per) : 1.0;
  options.period = by;
  options.empty_periods = true;
  for (const auto& split : rule.splits) {
    options.split_at.emplace_back(split);
  }
  for (const auto& period : rule.excluded) {
    options.exclude_ranges.push_back({stats::AxisValue(period.first_day()), stats::AxisValue(period.last_day())});
  }
  if (rule.baseline_from || rule.baseline_to) {
    stats::AxisRange range;
    if (rule.baseline_from) {
      range.from = stats::AxisValue(*rule.baseline_from);
    }
    if (rule.baseline_to) {
      range.to = stats::AxisValue(*rule.baseline_to);
    }
    options.baseline = range;
  }
  return options;
}

base::Period first_period(const catalog::Indicator& indicator, const Lookup& lookup, base::PeriodKind by) {
  return base::Period::of(by, indicator.chart.from.value_or(lookup.year().next(-5).first_day()));
}

// A masked or missing period keeps its place without a value.
void add_period(stats::SpcInput& input, const Measurement* one, const base::Period& period) {
  input.x.emplace_back(period.first_day());
  const bool known = one != nullptr && !is_masked(*one) && one->denominator > 0;
  input.y.push_back(known ? std::optional(static_cast<double>(one->numerator)) : std::nullopt);
  input.n.push_back(known ? std::optional(static_cast<double>(one->denominator)) : std::nullopt);
}

}  // namespace

std::vector<UnitChart> control_charts(const Lookup& lookup, const catalog::Indicator& indicator,
                                      const std::string& level, const Where& where, base::PeriodKind by,
                                      Language language) {
  const auto options = options_of(indicator, by);
  const auto last = base::Period::of(by, lookup.data().period.last_day());
  std::vector<UnitChart> charts;
  for (const auto* unit : lookup.units(level, where, lookup.year())) {
    stats::SpcInput input;
    bool any = false;
    int masked = 0, seen = 0;
    for (auto period = first_period(indicator, lookup, by); period.index <= last.index; period = period.next()) {
      const auto* one = lookup.measurement(indicator.id, level, unit->id, period);
      any = any || (one != nullptr && one->denominator > 0 && !is_masked(*one));
      masked += one != nullptr && is_masked(*one) ? 1 : 0;
      seen += one != nullptr && (is_masked(*one) || one->denominator > 0) ? 1 : 0;
      add_period(input, one, period);
    }
    auto chart = any ? stats::spc(input, options) : base::Result<stats::SpcChart>(base::fail({}));
    if (chart) {
      charts.push_back({level == "nation" ? std::string(words(language).national) : name_of(*unit, language), unit->id,
                        std::move(*chart), 4 * masked > seen});
    }
  }
  return charts;
}

bool has_shifted(const UnitChart& chart, const catalog::Indicator& indicator, bool better) {
  if (chart.too_hidden || chart.chart.summary.empty() ||
      (!chart.chart.summary.back().runs_signal && chart.chart.summary.back().n_sigma_signals == 0)) {
    return false;
  }
  double above = 0.0;
  int seen = 0;
  for (auto point = chart.chart.points.rbegin(); point != chart.chart.points.rend() && seen < 4; ++point) {
    if (point->value && point->centre) {
      above += *point->value - *point->centre;
      ++seen;
    }
  }
  return seen > 0 && above != 0.0 && (above > 0.0) == (indicator.higher_is_better == better);
}

}  // namespace kjede::publish
