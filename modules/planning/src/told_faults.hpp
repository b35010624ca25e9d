#pragma once
// How many faults of one file are told: enough to see the pattern, not a thousand lines of the same.
//
//   return base::fail(first_of_each_file(std::move(problems)));

#include "kjede/base/diagnostic.hpp"

namespace kjede::planning {

inline constexpr std::size_t faults_told = 20;

// The first twenty faults of each file (and of no file), in order; the last of them notes how many more there are.
base::Diagnostics first_of_each_file(base::Diagnostics faults);

}  // namespace kjede::planning
