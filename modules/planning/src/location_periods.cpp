// Several periods: a plan for each with a cost of moving, or one plan that is nowhere far from the best.

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "location_bound.hpp"
#include "location_exact.hpp"
#include "location_search.hpp"
#include "location_solve.hpp"

namespace kjede::planning {
namespace {

std::vector<Program> program_of_each(const LocationProblem& problem, const LocationOptions& options, bool shared) {
  std::vector<Program> programs;
  for (std::size_t p = 0; p < problem.periods.size(); ++p) {
    const std::vector<std::size_t> alone{p};
    programs.push_back(compile_location(problem, options, alone, shared));
  }
  return programs;
}

// Plans for each period, improved one at a time against their neighbours until none moves.
class OwnSites {
 public:
  OwnSites(const std::vector<Program>& programs, const LocationOptions& options)
      : programs_(programs), options_(options) {}

  void alone() {
    std::vector<std::vector<int>> plans;
    for (const auto& program : programs_) {
      LocationSearch search(program);
      search.build();
      search.improve(options_.rounds, options_.work);
      plans.push_back(search.vehicles());
    }
    for (const auto& plan : plans) {  // each period's own best, also for the others
      std::vector<std::vector<int>> same(programs_.size(), plan);
      if (fits(same)) settle(same);
    }
    settle(plans);
  }

  bool found() const { return !best_.empty(); }
  double value() const { return value_; }
  const std::vector<std::vector<int>>& plans() const { return best_; }

  double value_of(const std::vector<std::vector<int>>& plans) const {
    double sum = 0.0;
    for (std::size_t p = 0; p < programs_.size(); ++p) {
      LocationSearch search(programs_[p]);
      search.start_from(plans[p]);
      if (!search.feasible()) return -std::numeric_limits<double>::infinity();
      sum += search.score().value;
      if (p > 0) sum -= options_.move_cost * placed_anew(plans[p - 1], plans[p]);
    }
    return sum;
  }

  void offer(const std::vector<std::vector<int>>& plans) {
    const double value = value_of(plans);
    if (std::isinf(value) || (found() && value <= value_)) return;
    value_ = value;
    best_ = plans;
  }

 private:
  bool fits(const std::vector<std::vector<int>>& plans) const {
    for (std::size_t p = 0; p < plans.size(); ++p)
      if (std::accumulate(plans[p].begin(), plans[p].end(), 0) != programs_[p].fleet) return false;
    return true;
  }

  void settle(std::vector<std::vector<int>> plans) {
    for (int sweep = 0; sweep < 10; ++sweep) {
      const auto before = plans;
      for (std::size_t p = 0; p < plans.size(); ++p) plans[p] = against_neighbours(plans, p);
      if (plans == before) break;
    }
    offer(plans);
  }

  std::vector<int> against_neighbours(const std::vector<std::vector<int>>& plans, std::size_t p) const {
    std::vector<Neighbour> neighbours;
    if (p > 0) neighbours.push_back({plans[p - 1], options_.move_cost, true});
    if (p + 1 < plans.size()) neighbours.push_back({plans[p + 1], options_.move_cost, false});
    LocationSearch search(programs_[p], neighbours);
    search.start_from(plans[p]);
    search.improve(options_.rounds / 2, 0.3 * options_.work);
    return search.vehicles();
  }

  const std::vector<Program>& programs_;
  const LocationOptions& options_;
  std::vector<std::vector<int>> best_;
  double value_ = 0.0;
};

double natural_of(const std::vector<Program>& programs, double value) {
  double offset = 0.0;
  for (const auto& program : programs) offset += program.offset;
  return offset + programs.front().sign * value;
}

// Least worst regret is at least the regret of any mixture of periods; the mixture leans towards the worst-off.
double regret_bound(const Program& program, double worst, std::span<const int> vehicles) {
  const auto periods = program.reference.size();
  std::vector<double> mixture(periods, 1.0 / static_cast<double>(periods));
  double best = 0.0;
  for (int step = 0; step < 6; ++step) {
    Program mixed = program;
    mixed.reference.clear();
    double best_of_each = 0.0;
    for (std::size_t p = 0; p < periods; ++p) best_of_each += mixture[p] * program.reference[p];
    for (auto& term : mixed.terms)
      if (!term.hard())
        for (auto& gains : term.gains)
          for (auto& gain : gains) gain *= mixture[term.period];
    LocationSearch search(mixed);
    search.start_from(vehicles);
    search.improve(2, 1e8);
    best = std::max(best, best_of_each - upper_bound(mixed, search.score().value, search.vehicles(), 300));
    if (best >= worst) break;
    LocationSearch regrets(program);
    regrets.start_from(search.vehicles());
    const auto values = regrets.period_values();
    double sum = 0.0;
    for (std::size_t p = 0; p < periods; ++p) {
      mixture[p] *= std::exp((program.reference[p] - values[p]) / std::max(worst, 1e-9));
      sum += mixture[p];
    }
    for (auto& m : mixture) m /= sum;
  }
  return best;
}

}  // namespace

Found solve_own_sites(const LocationProblem& problem, const LocationOptions& options) {
  const auto programs = program_of_each(problem, options, true);
  OwnSites search(programs, options);
  search.alone();
  Found found;
  double bound = 0.0;
  for (const auto& program : programs) {
    LocationSearch alone(program);
    alone.build();
    alone.improve(options.rounds / 4, 0.3 * options.work);
    bound += upper_bound(program, alone.feasible() ? alone.score().value : 0.0, alone.vehicles());
  }
  if (options.exact) {
    const auto exact = solve_exactly(programs, {.move_cost = options.move_cost, .seconds = options.seconds});
    found.impossible = exact.state == MilpSolution::State::infeasible;
    bound = std::min(bound, exact.bound);
    if (!exact.vehicles.empty()) search.offer(exact.vehicles);
  }
  if (!search.found()) return found;
  found.vehicles = search.plans();
  found.value = natural_of(programs, search.value());
  found.bound = natural_of(programs, std::max(bound, search.value()));
  found.proven = bound <= search.value() + 1e-9 * std::max(1.0, std::abs(search.value()));
  return found;
}

Found solve_regret(const LocationProblem& problem, const LocationOptions& options) {
  const auto periods = all_periods(problem);
  Program program = compile_location(problem, options, periods, false);
  for (const auto& alone : program_of_each(problem, options, false)) {
    const auto best = solve_one(alone, options);
    Found none;
    none.impossible = best.impossible;
    if (best.vehicles.empty()) return none;
    program.reference.push_back(alone.sign * (best.value - alone.offset));
  }
  LocationSearch search(program);
  search.build();
  search.improve(options.rounds, options.work);
  Found found;
  double worst = -search.score().value;
  auto vehicles = search.vehicles();
  bool feasible = search.feasible();
  double bound = 0.0;
  if (options.exact) {
    const auto exact = solve_exactly({&program, 1}, {.seconds = options.seconds});
    found.impossible = exact.state == MilpSolution::State::infeasible;
    bound = std::max(0.0, -exact.bound);
    if (!exact.vehicles.empty() && (!feasible || -exact.value < worst)) {
      vehicles = exact.vehicles.front();
      search.start_from(vehicles);
      worst = -search.score().value;
      feasible = search.feasible();
    }
  } else if (feasible) {
    bound = regret_bound(program, worst, vehicles);
  }
  if (!feasible) return found;
  found.vehicles = {vehicles};
  search.start_from(vehicles);
  found.regrets = search.period_values();
  for (std::size_t p = 0; p < found.regrets.size(); ++p)
    found.regrets[p] = std::max(0.0, program.reference[p] - found.regrets[p]);
  found.value = worst;
  found.bound = std::min(bound, worst);
  found.proven = worst - bound <= 1e-9 * std::max(1.0, worst);
  return found;
}

}  // namespace kjede::planning
