#include "kjede/catalog/goal.hpp"

#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

// Wide enough for a count times the power of ten of a threshold.
__extension__ using Wide = __int128;

bool holds(Op comparison, int order) {
  switch (comparison) {
    case Op::less: return order < 0;
    case Op::less_equal: return order <= 0;
    case Op::greater: return order > 0;
    case Op::greater_equal: return order >= 0;
    default: return order == 0;
  }
}

// The sign of numerator/denominator − mantissa/10^scale, by cross multiplication.
int compare(Fraction fraction, Decimal decimal) {
  Wide left = fraction.numerator;
  for (int i = 0; i < decimal.scale; ++i) left *= 10;
  const Wide right = static_cast<Wide>(decimal.mantissa) * fraction.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

template <class Meets>
GoalLevel level(const Goal& goal, const Meets& meets) {
  if (meets(goal.green)) return GoalLevel::green;
  return goal.yellow && meets(*goal.yellow) ? GoalLevel::yellow : GoalLevel::red;
}

}  // namespace

double as_number(const Threshold& threshold) {
  double power = 1.0;
  for (int i = 0; i < threshold.value.scale; ++i) power *= 10.0;
  const double seconds = seconds_in(threshold.measure);
  return static_cast<double>(threshold.value.mantissa) * (seconds > 0.0 ? seconds : 1.0) / power;
}

std::optional<GoalLevel> goal_level(const Goal& goal, Fraction fraction) {
  if (fraction.denominator <= 0) return std::nullopt;
  return level(goal, [&](const Threshold& t) { return holds(t.comparison, compare(fraction, t.value)); });
}

GoalLevel goal_level(const Goal& goal, double value) {
  return level(goal, [&](const Threshold& t) {
    const double limit = as_number(t);
    return holds(t.comparison, value < limit ? -1 : value > limit ? 1 : 0);
  });
}

}  // namespace kjede::catalog
