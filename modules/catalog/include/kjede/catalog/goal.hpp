#pragma once
// Goals as room stats decides them: on the exact fraction.
//
//   stats::goal_level(179, 199, goals_of(*indicator.goal)) == stats::GoalLevel::yellow   // 89.9 %

#include "kjede/catalog/model.hpp"
#include "kjede/stats/goal.hpp"

namespace kjede::catalog {

// Thresholds with a unit of time in seconds, all others as they are: proportions as fractions.
stats::Goals goals_of(const Goal& goal);

GoalLevel level_of(stats::GoalLevel level);

// The threshold as a number: a fraction, or seconds when it has a unit of time.
double as_number(const Threshold& threshold);

}  // namespace kjede::catalog
