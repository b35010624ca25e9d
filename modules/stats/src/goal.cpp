#include "kjede/stats/goal.hpp"

#include "wide.hpp"

namespace kjede::stats {
namespace {

template <class T>
bool compare(T value, T threshold, Comparison comparison) {
  switch (comparison) {
    case Comparison::at_least: return value >= threshold;
    case Comparison::more_than: return value > threshold;
    case Comparison::at_most: return value <= threshold;
    case Comparison::less_than: return value < threshold;
  }
  return false;
}

GoalLevel level_of(bool green, bool yellow) {
  return green ? GoalLevel::green : yellow ? GoalLevel::yellow : GoalLevel::red;
}

}  // namespace

bool meets(Wide x, Wide n, const Goal& goal) {
  return compare(x * goal.threshold.denominator, goal.threshold.numerator * n, goal.comparison);
}

bool meets(double value, const Goal& goal) {
  const double threshold =
      static_cast<double>(goal.threshold.numerator) / static_cast<double>(goal.threshold.denominator);
  return compare(value, threshold, goal.comparison);
}

std::optional<GoalLevel> goal_level(Wide x, Wide n, const Goals& goals) {
  if (n <= 0) return std::nullopt;
  return level_of(meets(x, n, goals.green), goals.yellow && meets(x, n, *goals.yellow));
}

GoalLevel goal_level(double value, const Goals& goals) {
  return level_of(meets(value, goals.green), goals.yellow && meets(value, *goals.yellow));
}

std::int64_t rounded(std::int64_t x, std::int64_t n, std::int64_t scale, int decimals) {
  Int128 numerator = Int128{x} * scale;
  for (int i = 0; i < decimals; ++i) numerator *= 10;
  const Int128 magnitude = numerator < 0 ? -numerator : numerator;
  const auto result = static_cast<std::int64_t>((2 * magnitude + n) / (2 * Int128{n}));
  return numerator < 0 ? -result : result;
}

}  // namespace kjede::stats
