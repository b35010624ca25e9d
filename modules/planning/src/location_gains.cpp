// What a cost and what one more vehicle is worth, by model.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kjede/planning/congestion.hpp"
#include "location_program.hpp"

namespace kjede::planning {
namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

// P(driving ≤ radius) when ln driving is normal around ln cost (planning_methods §1).
double chance_in_time(const LocationOptions& options, double radius, double cost) {
  if (radius <= 0.0) return 0.0;
  if (cost <= 0.0) return 1.0;
  return normal_cdf((std::log(radius) - std::log(cost)) / options.sigma);
}

// Utility of being reached with chance u; increasing and concave.
double utility(const LocationOptions& options, double u) {
  if (options.model == LocationModel::bernoulli_nash || options.aversion == 1.0) return std::log(u);
  return std::pow(u, 1.0 - options.aversion) / (1.0 - options.aversion);
}

bool needs_everyone(const LocationOptions& options) {
  return options.model == LocationModel::bernoulli_nash || options.aversion >= 1.0;
}

// Chance that k vehicles give at least one that is free.
double reached(double busy, int vehicles) { return 1.0 - std::pow(busy, vehicles); }

std::vector<double> equity_gains(const LocationOptions& options, double busy, int fleet) {
  std::vector<double> gains;
  for (int k = 1; k <= fleet; ++k) {
    const double below = k == 1 && !needs_everyone(options) ? 0.0 : utility(options, reached(busy, std::max(k - 1, 1)));
    gains.push_back(utility(options, reached(busy, k)) - below);
  }
  // Where everyone must be reached the first vehicle is a constraint; worth no less than the second, it keeps the
  // gains falling, and compile_location takes it off again.
  if (needs_everyone(options) && gains.size() > 1) gains[0] = gains[1];
  return gains;
}

// Vehicles so far down the list that they add nothing a double would keep are left out.
std::vector<double> busy_gains(double busy, int fleet) {
  std::vector<double> gains;
  for (int k = 0; k < fleet && (k == 0 || std::pow(busy, k) > 1e-13); ++k)
    gains.push_back((1.0 - busy) * std::pow(busy, k));
  return gains;
}

}  // namespace

int vehicles_for_reliability(double reliability, double busy) {
  if (busy <= 0.0) return 1;
  return std::max(1, static_cast<int>(std::ceil(std::log(1.0 - reliability) / std::log(busy) - 1e-9)));
}

std::vector<double> gains_of_model(const LocationOptions& options, double busy, int fleet) {
  switch (options.model) {
    case LocationModel::mexclp:
    case LocationModel::expected_survival:
    case LocationModel::ertm: return busy_gains(busy, fleet);
    case LocationModel::amexclp: {
      auto gains = busy_gains(busy, fleet);
      const auto corrections = larson_corrections(fleet, busy);
      for (std::size_t k = 0; k < gains.size(); ++k) gains[k] *= corrections[k];
      return gains;
    }
    case LocationModel::malp: {
      std::vector<double> gains(static_cast<std::size_t>(vehicles_for_reliability(options.reliability, busy)), 0.0);
      gains.back() = 1.0;
      return gains;
    }
    case LocationModel::bernoulli_nash:
    case LocationModel::iso_elastic: return equity_gains(options, busy, fleet);
    case LocationModel::dsm: return {0.0, 1.0};
    default: return {1.0};
  }
}

bool uses_costs_as_values(const LocationOptions& options) {
  switch (options.model) {
    case LocationModel::pmedian:
    case LocationModel::artm:
    case LocationModel::ertm:
    case LocationModel::survival:
    case LocationModel::expected_survival:
    case LocationModel::gradual: return true;
    case LocationModel::mclp:
    case LocationModel::mexclp:
    case LocationModel::amexclp: return options.sigma > 0.0;
    default: return false;
  }
}

double value_of_cost(const LocationProblem& problem, const LocationOptions& options, std::size_t point, double cost) {
  switch (options.model) {
    case LocationModel::survival:
    case LocationModel::expected_survival: return survival(options.curve, options.before + cost);
    case LocationModel::gradual: {
      const double full = problem.radius[point];
      if (cost <= full) return 1.0;
      const double end = options.second_radius;
      return cost >= end ? 0.0 : (end - cost) / (end - full);
    }
    case LocationModel::pmedian:
    case LocationModel::artm:
    case LocationModel::ertm: return -cost;  // lifted by the point's largest cost in compile_location
    default:
      return options.sigma > 0.0 ? chance_in_time(options, problem.radius[point], cost)
                                 : (cost <= problem.radius[point] ? 1.0 : 0.0);
  }
}

int capacity_of(const LocationProblem& problem, const LocationOptions& options, std::size_t site) {
  int most = 1;
  if (places_vehicles(options.model)) {
    most = std::max(options.fleet, 1);
    for (const auto& period : problem.periods) most = std::max(most, period.fleet);
  }
  return problem.capacity.empty() ? most : std::min(most, problem.capacity[site]);
}

}  // namespace kjede::planning
