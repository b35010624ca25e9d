// Goals and their thresholds, read as exact decimals.

#include "load_goal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/catalog/codes.hpp"
#include "kjede/catalog/goal.hpp"

namespace kjede::catalog {
namespace {

struct Sign {
  std::string_view text;
  Op op;
};
constexpr std::array<Sign, 6> signs{{{">=", Op::greater_equal},
                                     {"<=", Op::less_equal},
                                     {"≥", Op::greater_equal},
                                     {"≤", Op::less_equal},
                                     {">", Op::greater},
                                     {"<", Op::less}}};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string_view take_number(std::string_view& text) {
  const auto end = std::min(text.size(), text.find_first_not_of("0123456789."));
  const auto number = text.substr(0, end);
  text = trimmed(text.substr(end));
  return number;
}

bool points_up(const Threshold& threshold) {
  return threshold.comparison == Op::greater || threshold.comparison == Op::greater_equal;
}

std::optional<Threshold> threshold_at(Fields& fields, std::string_view key) {
  const auto* node = fields.scalar(key);
  if (node == nullptr) return std::nullopt;
  auto threshold = parse_threshold(node->scalar);
  if (!threshold) {
    fields.problems().error(codes::goal, node->span, fmt::format("'{}' is no threshold", node->scalar),
                            "write \">= 90 %\" or \"< 12 min\"");
  }
  return threshold;
}

bool is_stricter(const Threshold& green, const Threshold& yellow) {
  const double a = as_number(green);
  const double b = as_number(yellow);
  return points_up(green) ? a >= b : a <= b;
}

// A goal for a percentile beside a proportion speaks of the times, `better` of the proportion.
bool speaks_of_own_value(const Indicator& indicator, const Goal& goal) {
  return goal.percentile == 0 || indicator.kind == IndicatorKind::percentile || indicator.kind == IndicatorKind::median;
}

void check_direction(const Indicator& indicator, const Goal& goal, const base::SourceSpan& span, Problems& problems) {
  if (speaks_of_own_value(indicator, goal) && points_up(goal.green) != indicator.higher_is_better) {
    problems.error(codes::goal, span,
                   fmt::format("the goal '{}' says that {} is better", goal.green.text,
                               points_up(goal.green) ? "higher" : "lower"),
                   fmt::format("write better: {}", points_up(goal.green) ? "higher" : "lower"));
  } else if (goal.yellow && points_up(*goal.yellow) != points_up(goal.green)) {
    problems.error(codes::goal, span,
                   fmt::format("green '{}' and yellow '{}' point different ways", goal.green.text, goal.yellow->text),
                   "turn one of them");
  } else if (goal.yellow && !is_stricter(goal.green, *goal.yellow)) {
    problems.error(codes::goal, span,
                   fmt::format("yellow '{}' is stricter than green '{}'", goal.yellow->text, goal.green.text),
                   "exchange them");
  }
}

// A proportion has percentages, a time has units of time.
void check_measure(const Indicator& indicator, const Goal& goal, const base::SourceSpan& span, Problems& problems) {
  const bool own = goal.percentile == 0;
  const bool fraction = own && indicator.kind == IndicatorKind::proportion;
  const bool duration = !fraction && indicator.value && indicator.value->expression->kind == ValueKind::duration;
  for (const auto* threshold : {&goal.green, goal.yellow ? &*goal.yellow : &goal.green}) {
    const bool timed = seconds_in(threshold->measure) > 0.0;
    if (duration == timed && (fraction || threshold->text.find('%') == std::string::npos)) continue;
    problems.error(codes::goal, span,
                   fmt::format("the goal '{}' does not have the unit of what is measured", threshold->text),
                   duration   ? "write \"< 12 min\""
                   : fraction ? "write \">= 90 %\""
                              : "write a plain number");
    return;
  }
}

void check_percentile(const Indicator& indicator, Goal& goal, const text::YamlNode& node, Problems& problems) {
  if (goal.percentile == 0) {
    if (indicator.kind == IndicatorKind::median) goal.percentile = 50;
    if (indicator.kind != IndicatorKind::percentile) return;
    problems.error(
        codes::percentile, node.span, "the goal does not say which percentile it is for",
        fmt::format("add percentile: {}", indicator.percentiles.empty() ? 90 : indicator.percentiles.back()));
    return;
  }
  const auto& those = indicator.percentiles;
  if (std::find(those.begin(), those.end(), goal.percentile) != those.end() ||
      (goal.percentile == 50 && indicator.kind == IndicatorKind::median))
    return;
  problems.error(codes::percentile, node.span,
                 fmt::format("the goal is for percentile {}, which is not computed", goal.percentile),
                 fmt::format("add {} to percentiles", goal.percentile));
}

}  // namespace

std::optional<Threshold> parse_threshold(std::string_view text) {
  Threshold threshold;
  threshold.text = text;
  auto rest = trimmed(text);
  const auto sign = std::find_if(signs.begin(), signs.end(), [&](const Sign& s) { return rest.starts_with(s.text); });
  if (sign == signs.end()) return std::nullopt;
  threshold.comparison = sign->op;
  rest = trimmed(rest.substr(sign->text.size()));
  const auto decimal = parse_decimal(take_number(rest));
  if (!decimal) return std::nullopt;
  threshold.value = *decimal;
  if (rest == "%") {
    threshold.value.scale += 2;
  } else if (seconds_in(rest) > 0.0) {
    threshold.measure = rest;
  } else if (!rest.empty()) {
    return std::nullopt;
  }
  return threshold;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal decimal;
  const auto point = text.find('.');
  std::string digits(text.substr(0, point));
  if (point != std::string_view::npos) {
    digits += text.substr(point + 1);
    decimal.scale = static_cast<int>(text.size() - point - 1);
  }
  const auto mantissa =
      digits.size() > 15 || digits.find('.') != std::string::npos ? std::nullopt : whole_number(digits);
  if (!mantissa || *mantissa < 0) return std::nullopt;
  decimal.mantissa = *mantissa;
  return decimal;
}

void read_goal(Fields& fields, Indicator& indicator, Problems& problems) {
  const auto* node = fields.mapping("goal");
  if (node == nullptr) return;
  Fields lines(*node, "'goal'", problems);
  Goal goal;
  goal.percentile = static_cast<int>(lines.whole("percentile", 1, 99).value_or(0));
  lines.required("green");
  const auto green = threshold_at(lines, "green");
  goal.yellow = threshold_at(lines, "yellow");
  lines.finish();
  if (!green) return;
  goal.green = *green;
  check_percentile(indicator, goal, *node, problems);
  const auto* place = node->find("green");
  check_direction(indicator, goal, place->span, problems);
  if (!indicator.value || indicator.value->expression != nullptr) check_measure(indicator, goal, place->span, problems);
  indicator.goal = goal;
}

}  // namespace kjede::catalog
