#pragma once
// Who a plan reaches, point by point.
//
//   const auto chances = chances_of_points(problem, options, 0, vehicles);

#include "kjede/planning/location.hpp"

namespace kjede::planning {

// Chance that a free vehicle reaches each point within its radius.
std::vector<double> chances_of_points(const LocationProblem& problem, const LocationOptions& options,
                                      std::size_t period, std::span<const int> vehicles);
// Points with at least one vehicle within their radius.
std::vector<char> points_covered(const LocationProblem& problem, std::size_t period, std::span<const int> vehicles);

// Demand whose nearest vehicle stands at each site; points that none reaches are nobody's.
std::vector<double> demand_of_sites(const LocationProblem& problem, std::size_t period, std::span<const int> vehicles);

}  // namespace kjede::planning
