#include "measured.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/stats/funnel.hpp"

namespace kjede::publish {

namespace {

using measure::Measurement;

constexpr int levels_of_decimals(std::string_view measure) { return measure == "s" || measure == "years" ? 0 : 1; }

double per_of(const Aspect& aspect) {
  return static_cast<double>(aspect.indicator->per > 0 ? aspect.indicator->per : 1);
}

}  // namespace

std::string measure_name(const std::string& measure, Language language) {
  const bool nb = language == Language::nb;
  if (measure == "s") return nb ? "sekunder" : "seconds";
  if (measure == "min") return nb ? "minutter" : "minutes";
  if (measure == "h") return nb ? "timer" : "hours";
  if (measure == "days") return nb ? "døgn" : "days";
  if (measure == "years") return nb ? "år" : "years";
  return measure;
}

ValueScale scale_of(const Aspect& aspect, Language language) {
  ValueScale scale;
  if (aspect.is_rate()) {
    scale.axis = fmt::format("{} {}", words(language).count, words(language).per_100000);
    scale.decimals = 0;
  } else if (aspect.indicator->kind == catalog::IndicatorKind::proportion) {
    scale.fraction = true;
    scale.axis = words(language).share;
  } else {
    scale.decimals = levels_of_decimals(aspect.indicator->value_measure);
    scale.axis = measure_name(aspect.indicator->value_measure, language);
    if (!scale.axis.empty()) {
      scale.axis[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(scale.axis[0])));
    }
  }
  return scale;
}

std::optional<double> value_of(const Aspect& aspect, const Measurement& one) {
  return aspect.rate ? one.rate : one.value;
}

std::string plain(double value, const std::string& measure, Language language) {
  auto text = decimal(value, levels_of_decimals(measure), language);
  const auto tail = language == Language::nb ? ",0" : ".0";
  return text.ends_with(tail) ? text.substr(0, text.size() - 2) : text;
}

std::string shown(const Aspect& aspect, const Measurement* one, Language language) {
  if (one != nullptr && is_masked(*one)) {
    return "*";
  }
  const auto value = one != nullptr ? value_of(aspect, *one) : std::nullopt;
  if (!value) {
    return "–";
  }
  if (aspect.is_rate()) {
    return decimal(*value, 0, language);
  }
  if (aspect.indicator->kind == catalog::IndicatorKind::proportion) {
    return percent(one->numerator, one->denominator, 0, language);
  }
  return plain(*value, aspect.indicator->value_measure, language);
}

std::optional<double> percentile_of(const Measurement& one, int percentile) {
  for (const auto& found : one.percentiles) {
    if (found.percentile == percentile) {
      return found.value;
    }
  }
  return std::nullopt;
}

CellState state_of(const Measurement* one) {
  if (one == nullptr || (!is_masked(*one) && !one->value)) {
    return CellState::no_events;
  }
  return is_masked(*one) ? CellState::masked : CellState::shown;
}

std::string threshold_text(const catalog::Threshold& threshold, Language language) {
  std::string text = threshold.text;
  const auto replace = [&](std::string_view from, std::string_view to) {
    if (const auto at = text.find(from); at != std::string::npos) {
      text.replace(at, from.size(), to);
    }
  };
  replace(">=", "≥");
  replace("<=", "≤");
  replace(" %", language == Language::nb ? "\u00a0%" : "%");
  if (language == Language::nb) {
    replace(".", ",");
    replace("days", "døgn");
  }
  return text;
}

std::string masking_words(const catalog::Disclosure& rules, Language language) {
  const auto& word = words(language);
  std::vector<std::string> why;
  if (const auto limit = std::max(rules.hide_below, rules.hide_denominator_below); limit > 0) {
    why.push_back(fill(word.fewer_events, {std::to_string(limit)}));
  }
  if (rules.min_answers) {
    why.push_back(fill(word.few_answers, {std::to_string(*rules.min_answers)}));
  }
  if (rules.min_sent_share) {
    const auto& share = *rules.min_sent_share;
    why.push_back(fill(word.seldom_sent,
                       {percent(static_cast<double>(share.mantissa) / std::pow(10.0, share.scale), 0, language)}));
  }
  if (rules.half_of_events) {
    why.emplace_back(word.half_missing);
  }
  return fmt::format("{}", fmt::join(why, ", "));
}

std::optional<GoalBands> goal_bands(const catalog::Indicator& indicator, Language language) {
  const bool proportion = indicator.kind == catalog::IndicatorKind::proportion;
  if (!indicator.goal || (proportion && indicator.goal->percentile != 0)) {
    return std::nullopt;  // a goal for another value than the one shown
  }
  const auto number = [](const catalog::Decimal& decimal) {
    return static_cast<double>(decimal.mantissa) * std::pow(10.0, -decimal.scale);
  };
  GoalBands bands{.green = number(indicator.goal->green.value),
                  .text = threshold_text(indicator.goal->green, language)};
  const auto comparison = indicator.goal->green.comparison;
  bands.higher_is_better = comparison == catalog::Op::greater || comparison == catalog::Op::greater_equal;
  if (indicator.goal->yellow) {
    bands.yellow = number(indicator.goal->yellow->value);
  }
  return bands;
}

namespace {

UnitRow unit_row(const Aspect& aspect, const Measurement* one, std::string name) {
  UnitRow row{.unit = std::move(name), .state = state_of(one)};
  if (row.state != CellState::shown) {
    return row;
  }
  row.value = value_of(aspect, *one);
  row.low = aspect.rate ? one->rate_low : one->ci_low;
  row.high = aspect.rate ? one->rate_high : one->ci_high;
  if (aspect.is_rate()) {
    row.denominator = one->numerator;  // events: person-years say little
  } else {
    row.numerator =
        aspect.indicator->kind == catalog::IndicatorKind::proportion ? std::optional(one->numerator) : std::nullopt;
    row.denominator = one->denominator;
  }
  const bool own_goal = goal_bands(*aspect.indicator, Language::nb).has_value() && !aspect.is_rate();
  row.goal = own_goal ? one->goal_level : std::nullopt;
  row.state = row.value ? row.state : CellState::no_events;
  return row;
}

std::string whole_name(const Lookup& lookup, const Where& where, Language language) {
  if (where.empty()) {
    return std::string(words(language).national);
  }
  const auto* name = lookup.catalog().attribute_value(where.begin()->first, where.begin()->second);
  return name != nullptr ? in(*name, language) : where.begin()->second;
}

// Two units may bear the same short name; a figure needs different ones.
void make_names_unlike(std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    int same = 1;
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      if (names[j] == names[i]) {
        names[j] += fmt::format(" ({})", ++same);
      }
    }
  }
}

std::vector<std::string> names_of(const std::vector<const catalog::Unit*>& units, Language language) {
  std::vector<std::string> names;
  for (const auto* unit : units) {
    names.push_back(name_of(*unit, language));
  }
  make_names_unlike(names);
  return names;
}

}  // namespace

std::vector<const catalog::Unit*> measured_units(const Lookup& lookup, const catalog::Indicator& indicator,
                                                 const std::string& level, const Where& where,
                                                 const base::Period& period) {
  auto units = lookup.units(level, where, period);
  std::erase_if(units, [&](const catalog::Unit* unit) { return !lookup.ever_measured(indicator.id, level, unit->id); });
  return units;
}

std::vector<UnitRow> unit_rows(const Lookup& lookup, const Aspect& aspect, const std::string& level, const Where& where,
                               const base::Period& period, Language language) {
  std::vector<UnitRow> rows;
  const auto units = measured_units(lookup, *aspect.indicator, level, where, period);
  const auto names = names_of(units, language);
  for (std::size_t i = 0; i < units.size(); ++i) {
    rows.push_back(unit_row(aspect, lookup.measurement(aspect.indicator->id, level, units[i]->id, period), names[i]));
  }
  auto whole = unit_row(aspect, lookup.whole(aspect.indicator->id, where, period), whole_name(lookup, where, language));
  if (whole.value) {
    whole.nation = true;
    rows.push_back(std::move(whole));
  }
  return rows;
}

Funnel funnel_of(const Lookup& lookup, const Aspect& aspect, const std::string& level, const Where& where,
                 const base::Period& period, Language language) {
  Funnel funnel{.scale = scale_of(aspect, language), .denominator_axis = std::string(words(language).cases)};
  const auto* whole = lookup.whole(aspect.indicator->id, where, period);
  const auto centre = whole != nullptr ? value_of(aspect, *whole) : std::nullopt;
  funnel.centre = centre.value_or(0.0);
  const double scale = aspect.is_rate() ? per_of(aspect) : 1.0;
  const auto kind = aspect.is_rate() ? stats::FunnelKind::rate : stats::FunnelKind::proportion;
  const auto units = measured_units(lookup, *aspect.indicator, level, where, period);
  const auto names = names_of(units, language);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto* one = lookup.measurement(aspect.indicator->id, level, units[i]->id, period);
    FunnelRow row{.unit = names[i], .state = state_of(one)};
    if (row.state == CellState::shown) {
      row.value = value_of(aspect, *one);
      // A rate beside a proportion does not carry its person-years: they follow from the count and the rate.
      const bool derived = aspect.rate && row.value && *row.value > 0.0;
      row.denominator =
          derived ? static_cast<double>(one->numerator) * scale / *row.value : static_cast<double>(one->denominator);
      if (const auto limits = stats::sd_limits(funnel.centre / scale, row.denominator, kind, 3.0)) {
        row.lower = limits->low * scale;
        row.upper = limits->high * scale;
        row.outside = row.value && (*row.value < *row.lower || *row.value > *row.upper);
      }
    }
    funnel.rows.push_back(std::move(row));
  }
  return funnel;
}

std::vector<PercentileRow> percentile_rows(const Lookup& lookup, const catalog::Indicator& indicator,
                                           const std::string& level, const Where& where, const base::Period& period,
                                           Language language) {
  std::vector<PercentileRow> rows;
  const auto add = [&](const Measurement* one, std::string name, bool nation) {
    PercentileRow row{.unit = std::move(name), .state = state_of(one), .nation = nation};
    if (row.state == CellState::shown) {
      row.p10 = percentile_of(*one, 10).value_or(0.0);
      row.p25 = percentile_of(*one, 25).value_or(0.0);
      row.p50 = percentile_of(*one, 50).value_or(0.0);
      row.p75 = percentile_of(*one, 75).value_or(0.0);
      row.p90 = percentile_of(*one, 90).value_or(0.0);
      row.n = one->denominator;
      row.state = one->percentiles.empty() ? CellState::no_events : row.state;
    }
    rows.push_back(std::move(row));
  };
  const auto units = measured_units(lookup, indicator, level, where, period);
  const auto names = names_of(units, language);
  for (std::size_t i = 0; i < units.size(); ++i) {
    add(lookup.measurement(indicator.id, level, units[i]->id, period), names[i], false);
  }
  add(lookup.whole(indicator.id, where, period), whole_name(lookup, where, language), true);
  return rows;
}

}  // namespace kjede::publish
