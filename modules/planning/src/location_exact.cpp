#include "location_exact.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::planning {
namespace {

using Row = std::vector<std::pair<int, double>>;

// The columns and rows of one program.
class Block {
 public:
  Block(const Program& program, Milp& milp, const ExactRules& rules) : program_(program), milp_(milp) {
    add_sites(rules.fewest_vehicles);
    if (program.regret()) worst_ = milp.add_column(-Milp::infinity, Milp::infinity, -1.0, false);
    std::vector<Row> periods(program.reference.size());
    for (const auto& term : program.terms) {
      const Row value = add_term(term);
      if (term.hard())
        milp.add_row(term.target - 1e-7 * std::max(1.0, term.target), Milp::infinity, value);
      else if (program.regret())
        periods[term.period].insert(periods[term.period].end(), value.begin(), value.end());
    }
    for (std::size_t p = 0; p < periods.size(); ++p) {
      periods[p].emplace_back(worst_, 1.0);
      milp.add_row(program.reference[p], Milp::infinity, periods[p]);
    }
  }

  int site(std::size_t s) const { return sites_[s]; }

  std::vector<int> vehicles(const std::vector<double>& values) const {
    std::vector<int> vehicles;
    for (const auto column : sites_)
      vehicles.push_back(column < 0 ? 0 : static_cast<int>(std::lround(values[static_cast<std::size_t>(column)])));
    return vehicles;
  }

 private:
  void add_sites(bool fewest) {
    Row fleet;
    for (std::size_t s = 0; s < program_.sites; ++s) {
      const bool used = program_.upper[s] > 0;
      sites_.push_back(used ? milp_.add_column(program_.lower[s], program_.upper[s], fewest ? -1.0 : 0.0, true) : -1);
      if (used) fleet.emplace_back(sites_.back(), 1.0);
    }
    milp_.add_row(fewest ? 0.0 : program_.fleet, fewest && program_.fleet == 0 ? Milp::infinity : program_.fleet,
                  fleet);
    if (program_.stations >= static_cast<int>(fleet.size())) return;
    Row open;
    for (std::size_t s = 0; s < program_.sites; ++s) {
      if (sites_[s] < 0) continue;
      const int is_open = milp_.add_column(0.0, 1.0, 0.0, true);
      milp_.add_row(-Milp::infinity, 0.0, {{sites_[s], 1.0}, {is_open, -static_cast<double>(program_.upper[s])}});
      open.emplace_back(is_open, 1.0);
    }
    milp_.add_row(0.0, program_.stations, open);
  }

  // Adds the term's columns; gives its value as a row. Only soft terms outside the regret rule earn in the objective.
  Row add_term(const Term& term) {
    earns_ = !term.hard() && !program_.regret();
    Row value;
    const bool concave = term.concave();
    for (std::size_t i = 0; i < term.weight.size(); ++i) {
      if (term.by_point.of(i).empty()) continue;
      if (!term.unit())
        add_ranks(term, i, value);
      else if (concave)
        add_cover(term, i, value);
      else
        add_chain(term, i, value);
    }
    return value;
  }

  int earning_column(double worth, bool integer, Row& value) {
    const int column = milp_.add_column(0.0, 1.0, earns_ ? worth : 0.0, integer);
    if (worth != 0.0) value.emplace_back(column, worth);
    return column;
  }

  // Ranks a point can have: as many as its sites can hold.
  std::size_t depth(const Term& term, std::size_t i) const {
    std::size_t vehicles = 0;
    for (const auto s : term.by_point.of(i)) vehicles += static_cast<std::size_t>(program_.upper[s]);
    return std::min({vehicles, term.gains_of(i).size(), static_cast<std::size_t>(std::max(program_.fleet, 1))});
  }

  Row minus_vehicles(const Term& term, std::size_t i) const {
    Row row;
    for (const auto s : term.by_point.of(i)) row.emplace_back(sites_[s], -1.0);
    return row;
  }

  // Gains fall, so the best ranks are taken first without being told.
  void add_cover(const Term& term, std::size_t i, Row& value) {
    Row link = minus_vehicles(term, i);
    for (std::size_t k = 0; k < depth(term, i); ++k)
      link.emplace_back(earning_column(term.weight[i] * term.gains_of(i)[k], false, value), 1.0);
    milp_.add_row(-Milp::infinity, 0.0, link);
  }

  // Gains that come late (twice covered, b times covered): each rank needs the one before.
  void add_chain(const Term& term, std::size_t i, Row& value) {
    if (depth(term, i) < term.gains_of(i).size()) return;  // can never be reached
    Row link = minus_vehicles(term, i);
    int before = -1;
    for (const auto gain : term.gains_of(i)) {
      const int column = earning_column(term.weight[i] * gain, true, value);
      link.emplace_back(column, 1.0);
      if (before >= 0) milp_.add_row(-Milp::infinity, 0.0, {{column, 1.0}, {before, -1.0}});
      before = column;
    }
    milp_.add_row(-Milp::infinity, 0.0, link);
  }

  // Which vehicle serves the point at which rank.
  void add_ranks(const Term& term, std::size_t i, Row& value) {
    const auto sites = term.by_point.of(i);
    const auto values = term.by_point.values(i);
    const auto ranks = depth(term, i);
    std::vector<Row> by_site(sites.size());
    for (std::size_t k = 0; k < ranks; ++k) {
      Row rank;
      for (std::size_t j = 0; j < sites.size(); ++j) {
        const int column = earning_column(term.weight[i] * term.gains_of(i)[k] * values[j], false, value);
        rank.emplace_back(column, 1.0);
        by_site[j].emplace_back(column, 1.0);
      }
      milp_.add_row(-Milp::infinity, 1.0, rank);
    }
    for (std::size_t j = 0; j < sites.size(); ++j) {
      by_site[j].emplace_back(sites_[sites[j]], -1.0);
      milp_.add_row(-Milp::infinity, 0.0, by_site[j]);
    }
  }

  const Program& program_;
  Milp& milp_;
  std::vector<int> sites_;
  int worst_ = -1;
  bool earns_ = true;
};

void add_moves(Milp& milp, const Block& earlier, const Block& later, std::size_t sites, double cost) {
  for (std::size_t s = 0; s < sites; ++s) {
    if (later.site(s) < 0) continue;
    const int moved = milp.add_column(0.0, Milp::infinity, -cost, false);
    Row row{{later.site(s), 1.0}, {moved, -1.0}};
    if (earlier.site(s) >= 0) row.emplace_back(earlier.site(s), -1.0);
    milp.add_row(-Milp::infinity, 0.0, row);
  }
}

constexpr std::size_t quick_pairs = 60'000;     // of vehicles' sites and points
constexpr std::size_t quick_entries = 200'000;  // of the matrix

std::size_t pairs_of(const Program& program) {
  std::size_t pairs = 0;
  for (const auto& term : program.terms) pairs += term.by_point.member.size();
  return pairs;
}

}  // namespace

double relaxed_bound(const Program& program) {
  if (pairs_of(program) > quick_pairs) return Milp::infinity;
  Milp milp;
  const Block block(program, milp, {});
  if (milp.entries() > quick_entries) return Milp::infinity;
  milp.relax();
  const auto solution = solve_milp(milp, 1e6);
  const double slack = 1e-7 * std::max(1.0, std::abs(solution.objective));  // the solver's own tolerance
  return solution.state == MilpSolution::State::optimal ? solution.objective + slack : Milp::infinity;
}

ExactPlan solve_exactly(std::span<const Program> programs, const ExactRules& rules) {
  Milp milp;
  std::vector<Block> blocks;
  blocks.reserve(programs.size());
  for (const auto& program : programs) blocks.emplace_back(program, milp, rules);
  for (std::size_t p = 1; p < blocks.size(); ++p)
    add_moves(milp, blocks[p - 1], blocks[p], programs[p].sites, rules.move_cost);
  const auto solution = solve_milp(milp, rules.seconds);
  ExactPlan plan;
  plan.state = solution.state;
  plan.value = solution.objective;
  plan.bound = solution.bound;
  if (solution.values.empty()) return plan;
  for (const auto& block : blocks) plan.vehicles.push_back(block.vehicles(solution.values));
  return plan;
}

}  // namespace kjede::planning
