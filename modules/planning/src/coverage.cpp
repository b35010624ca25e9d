#include "kjede/planning/coverage.hpp"

#include <cmath>
#include <limits>
#include <unordered_map>

#include "kjede/planning/location_reach.hpp"

namespace kjede::planning {

std::vector<PointCoverage> cover_points(const LocationProblem& problem, const LocationOptions& options,
                                        std::size_t period, std::span<const int> vehicles) {
  const auto& state = problem.periods[period];
  const auto chances = chances_of_points(problem, options, period, vehicles);
  std::vector<PointCoverage> points(problem.points.size());
  for (auto& point : points) point.nearest = std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < vehicles.size(); ++s) {
    if (vehicles[s] <= 0 || (!state.closed.empty() && state.closed[s] != 0)) continue;
    for (const auto& link : problem.costs[state.costs].of_site(s)) {
      auto& point = points[link.point];
      if (link.cost >= point.nearest) continue;
      point.nearest = link.cost;
      point.site = static_cast<Index>(s);
    }
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i].covered = points[i].nearest <= problem.radius[i];
    points[i].chance = chances[i];
  }
  return points;
}

std::vector<CoverageGroup> cover_groups(std::span<const double> demand, std::span<const PointCoverage> points,
                                        std::span<const std::string> names) {
  std::vector<CoverageGroup> groups;
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [at, is_new] = numbers.try_emplace(names[i], groups.size());
    if (is_new) groups.emplace_back().name = names[i];
    auto& group = groups[at->second];
    ++group.points;
    group.demand += demand[i];
    group.covered += points[i].covered ? demand[i] : 0.0;
    group.expected += demand[i] * points[i].chance;
    if (std::isinf(points[i].nearest))
      group.unreachable += demand[i];
    else
      group.mean_nearest += demand[i] * points[i].nearest;
  }
  for (auto& group : groups) {
    const double reached = group.demand - group.unreachable;
    group.mean_nearest = reached > 0.0 ? group.mean_nearest / reached : 0.0;
  }
  return groups;
}

}  // namespace kjede::planning
