// Objectives straight from their definitions, apart from terms and search, so that each can check the other.

#include <algorithm>
#include <cmath>
#include <limits>

#include "kjede/planning/congestion.hpp"
#include "kjede/planning/location_reach.hpp"
#include "location_program.hpp"

namespace kjede::planning {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

// Costs of the vehicles that can reach each point, least first; a site's cost once per vehicle.
std::vector<std::vector<double>> costs_by_point(const LocationProblem& problem, const LocationPeriod& period,
                                                std::span<const int> vehicles) {
  std::vector<std::vector<double>> costs(problem.points.size());
  const auto& table = problem.costs[period.costs];
  for (std::size_t s = 0; s < vehicles.size(); ++s) {
    if (vehicles[s] <= 0 || (!period.closed.empty() && period.closed[s] != 0)) continue;
    for (const auto& link : table.of_site(s))
      costs[link.point].insert(costs[link.point].end(), static_cast<std::size_t>(vehicles[s]), link.cost);
  }
  for (auto& list : costs) std::sort(list.begin(), list.end());
  return costs;
}

std::size_t within(const std::vector<double>& costs, double radius) {
  return static_cast<std::size_t>(std::upper_bound(costs.begin(), costs.end(), radius) - costs.begin());
}

class Objective {
 public:
  Objective(const LocationProblem& problem, const LocationOptions& options, std::size_t period,
            std::span<const int> vehicles)
      : problem_(problem),
        options_(options),
        period_(problem.periods[period]),
        costs_(costs_by_point(problem, period_, vehicles)) {
    for (const auto v : vehicles) fleet_ += v;
    if (options.model == LocationModel::amexclp) corrections_ = larson_corrections(fleet_, period_.busy);
  }

  double value() const {
    double sum = 0.0;
    double worst = 0.0;
    double once = 0.0;
    double demand = 0.0;
    for (std::size_t i = 0; i < costs_.size(); ++i) {
      const double weight = period_.weight[i];
      const bool everyone = options_.model == LocationModel::lscm || options_.model == LocationModel::pcentre;
      if (weight <= 0.0 && !everyone) continue;
      const double at_point = of_point(i);
      worst = std::max(worst, at_point);
      sum += weight * at_point;
      demand += weight;
      if (options_.model == LocationModel::dsm && within(costs_[i], problem_.radius[i]) > 0) once += weight;
    }
    if (options_.model == LocationModel::lscm) return worst == never ? never : fleet_;
    if (options_.model == LocationModel::pcentre) return worst;
    if (options_.model == LocationModel::dsm && once < options_.share * demand - 1e-6) return -never;
    return sum;
  }

 private:
  double busy(std::size_t i) const { return problem_.point_busy.empty() ? period_.busy : problem_.point_busy[i]; }

  double of_point(std::size_t i) const {
    const auto& costs = costs_[i];
    const double nearest = costs.empty() ? never : costs.front();
    switch (options_.model) {
      case LocationModel::lscm: return within(costs, problem_.radius[i]) > 0 ? 0.0 : never;
      case LocationModel::pmedian:
      case LocationModel::pcentre:
      case LocationModel::artm: return nearest;
      case LocationModel::ertm:
        return static_cast<int>(costs.size()) == fleet_ ? expected(i, [](double cost) { return cost; }) : never;
      case LocationModel::survival: return costs.empty() ? 0.0 : survival(options_.curve, options_.before + nearest);
      case LocationModel::expected_survival:
        return expected(i, [&](double cost) { return survival(options_.curve, options_.before + cost); });
      case LocationModel::gradual: return costs.empty() ? 0.0 : value_of_cost(problem_, options_, i, nearest);
      case LocationModel::malp:
        return static_cast<int>(within(costs, problem_.radius[i])) >=
                       vehicles_for_reliability(options_.reliability, busy(i))
                   ? 1.0
                   : 0.0;
      case LocationModel::dsm:
        if (within(costs, options_.second_radius) == 0) return -never;
        return within(costs, problem_.radius[i]) >= 2 ? 1.0 : 0.0;
      case LocationModel::bernoulli_nash:
      case LocationModel::iso_elastic: return equity(i);
      default: return covered(i);
    }
  }

  double covered(std::size_t i) const {
    const auto& costs = costs_[i];
    if (options_.model == LocationModel::mclp)
      return costs.empty() ? 0.0 : value_of_cost(problem_, options_, i, costs.front());
    return expected(i, [&](double cost) { return value_of_cost(problem_, options_, i, cost); });
  }

  double equity(std::size_t i) const {
    const double u = 1.0 - std::pow(busy(i), within(costs_[i], problem_.radius[i]));
    if (options_.model == LocationModel::bernoulli_nash || options_.aversion == 1.0)
      return u > 0.0 ? std::log(u) : -never;
    if (u <= 0.0) return options_.aversion > 1.0 ? -never : 0.0;
    return std::pow(u, 1.0 - options_.aversion) / (1.0 - options_.aversion);
  }

  // The k-th nearest goes with chance (1 − q) q^(k−1), times Larson's correction if the model has it.
  template <class Value>
  double expected(std::size_t i, Value value) const {
    double sum = 0.0;
    double chance = 1.0 - busy(i);
    for (std::size_t k = 0; k < costs_[i].size(); ++k, chance *= busy(i))
      sum += chance * (corrections_.empty() ? 1.0 : corrections_[k]) * value(costs_[i][k]);
    return sum;
  }

  const LocationProblem& problem_;
  const LocationOptions& options_;
  const LocationPeriod& period_;
  std::vector<std::vector<double>> costs_;
  std::vector<double> corrections_;
  int fleet_ = 0;
};

}  // namespace

double location_objective(const LocationProblem& problem, const LocationOptions& options, std::size_t period,
                          std::span<const int> vehicles) {
  return Objective(problem, options, period, vehicles).value();
}

std::vector<double> chances_of_points(const LocationProblem& problem, const LocationOptions& options,
                                      std::size_t period, std::span<const int> vehicles) {
  const auto& state = problem.periods[period];
  const auto costs = costs_by_point(problem, state, vehicles);
  const bool graded = options.sigma > 0.0 || options.model == LocationModel::gradual;
  std::vector<double> chances(costs.size(), 0.0);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const double busy = problem.point_busy.empty() ? state.busy : problem.point_busy[i];
    double free_now = 1.0 - busy;
    for (const auto cost : costs[i]) {
      const bool in_time = cost <= problem.radius[i];
      chances[i] += free_now * (graded ? value_of_cost(problem, options, i, cost) : (in_time ? 1.0 : 0.0));
      free_now *= busy;
    }
  }
  return chances;
}

std::vector<char> points_covered(const LocationProblem& problem, std::size_t period, std::span<const int> vehicles) {
  const auto costs = costs_by_point(problem, problem.periods[period], vehicles);
  std::vector<char> covered;
  for (std::size_t i = 0; i < costs.size(); ++i)
    covered.push_back(!costs[i].empty() && costs[i].front() <= problem.radius[i] ? 1 : 0);
  return covered;
}

std::vector<double> demand_of_sites(const LocationProblem& problem, std::size_t period, std::span<const int> vehicles) {
  const auto& state = problem.periods[period];
  std::vector<double> nearest(problem.points.size(), never);
  std::vector<std::size_t> whose(problem.points.size(), vehicles.size());
  for (std::size_t s = 0; s < vehicles.size(); ++s) {
    if (vehicles[s] <= 0 || (!state.closed.empty() && state.closed[s] != 0)) continue;
    for (const auto& link : problem.costs[state.costs].of_site(s)) {
      if (link.cost >= nearest[link.point]) continue;
      nearest[link.point] = link.cost;
      whose[link.point] = s;
    }
  }
  std::vector<double> demand(vehicles.size(), 0.0);
  for (std::size_t i = 0; i < whose.size(); ++i)
    if (whose[i] < vehicles.size()) demand[whose[i]] += state.weight[i];
  return demand;
}

}  // namespace kjede::planning
