#pragma once
// A mixed-integer program and its solution by CBC. Maximised. Nothing is printed.

#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace kjede::planning {

class Milp {
 public:
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  int add_column(double lower, double upper, double objective, bool integer);
  int add_row(double lower, double upper, std::vector<std::pair<int, double>> entries);
  void relax() { integer_.assign(integer_.size(), 0); }  // fractions everywhere: the linear relaxation
  std::size_t entries() const { return entry_column_.size(); }
  int columns() const { return static_cast<int>(lower_.size()); }

 private:
  friend class CbcSolver;
  std::vector<double> lower_, upper_, objective_;
  std::vector<char> integer_;
  std::vector<double> row_lower_, row_upper_;
  std::vector<int> row_start_{0};
  std::vector<int> entry_column_;
  std::vector<double> entry_value_;
};

struct MilpSolution {
  enum class State { optimal, feasible, infeasible, nothing_found };  // nothing_found: stopped too early
  State state = State::nothing_found;
  double objective = 0.0;
  double bound = Milp::infinity;
  std::vector<double> values;
};

// `start`: values of a known solution (empty: none). `seconds`: the solver's time limit.
MilpSolution solve_milp(const Milp& milp, double seconds, std::span<const double> start = {});

}  // namespace kjede::planning
