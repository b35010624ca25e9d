#include "kjede/planning/location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/planning/codes.hpp"
#include "kjede/planning/equity.hpp"
#include "kjede/planning/location_reach.hpp"
#include "location_check.hpp"
#include "location_solve.hpp"

namespace kjede::planning {
namespace {

using Model = LocationModel;

Found solve_checked(const LocationProblem& problem, const LocationOptions& options) {
  if (options.model == Model::pcentre) return solve_centre(problem, options);
  if (problem.periods.size() > 1 && options.rule == PeriodRule::own_sites) return solve_own_sites(problem, options);
  if (problem.periods.size() > 1 && options.rule == PeriodRule::regret) return solve_regret(problem, options);
  const auto periods = all_periods(problem);
  const auto program = compile_location(problem, options, periods, problem.periods.size() > 1);
  return options.model == Model::lscm ? solve_fewest(program, options) : solve_one(program, options);
}

// Fewest sites or vehicles that reach everyone, when that is more than there are: the reason nothing was found.
base::Diagnostic too_few(const LocationProblem& problem, const LocationOptions& options) {
  auto cover = options;
  cover.model = Model::lscm;
  cover.fleet = 0;
  auto within = problem;
  if (options.model == Model::dsm) within.radius.assign(problem.points.size(), options.second_radius);
  if (!needs_radius(options.model)) within.radius.assign(problem.points.size(), 1e300);
  const auto periods = all_periods(within);
  const auto fewest = solve_fewest(compile_location(within, cover, periods, false), cover);
  base::Diagnostic fault;
  fault.code = codes::infeasible.id;
  const char* what = places_vehicles(options.model) ? "vehicles" : "sites";
  if (fewest.bound > options.fleet) {
    fault.message = fmt::format("reaching every point takes at least {} {}, and there are {}",
                                static_cast<int>(fewest.bound), what, options.fleet);
    fault.suggestion = "allow more, raise the radius, or leave points out";
  } else if (options.model == Model::dsm && options.share > 0.0) {
    fault.message =
        fmt::format("no plan of {} {} reaches every point within {} and {} % of the demand within the radius",
                    options.fleet, what, options.second_radius, 100.0 * options.share);
    fault.suggestion = "lower the share, or allow more vehicles";
  } else {
    fault.message =
        fmt::format("the constraints together leave no plan of {} {} that reaches every point", options.fleet, what);
    fault.suggestion = "look at kept and closed sites, capacities and the number of stations";
  }
  return fault;
}

base::Unexpected nothing_found(const LocationProblem& problem, const LocationOptions& options, const Found& found) {
  if (options.model == Model::lscm) {
    base::Diagnostic fault;
    fault.code = codes::infeasible.id;
    fault.message =
        found.vehicles.empty()
            ? std::string("the kept and closed sites, capacities and stations leave no plan that reaches every point")
            : fmt::format("{} sites cannot reach every point: at least {} are needed, and {} are enough", options.fleet,
                          found.bound, found.value);
    fault.suggestion = "allow more sites, or raise the radius";
    return base::fail({fault});
  }
  auto fault = too_few(problem, options);
  if (!found.impossible && !options.exact)
    fault.notes.push_back("the heuristic found no plan; an exact search may still find one");
  return base::fail({fault});
}

PeriodPlan describe_period(const LocationProblem& problem, const LocationOptions& options, std::size_t p,
                           const std::vector<int>& vehicles) {
  PeriodPlan plan;
  plan.name = problem.periods[p].name;
  for (std::size_t s = 0; s < vehicles.size(); ++s)
    plan.sites.insert(plan.sites.end(), static_cast<std::size_t>(vehicles[s]), static_cast<Index>(s));
  plan.objective = location_objective(problem, options, p, vehicles);
  if (problem.radius.empty()) return plan;
  const auto& weight = problem.periods[p].weight;
  const auto covered = points_covered(problem, p, vehicles);
  double demand = 0.0;
  double reached = 0.0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    demand += weight[i];
    reached += covered[i] != 0 ? weight[i] : 0.0;
  }
  plan.covered = demand > 0.0 ? reached / demand : 0.0;
  const auto chances = chances_of_points(problem, options, p, vehicles);
  plan.gini = gini(weight, chances);
  plan.worst_decile = worst_share(weight, chances);
  return plan;
}

// The objective anew from the definition; sums kept by the search may have drifted by rounding.
double exact_objective(const LocationProblem& problem, const LocationOptions& options, const LocationPlan& plan,
                       double searched) {
  const bool many = problem.periods.size() > 1;
  if (options.model == Model::lscm || options.model == Model::pcentre || (many && options.rule == PeriodRule::regret))
    return searched;
  double sum = 0.0;
  for (std::size_t p = 0; p < plan.periods.size(); ++p)
    sum += (many ? problem.periods[p].share : 1.0) * plan.periods[p].objective;
  return sum + (is_minimised(options.model) ? 1.0 : -1.0) * options.move_cost * plan.moves;
}

}  // namespace

base::Result<LocationPlan> solve_location(const LocationProblem& problem, const LocationOptions& options) {
  auto faults = check_options(problem, options);
  if (faults.empty()) faults = check_feasible(problem, options);
  if (!faults.empty()) return base::fail(std::move(faults));
  const auto found = solve_checked(problem, options);
  if (found.vehicles.empty() || found.impossible) return nothing_found(problem, options, found);
  LocationPlan plan;
  for (std::size_t p = 0; p < problem.periods.size(); ++p) {
    const auto& vehicles = found.vehicles.size() == 1 ? found.vehicles.front() : found.vehicles[p];
    plan.periods.push_back(describe_period(problem, options, p, vehicles));
    if (!found.regrets.empty()) plan.periods.back().regret = found.regrets[p];
    if (p > 0 && found.vehicles.size() > 1) {
      const auto& before = found.vehicles[p - 1];
      for (std::size_t s = 0; s < vehicles.size(); ++s) plan.moves += std::max(0, vehicles[s] - before[s]);
    }
  }
  plan.objective = exact_objective(problem, options, plan, found.value);
  const bool lower_is_better =
      is_minimised(options.model) || (problem.periods.size() > 1 && options.rule == PeriodRule::regret);
  plan.bound = found.proven
                   ? plan.objective
                   : (lower_is_better ? std::min(found.bound, plan.objective) : std::max(found.bound, plan.objective));
  plan.proven = found.proven;
  if (plan.bound != plan.objective)
    plan.gap = plan.objective == 0.0 ? 1.0 : std::abs((plan.bound - plan.objective) / plan.objective);
  return plan;
}

}  // namespace kjede::planning
