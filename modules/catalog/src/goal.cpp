#include "kjede/catalog/goal.hpp"

#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

stats::Comparison comparison_of(Op op) {
  switch (op) {
    case Op::less: return stats::Comparison::less_than;
    case Op::less_equal: return stats::Comparison::at_most;
    case Op::greater: return stats::Comparison::more_than;
    default: return stats::Comparison::at_least;
  }
}

stats::Goal goal_of(const Threshold& threshold) {
  stats::Fraction limit{threshold.value.mantissa, 1};
  for (int i = 0; i < threshold.value.scale; ++i) limit.denominator *= 10;
  const double seconds = seconds_in(threshold.measure);  // whole numbers all of them
  if (seconds > 0.0) limit.numerator *= static_cast<std::int64_t>(seconds);
  return {comparison_of(threshold.comparison), limit};
}

}  // namespace

stats::Goals goals_of(const Goal& goal) {
  stats::Goals goals;
  goals.green = goal_of(goal.green);
  if (goal.yellow) goals.yellow = goal_of(*goal.yellow);
  return goals;
}

GoalLevel level_of(stats::GoalLevel level) {
  switch (level) {
    case stats::GoalLevel::green: return GoalLevel::green;
    case stats::GoalLevel::yellow: return GoalLevel::yellow;
    case stats::GoalLevel::red: break;
  }
  return GoalLevel::red;
}

double as_number(const Threshold& threshold) {
  const auto limit = goal_of(threshold).threshold;
  return static_cast<double>(limit.numerator) / static_cast<double>(limit.denominator);
}

}  // namespace kjede::catalog
