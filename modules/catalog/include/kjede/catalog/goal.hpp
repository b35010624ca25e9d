#pragma once
// Goal levels, decided on the exact fraction: 9 of 10 is 90 %, whatever doubles make of it.
//
//   goal_level(*indicator.goal, Fraction{9, 10}) == GoalLevel::green

#include <cstdint>
#include <optional>

#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
};

// Nothing when the denominator is not positive. Exact for counts up to 2^63 and thresholds of up to 18 digits.
std::optional<GoalLevel> goal_level(const Goal& goal, Fraction fraction);

// Of a percentile, median, mean or rate, in the unit of measure of the value clause's kind: durations in seconds.
GoalLevel goal_level(const Goal& goal, double value);

// The threshold as a number: a fraction, or seconds when it has a unit of time.
double as_number(const Threshold& threshold);

}  // namespace kjede::catalog
