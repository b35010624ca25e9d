#pragma once
// Small random location instances and the best plan by trying every one.

#include <functional>
#include <limits>
#include <string>

#include "kjede/base/rng.hpp"
#include "kjede/planning/location.hpp"

namespace kjede::planning {

inline LocationProblem random_problem(std::uint64_t seed, std::size_t sites, std::size_t points) {
  base::Rng rng(seed);
  const auto place = [&] { return Place{rng.uniform() * 20.0, rng.uniform() * 20.0}; };
  LocationProblem problem;
  std::vector<Place> stations, homes;
  for (std::size_t s = 0; s < sites; ++s) {
    problem.sites.push_back("s" + std::to_string(s));
    stations.push_back(place());
  }
  LocationPeriod period;
  for (std::size_t i = 0; i < points; ++i) {
    problem.points.push_back("p" + std::to_string(i));
    homes.push_back(place());
    period.weight.push_back(static_cast<double>(1 + rng.below(20)));
  }
  problem.costs = {CostTable::euclidean(stations, homes)};
  problem.periods = {period};
  problem.radius.assign(points, 9.0);
  return problem;
}

inline double total_objective(const LocationProblem& problem, const LocationOptions& options,
                              const std::vector<int>& vehicles) {
  double sum = 0.0;
  for (std::size_t p = 0; p < problem.periods.size(); ++p)
    sum += (problem.periods.size() > 1 ? problem.periods[p].share : 1.0) *
           location_objective(problem, options, p, vehicles);
  return sum;
}

// Calls use(plan) for every plan of `fleet` vehicles that keeps to capacities, kept sites and stations.
inline void every_plan(const LocationProblem& problem, const LocationOptions& options, int fleet,
                       const std::function<void(const std::vector<int>&)>& use) {
  std::vector<int> plan(problem.sites.size(), 0);
  const std::function<void(std::size_t, int, int)> place = [&](std::size_t s, int left, int stations) {
    if (s == plan.size()) {
      if (left == 0 && (options.stations == 0 || stations <= options.stations)) use(plan);
      return;
    }
    int most = places_vehicles(options.model) ? left : 1;
    if (!problem.capacity.empty()) most = std::min(most, problem.capacity[s]);
    for (int v = problem.keep.empty() ? 0 : problem.keep[s]; v <= std::min(most, left); ++v) {
      plan[s] = v;
      place(s + 1, left - v, stations + (v > 0 ? 1 : 0));
    }
    plan[s] = 0;
  };
  place(0, fleet, 0);
}

// The best objective of all plans; infinite (the wrong way) when none meets the constraints.
inline double brute_force(const LocationProblem& problem, const LocationOptions& options) {
  const bool lower = is_minimised(options.model);
  double best = lower ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
  const auto judge = [&](const std::vector<int>& plan) {
    const double value = total_objective(problem, options, plan);
    best = lower ? std::min(best, value) : std::max(best, value);
  };
  if (options.model != LocationModel::lscm) {
    every_plan(problem, options, options.fleet, judge);
    return best;
  }
  const int most = options.fleet > 0 ? options.fleet : static_cast<int>(problem.sites.size());
  for (int fleet = 1; fleet <= most; ++fleet) every_plan(problem, options, fleet, judge);
  return best;
}

}  // namespace kjede::planning
