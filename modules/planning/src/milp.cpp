#include "milp.hpp"

#include <coin/Cbc_C_Interface.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace kjede::planning {

int Milp::add_column(double lower, double upper, double objective, bool integer) {
  lower_.push_back(lower);
  upper_.push_back(upper);
  objective_.push_back(objective);
  integer_.push_back(integer ? 1 : 0);
  return columns() - 1;
}

int Milp::add_row(double lower, double upper, std::vector<std::pair<int, double>> entries) {
  row_lower_.push_back(lower);
  row_upper_.push_back(upper);
  for (const auto& [column, value] : entries) {
    entry_column_.push_back(column);
    entry_value_.push_back(value);
  }
  row_start_.push_back(static_cast<int>(entry_column_.size()));
  return static_cast<int>(row_lower_.size()) - 1;
}

// CBC minimises, and takes the matrix by columns.
class CbcSolver {
 public:
  explicit CbcSolver(const Milp& milp) : milp_(milp), model_(Cbc_newModel(), Cbc_deleteModel) {
    Cbc_setLogLevel(model_.get(), 0);
    Cbc_setParameter(model_.get(), "log", "0");
    Cbc_setParameter(model_.get(), "slog", "0");
    load();
  }

  void set_limits(double seconds) {
    Cbc_setParameter(model_.get(), "sec", fmt::format("{}", seconds).c_str());
    Cbc_setParameter(model_.get(), "ratio", "0");
    Cbc_setParameter(model_.get(), "allow", "1e-9");
  }

  void set_start(std::span<const double> values) {
    std::vector<int> columns;
    for (int c = 0; c < milp_.columns(); ++c) columns.push_back(c);
    Cbc_setMIPStartI(model_.get(), static_cast<int>(columns.size()), columns.data(), values.data());
  }

  MilpSolution solve() {
    Cbc_solve(model_.get());
    MilpSolution solution;
    if (Cbc_isProvenInfeasible(model_.get()) != 0) {
      solution.state = MilpSolution::State::infeasible;
      return solution;
    }
    solution.bound = -Cbc_getBestPossibleObjValue(model_.get());
    const double* best = Cbc_bestSolution(model_.get());
    if (best == nullptr && Cbc_isProvenOptimal(model_.get()) != 0) best = Cbc_getColSolution(model_.get());
    if (best == nullptr) return solution;
    solution.values.assign(best, best + milp_.columns());
    const bool proven = Cbc_isProvenOptimal(model_.get()) != 0;
    solution.state = proven ? MilpSolution::State::optimal : MilpSolution::State::feasible;
    for (int c = 0; c < milp_.columns(); ++c)
      solution.objective += milp_.objective_[static_cast<std::size_t>(c)] * best[c];
    if (proven) solution.bound = solution.objective;
    return solution;
  }

 private:
  void load() {
    const auto rows = static_cast<int>(milp_.row_lower_.size());
    std::vector<CoinBigIndex> start(milp_.lower_.size() + 1, 0);
    for (const auto column : milp_.entry_column_) ++start[static_cast<std::size_t>(column) + 1];
    for (std::size_t c = 0; c < milp_.lower_.size(); ++c) start[c + 1] += start[c];
    std::vector<int> row_of(milp_.entry_column_.size());
    std::vector<double> value(milp_.entry_column_.size());
    auto next = start;
    for (int r = 0; r < rows; ++r)
      for (int e = milp_.row_start_[static_cast<std::size_t>(r)]; e < milp_.row_start_[static_cast<std::size_t>(r) + 1];
           ++e) {
        const auto entry = static_cast<std::size_t>(e);
        const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(milp_.entry_column_[entry])]++);
        row_of[at] = r;
        value[at] = milp_.entry_value_[entry];
      }
    std::vector<double> cost(milp_.objective_);
    for (auto& c : cost) c = -c;
    const auto finite = [](std::vector<double> bounds) {
      for (auto& b : bounds) b = std::clamp(b, -1e30, 1e30);
      return bounds;
    };
    Cbc_loadProblem(model_.get(), milp_.columns(), rows, start.data(), row_of.data(), value.data(),
                    finite(milp_.lower_).data(), finite(milp_.upper_).data(), cost.data(),
                    finite(milp_.row_lower_).data(), finite(milp_.row_upper_).data());
    for (int c = 0; c < milp_.columns(); ++c)
      if (milp_.integer_[static_cast<std::size_t>(c)] != 0) Cbc_setInteger(model_.get(), c);
  }

  const Milp& milp_;
  std::unique_ptr<Cbc_Model, void (*)(Cbc_Model*)> model_;
};

MilpSolution solve_milp(const Milp& milp, double seconds, std::span<const double> start) {
  CbcSolver solver(milp);
  solver.set_limits(seconds);
  if (!start.empty()) solver.set_start(start);
  return solver.solve();
}

}  // namespace kjede::planning
