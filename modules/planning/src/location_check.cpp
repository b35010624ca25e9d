#include "location_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kjede/planning/codes.hpp"
#include "location_program.hpp"

namespace kjede::planning {
namespace {

using Model = LocationModel;

class Faults {
 public:
  void add(const base::Code& code, std::string message, std::string suggestion = {}) {
    base::Diagnostic fault;
    fault.code = code.id;
    fault.message = std::move(message);
    fault.suggestion = std::move(suggestion);
    faults_.push_back(std::move(fault));
  }
  void option(bool wrong, std::string message, std::string suggestion = {}) {
    if (wrong) add(codes::bad_option, std::move(message), std::move(suggestion));
  }
  base::Diagnostics take() { return std::move(faults_); }

 private:
  base::Diagnostics faults_;
};

bool is_equity(Model model) { return model == Model::bernoulli_nash || model == Model::iso_elastic; }

std::string some_ids(const std::vector<std::string>& ids, const std::vector<Index>& which) {
  std::string list;
  for (std::size_t k = 0; k < std::min<std::size_t>(which.size(), 5); ++k) list += (k == 0 ? "" : ", ") + ids[which[k]];
  if (which.size() > 5) list += fmt::format(" and {} more", which.size() - 5);
  return list;
}

void check_busy(const LocationProblem& problem, const LocationOptions& options, Faults& faults) {
  const auto name = to_string(options.model);
  const auto judge = [&](double busy) {
    faults.option(!(busy >= 0.0 && busy < 1.0), fmt::format("a busy fraction of {} is not between 0 and 1", busy));
    faults.option(is_equity(options.model) && busy == 0.0, fmt::format("{} needs a busy fraction above 0", name),
                  "without it a point is reached for certain or never, and its utility says nothing");
    if (options.model != Model::malp || !(busy >= 0.0 && busy < 1.0) || options.fleet <= 0) return;
    const int needed = vehicles_for_reliability(options.reliability, busy);
    faults.option(needed > options.fleet,
                  fmt::format("a reliability of {} with a busy fraction of {} takes {} vehicles within the radius of a "
                              "point, and there are only {}",
                              options.reliability, busy, needed, options.fleet));
  };
  if (problem.point_busy.empty()) {
    for (const auto& period : problem.periods) judge(period.busy);
  } else {
    auto distinct = problem.point_busy;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (const auto busy : distinct) judge(busy);
    faults.option(distinct.size() > 200, fmt::format("{} different busy fractions of points", distinct.size()),
                  "round them; 200 can be told apart");
    faults.option(options.model == Model::amexclp, "amexclp needs one busy fraction for all points");
  }
}

void check_ranges(const LocationOptions& options, Faults& faults) {
  const auto name = to_string(options.model);
  faults.option(options.model == Model::malp && !(options.reliability > 0.0 && options.reliability < 1.0),
                fmt::format("a reliability of {} is not between 0 and 1", options.reliability));
  faults.option(!(options.share >= 0.0 && options.share <= 1.0),
                fmt::format("a share of {} is not between 0 and 1", options.share));
  faults.option(!(options.aversion >= 0.0), fmt::format("an inequality aversion of {} is below 0", options.aversion));
  faults.option(!(options.sigma >= 0.0), fmt::format("a spread of {} is below 0", options.sigma));
  faults.option(!(options.move_cost >= 0.0), fmt::format("a move cost of {} is below 0", options.move_cost));
  faults.option(!(options.before >= 0.0), fmt::format("a time before driving of {} is below 0", options.before));
  faults.option(options.sigma > 0.0 && options.model != Model::mclp && options.model != Model::mexclp &&
                    options.model != Model::amexclp,
                fmt::format("{} cannot weigh cover with its probability", name),
                "a spread of driving times is for mclp, mexclp and amexclp");
  faults.option(options.model == Model::lscm && options.rule != PeriodRule::same_sites,
                "lscm gives one plan for all periods");
  faults.option(options.model == Model::pcentre && options.rule != PeriodRule::same_sites,
                "pcentre gives one plan for all periods");
}

void check_radius(const LocationProblem& problem, const LocationOptions& options, Faults& faults) {
  if (!needs_radius(options.model)) return;
  faults.option(problem.radius.empty(), fmt::format("{} needs a radius", to_string(options.model)));
  if (problem.radius.empty()) return;
  const auto [least, most] = std::minmax_element(problem.radius.begin(), problem.radius.end());
  faults.option(!(*least >= 0.0), fmt::format("a radius of {} is below 0", *least));
  if (options.model == Model::dsm || options.model == Model::gradual)
    faults.option(options.second_radius < *most,
                  fmt::format("{} needs a second radius that is not below the first ({} < {})",
                              to_string(options.model), options.second_radius, *most));
}

void check_fleet(const LocationProblem& problem, const LocationOptions& options, Faults& faults) {
  const auto what = places_vehicles(options.model) ? "vehicles" : "sites";
  faults.option(options.fleet < 0 || (options.fleet == 0 && options.model != Model::lscm),
                fmt::format("{} needs the number of {} to place, at least 1", to_string(options.model), what),
                "give --sites");
  faults.option(options.stations < 0, fmt::format("{} stations are below 0", options.stations));
  if (problem.sites.empty()) faults.option(true, "there are no candidates");
}

long long room(const LocationProblem& problem, const LocationOptions& options) {
  long long room = 0;
  for (std::size_t s = 0; s < problem.sites.size(); ++s) room += std::max(0, capacity_of(problem, options, s));
  return room;
}

void check_keep(const LocationProblem& problem, const LocationOptions& options, Faults& faults) {
  if (problem.keep.empty()) return;
  int kept = 0;
  int stations = 0;
  for (std::size_t s = 0; s < problem.keep.size(); ++s) {
    kept += problem.keep[s];
    stations += problem.keep[s] > 0 ? 1 : 0;
    const int capacity = capacity_of(problem, options, s);
    if (problem.keep[s] > capacity)
      faults.add(codes::infeasible, capacity <= 0
                                        ? fmt::format("site {} must be kept and must be closed", problem.sites[s])
                                        : fmt::format("site {} must keep {} vehicles and has room for {}",
                                                      problem.sites[s], problem.keep[s], capacity));
  }
  const char* what = places_vehicles(options.model) ? "vehicles" : "sites";
  if (options.fleet > 0 && kept > options.fleet)
    faults.add(codes::infeasible,
               fmt::format("{} {} must be kept, and only {} are allowed", kept, what, options.fleet));
  if (options.stations > 0 && stations > options.stations)
    faults.add(codes::infeasible,
               fmt::format("{} sites must be kept, and only {} stations are allowed", stations, options.stations));
}

void check_room(const LocationProblem& problem, const LocationOptions& options, Faults& faults) {
  int most = options.model == Model::lscm ? 0 : options.fleet;
  for (const auto& period : problem.periods) most = std::max(most, period.fleet);
  const auto all = room(problem, options);
  if (most <= all) return;
  if (places_vehicles(options.model))
    faults.add(codes::infeasible,
               fmt::format("{} vehicles are asked for, and the candidates have room for {}", most, all),
               "allow more vehicles per site, or more candidates");
  else
    faults.add(codes::infeasible, fmt::format("{} sites are asked for, and there are only {} candidates", most, all));
}

}  // namespace

bool everyone_must_be_reached(const LocationProblem& problem, const LocationOptions& options) {
  switch (options.model) {
    case Model::lscm:
    case Model::dsm:
    case Model::pcentre:
    case Model::bernoulli_nash: return true;
    case Model::iso_elastic: return options.aversion >= 1.0;
    case Model::pmedian:
    case Model::artm:
    case Model::ertm:
      return std::any_of(problem.costs.begin(), problem.costs.end(), [](const auto& c) { return !c.complete(); });
    default: return false;
  }
}

std::vector<Index> unreached_points(const LocationProblem& problem, const LocationOptions& options,
                                    std::size_t period) {
  const auto& state = problem.periods[period];
  const bool any_cost = !needs_radius(options.model);
  const bool all_points = options.model == Model::lscm || options.model == Model::pcentre;
  std::vector<char> reached(problem.points.size(), 0);
  for (std::size_t s = 0; s < problem.sites.size(); ++s) {
    if (capacity_of(problem, options, s) <= 0 || (!state.closed.empty() && state.closed[s] != 0)) continue;
    for (const auto& link : problem.costs[state.costs].of_site(s)) {
      const double limit = options.model == Model::dsm ? options.second_radius
                           : any_cost                  ? link.cost
                                                       : problem.radius[link.point];
      if (link.cost <= limit) reached[link.point] = 1;
    }
  }
  std::vector<Index> unreached;
  for (std::size_t i = 0; i < reached.size(); ++i)
    if (reached[i] == 0 && (all_points || state.weight[i] > 0.0)) unreached.push_back(static_cast<Index>(i));
  return unreached;
}

base::Diagnostics check_options(const LocationProblem& problem, const LocationOptions& options) {
  Faults faults;
  check_fleet(problem, options, faults);
  check_radius(problem, options, faults);
  check_ranges(options, faults);
  if (needs_busy(options.model)) check_busy(problem, options, faults);
  return faults.take();
}

base::Diagnostics check_feasible(const LocationProblem& problem, const LocationOptions& options) {
  Faults faults;
  check_keep(problem, options, faults);
  check_room(problem, options, faults);
  if (!everyone_must_be_reached(problem, options)) return faults.take();
  for (std::size_t p = 0; p < problem.periods.size(); ++p) {
    const auto unreached = unreached_points(problem, options, p);
    if (unreached.empty()) continue;
    const auto where = problem.periods.size() > 1 ? fmt::format(" in period {}", problem.periods[p].name) : "";
    faults.add(codes::infeasible,
               fmt::format("{} {} to be reached, and no candidate reaches {}{}: {}", unreached.size(),
                           unreached.size() == 1 ? "point has" : "points have", unreached.size() == 1 ? "it" : "them",
                           where, some_ids(problem.points, unreached)),
               "raise the radius, add candidates, or leave these points out");
  }
  return faults.take();
}

}  // namespace kjede::planning
