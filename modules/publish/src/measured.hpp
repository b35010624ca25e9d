#pragma once
// From measurements to what figures, tables and texts show: scales, states, goals, rows.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "kjede/publish/figure.hpp"
#include "kjede/stats/spc.hpp"
#include "report_lookup.hpp"

namespace kjede::publish {

// Which of an indicator's values: its own, or the rate that stands beside a proportion.
struct Aspect {
  const catalog::Indicator* indicator = nullptr;
  bool rate = false;

  bool is_rate() const { return rate || indicator->kind == catalog::IndicatorKind::rate; }
};

ValueScale scale_of(const Aspect& aspect, Language language);
// Shares that are all below a tenth need a decimal to be told apart.
template <class Row>
void refine(ValueScale& scale, const std::vector<Row>& rows) {
  constexpr double small = 0.1;
  const auto is_small = [](const Row& row) { return row.value.value_or(0.0) < small; };
  if (scale.fraction && std::all_of(rows.begin(), rows.end(), is_small)) {
    scale.decimals = 1;
  }
}
std::optional<double> value_of(const Aspect& aspect, const measure::Measurement& one);
// "78 %", "9,4", "52"; "*" when masked, "–" without a value.
std::string shown(const Aspect& aspect, const measure::Measurement* one, Language language);
// A time or other plain value with as many decimals as its unit of measure deserves.
std::string plain(double value, const std::string& measure, Language language);
std::optional<double> percentile_of(const measure::Measurement& one, int percentile);
CellState state_of(const measure::Measurement* one);

// Why a unit's value may be masked, by the indicator's own rules: "færre enn 5 hendelser".
std::string masking_words(const catalog::Disclosure& rules, Language language);

std::optional<GoalBands> goal_bands(const catalog::Indicator& indicator, Language language);
std::string threshold_text(const catalog::Threshold& threshold, Language language);  // "≥ 90 %", "< 12 min"
std::string measure_name(const std::string& measure, Language language);             // "min" → "minutter"

// Units of a level that the indicator has ever been measured at.
std::vector<const catalog::Unit*> measured_units(const Lookup& lookup, const catalog::Indicator& indicator,
                                                 const std::string& level, const Where& where,
                                                 const base::Period& period);

// Rows of all units of a level, and the whole (country or group) last.
std::vector<UnitRow> unit_rows(const Lookup& lookup, const Aspect& aspect, const std::string& level, const Where& where,
                               const base::Period& period, Language language);
Funnel funnel_of(const Lookup& lookup, const Aspect& aspect, const std::string& level, const Where& where,
                 const base::Period& period, Language language);
std::vector<PercentileRow> percentile_rows(const Lookup& lookup, const catalog::Indicator& indicator,
                                           const std::string& level, const Where& where, const base::Period& period,
                                           Language language);

// Control charts by the indicator's rule, one a unit, up to the report's period.
struct UnitChart {
  std::string name;
  std::string unit;
  stats::SpcChart chart;
  bool too_hidden = false;  // so many periods are masked that the rest would mislead
};
std::vector<UnitChart> control_charts(const Lookup& lookup, const catalog::Indicator& indicator,
                                      const std::string& level, const Where& where, base::PeriodKind by,
                                      Language language);
// The last part of a chart signals, and its last year lies on the good (better: true) or bad side of the centre line.
bool has_shifted(const UnitChart& chart, const catalog::Indicator& indicator, bool better);

}  // namespace kjede::publish
