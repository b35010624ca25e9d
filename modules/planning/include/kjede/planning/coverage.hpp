#pragma once
// Who is reached in time by a plan: point by point, and summed by place.
//
//   const auto points = cover_points(problem, options, 0, vehicles);
//   const auto places = cover_groups(problem.periods[0].weight, points, names);

#include <span>
#include <string>
#include <vector>

#include "kjede/planning/location.hpp"

namespace kjede::planning {

struct PointCoverage {
  double nearest = 0.0;     // cost from the nearest vehicle; infinite when none can come
  Index site = 0xffffffff;  // where that vehicle stands; the largest number: none
  bool covered = false;     // nearest is within the point's radius
  double chance = 0.0;      // that a free vehicle comes in time: busy fractions and, with sigma, spread of driving time
};

// `vehicles` at each site, in one period of the problem (which has radii).
std::vector<PointCoverage> cover_points(const LocationProblem& problem, const LocationOptions& options,
                                        std::size_t period, std::span<const int> vehicles);

struct CoverageGroup {
  std::string name;
  std::size_t points = 0;
  double demand = 0.0;
  double covered = 0.0;       // demand within the radius of a vehicle
  double expected = 0.0;      // demand times chance
  double mean_nearest = 0.0;  // demand-weighted, of the points that can be reached
  double unreachable = 0.0;   // demand no vehicle can come to at any cost
};

// Sums by name, in order of first appearance.
std::vector<CoverageGroup> cover_groups(std::span<const double> demand, std::span<const PointCoverage> points,
                                        std::span<const std::string> names);

}  // namespace kjede::planning
