#pragma once
// What must hold before a location problem is solved; every fault is told, and why nothing can be found.

#include "kjede/planning/location.hpp"

namespace kjede::planning {

base::Diagnostics check_options(const LocationProblem& problem, const LocationOptions& options);
// Constraints that no plan meets; call when the options are sound.
base::Diagnostics check_feasible(const LocationProblem& problem, const LocationOptions& options);
// Points that no open candidate has within its radius (second radius of dsm, any cost where that is asked).
std::vector<Index> unreached_points(const LocationProblem& problem, const LocationOptions& options, std::size_t period);
bool everyone_must_be_reached(const LocationProblem& problem, const LocationOptions& options);

}  // namespace kjede::planning
