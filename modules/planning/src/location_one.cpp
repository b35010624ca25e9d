// One plan for one program: heuristic and bound, or the exact model with the heuristic beside it.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "location_bound.hpp"
#include "location_exact.hpp"
#include "location_search.hpp"
#include "location_solve.hpp"

namespace kjede::planning {
namespace {

bool whole(double x) { return std::floor(x) == x; }

bool all_whole(const std::vector<double>& list) { return std::all_of(list.begin(), list.end(), whole); }

constexpr double wide_gap = 0.002;  // above it a small model is worth its linear relaxation

double nearest_proof(double value) { return 1e-9 * std::max(1.0, std::abs(value)); }

// The largest number of points one site covers, taken again and again: the start of every covering heuristic.
int greedy_cover(const Program& program) {
  Program wide = program;
  wide.fleet = 0;
  for (const auto upper : program.upper) wide.fleet += upper;
  LocationSearch search(wide);
  search.build_until_feasible();
  return std::accumulate(search.vehicles().begin(), search.vehicles().end(), 0);
}

}  // namespace

std::vector<std::size_t> all_periods(const LocationProblem& problem) {
  std::vector<std::size_t> periods(problem.periods.size());
  std::iota(periods.begin(), periods.end(), std::size_t{0});
  return periods;
}

double whole_bound(const Program& program, double bound) {
  for (const auto& term : program.terms) {
    if (term.hard()) continue;
    if (!all_whole(term.weight) || !all_whole(term.by_point.value)) return bound;
    for (const auto& gains : term.gains)
      if (!all_whole(gains)) return bound;
  }
  return std::floor(bound + 1e-6 * std::max(1.0, std::abs(bound)));
}

Found solve_one(const Program& program, const LocationOptions& options) {
  LocationSearch search(program);
  search.build();
  search.improve(options.rounds / 4, 0.3 * options.work);
  Found found;
  double value = search.score().value;
  bool feasible = search.feasible();
  double bound = whole_bound(program, upper_bound(program, feasible ? value : 0.0, search.vehicles()));
  if (!options.exact && feasible && bound - value > wide_gap * std::abs(value))
    bound = std::min(bound, whole_bound(program, relaxed_bound(program)));
  if (!options.exact && (!feasible || value < bound - nearest_proof(value))) {
    search.improve(options.rounds, 0.7 * options.work, bound);
    value = search.score().value;
    feasible = search.feasible();
  }
  auto vehicles = search.vehicles();
  if (options.exact && !(feasible && value >= bound - nearest_proof(value))) {
    const auto exact = solve_exactly({&program, 1}, {.seconds = options.seconds});
    found.impossible = exact.state == MilpSolution::State::infeasible;
    bound = std::min(bound, whole_bound(program, exact.bound));
    if (!exact.vehicles.empty() && (!feasible || exact.value > value)) {
      vehicles = exact.vehicles.front();
      LocationSearch check(program);
      check.start_from(vehicles);
      value = check.score().value;
      feasible = check.feasible();
    }
  }
  found.bound = program.natural(std::max(bound, value));
  if (!feasible) return found;
  found.vehicles = {vehicles};
  found.value = program.natural(value);
  found.proven = bound <= value + nearest_proof(value);
  return found;
}

Found solve_fewest(const Program& program, const LocationOptions& options) {
  Found found;
  Program trial = program;
  trial.fleet = greedy_cover(program);
  LocationSearch first(trial);
  first.build();
  first.improve(0, options.work);
  if (!first.feasible()) {
    found.impossible = true;
    return found;
  }
  std::vector<int> best = first.vehicles();
  double bound = std::ceil(fewest_vehicles(program, trial.fleet) - 1e-6);
  while (trial.fleet > bound) {
    --trial.fleet;
    LocationSearch search(trial);
    search.build();
    search.improve(options.rounds / 2, options.work, 0.0);
    if (!search.feasible()) break;
    best = search.vehicles();
  }
  int needed = std::accumulate(best.begin(), best.end(), 0);
  if (options.exact && needed > bound) {
    Program free = program;
    free.fleet = 0;
    const auto exact = solve_exactly({&free, 1}, {.fewest_vehicles = true, .seconds = options.seconds});
    if (!exact.vehicles.empty() && -exact.value < needed - 0.5) best = exact.vehicles.front();
    needed = std::accumulate(best.begin(), best.end(), 0);
    bound = std::max(bound, std::ceil(-exact.bound - 1e-6));
  }
  found.vehicles = {best};
  found.value = needed;
  found.bound = std::min<double>(bound, needed);
  found.proven = needed <= bound;
  found.impossible = program.fleet > 0 && needed > program.fleet;
  return found;
}

}  // namespace kjede::planning
