#pragma once
// Goal levels decided on exact fractions: 179 of 199 is below 90 %, 12.0 minutes is not less than 12.

#include "kjede/catalog/model.hpp"
#include "value_summary.hpp"

namespace kjede::measure {

// seconds: `value` is a duration in seconds, and thresholds say their own unit of time; else both are bare numbers.
catalog::GoalLevel exact_level(const catalog::Goal& goal, ExactRatio value, bool seconds);
catalog::GoalLevel level_of(const catalog::Goal& goal, double value, bool seconds);

}  // namespace kjede::measure
