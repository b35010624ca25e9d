#include "exact_goal.hpp"

#include <cmath>

#include "kjede/catalog/parse.hpp"

namespace kjede::measure {
namespace {

using catalog::GoalLevel;
using catalog::Op;
using catalog::Threshold;

template <class T>
bool holds(Op comparison, T a, T b) {
  switch (comparison) {
    case Op::greater_equal: return a >= b;
    case Op::greater: return a > b;
    case Op::less_equal: return a <= b;
    case Op::less: return a < b;
    case Op::equal: return a == b;
    default: return a != b;
  }
}

// Units of time are whole seconds; a threshold without one stands in seconds.
std::int64_t seconds_of(const Threshold& threshold, bool seconds) {
  const double known = seconds ? catalog::seconds_in(threshold.measure) : 1.0;
  return known > 0 ? static_cast<std::int64_t>(known) : 1;
}

bool meets(const Threshold& threshold, ExactRatio value, bool seconds) {
  Wide left = value.numerator;
  Wide right = static_cast<Wide>(threshold.value.mantissa) * seconds_of(threshold, seconds) * value.denominator;
  for (int i = 0; i < threshold.value.scale; ++i) left *= 10;
  for (int i = 0; i > threshold.value.scale; --i) right *= 10;
  return holds(threshold.comparison, left, right);
}

bool meets(const Threshold& threshold, double value, bool seconds) {
  const long double scale = std::pow(10.0L, static_cast<long double>(threshold.value.scale));
  const long double right =
      static_cast<long double>(threshold.value.mantissa) * static_cast<long double>(seconds_of(threshold, seconds));
  return holds(threshold.comparison, static_cast<long double>(value) * scale, right);
}

template <class Value>
GoalLevel level(const catalog::Goal& goal, Value value, bool seconds) {
  if (meets(goal.green, value, seconds)) return GoalLevel::green;
  return goal.yellow && meets(*goal.yellow, value, seconds) ? GoalLevel::yellow : GoalLevel::red;
}

}  // namespace

GoalLevel exact_level(const catalog::Goal& goal, ExactRatio value, bool seconds) { return level(goal, value, seconds); }

GoalLevel level_of(const catalog::Goal& goal, double value, bool seconds) { return level(goal, value, seconds); }

}  // namespace kjede::measure
