#include "linear_program.hpp"

#include <algorithm>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <map>
#include <stdexcept>

namespace kjede::measure {
namespace {

// Counts without an upper bound are held here, far above any count of a register: every objective has an optimum.
constexpr double kCeiling = 1e7;
constexpr char kNowhere = 0;  // else a ClpSimplex::Status + 1

double ceiled(std::int64_t high) { return std::min(kCeiling, static_cast<double>(high)); }

}  // namespace

struct LinearProgram::Model {
  ClpSimplex simplex;
};

LinearProgram::LinearProgram(const AttackerView& view, const Component& component, const std::vector<int>& wanted,
                             Standing& standing)
    : view_(view), standing_(standing), equations_(component.equations), model_(std::make_unique<Model>()) {
  standing_.unknowns.resize(view.unknowns().size(), kNowhere);
  standing_.equations.resize(view.equations().size(), kNowhere);
  model_->simplex.setLogLevel(0);
  add_columns(component, wanted);
  add_rows(component);
  start();
}

LinearProgram::~LinearProgram() { leave(); }

void LinearProgram::add_columns(const Component& component, const std::vector<int>& wanted) {
  column_of_.assign(view_.unknowns().size(), -1);
  for (const int u : component.unknowns) {
    const bool slack = view_.unknown(u).equations.size() == 1 && !std::binary_search(wanted.begin(), wanted.end(), u);
    if (slack) continue;
    column_of_[static_cast<std::size_t>(u)] = static_cast<int>(unknowns_.size());
    unknowns_.push_back(u);
  }
}

void LinearProgram::add_rows(const Component& component) {
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> columns;
  std::vector<double> factors, lower, upper;
  for (const int e : component.equations) {
    std::map<int, double> row;
    double least = static_cast<double>(view_.equation(e).rest), most = least;
    for (const auto& [u, sign] : view_.equation(e).members) {
      if (!view_.unknown(u).hidden()) continue;
      if (const int column = column_of_[static_cast<std::size_t>(u)]; column >= 0) {
        row[column] += sign;
        continue;
      }
      const auto low = static_cast<double>(view_.low(u)), high = ceiled(view_.high(u));
      least -= sign > 0 ? high : -low;
      most -= sign > 0 ? low : -high;
    }
    for (const auto& [column, factor] : row) {
      columns.push_back(column);
      factors.push_back(factor);
    }
    starts.push_back(static_cast<CoinBigIndex>(columns.size()));
    lower.push_back(least);
    upper.push_back(most);
  }
  std::vector<double> low, high;
  for (const int u : unknowns_) {
    low.push_back(static_cast<double>(view_.low(u)));
    high.push_back(ceiled(view_.high(u)));
  }
  const CoinPackedMatrix matrix(false, static_cast<int>(low.size()), static_cast<int>(lower.size()),
                                static_cast<CoinBigIndex>(columns.size()), factors.data(), columns.data(),
                                starts.data(), nullptr);
  model_->simplex.loadProblem(matrix, low.data(), high.data(), nullptr, lower.data(), upper.data());
}

// What was not there the last time: unknowns at their least, equations to be met.
void LinearProgram::start() {
  auto& simplex = model_->simplex;
  for (std::size_t c = 0; c < unknowns_.size(); ++c) {
    const char at = standing_.unknowns[static_cast<std::size_t>(unknowns_[c])];
    simplex.setColumnStatus(static_cast<int>(c),
                            at == kNowhere ? ClpSimplex::atLowerBound : static_cast<ClpSimplex::Status>(at - 1));
  }
  for (std::size_t r = 0; r < equations_.size(); ++r) {
    const char at = standing_.equations[static_cast<std::size_t>(equations_[r])];
    simplex.setRowStatus(static_cast<int>(r),
                         at == kNowhere ? ClpSimplex::basic : static_cast<ClpSimplex::Status>(at - 1));
  }
}

void LinearProgram::leave() {
  const auto& simplex = model_->simplex;
  for (std::size_t c = 0; c < unknowns_.size(); ++c)
    standing_.unknowns[static_cast<std::size_t>(unknowns_[c])] =
        static_cast<char>(simplex.getColumnStatus(static_cast<int>(c)) + 1);
  for (std::size_t r = 0; r < equations_.size(); ++r)
    standing_.equations[static_cast<std::size_t>(equations_[r])] =
        static_cast<char>(simplex.getRowStatus(static_cast<int>(r)) + 1);
}

void LinearProgram::extreme(int unknown, int sign) {
  const int column = column_of_[static_cast<std::size_t>(unknown)];
  model_->simplex.setObjectiveCoefficient(column, sign);
  solve();
  model_->simplex.setObjectiveCoefficient(column, 0.0);
}

void LinearProgram::spread(const std::vector<int>& chosen, base::Rng& rng) {
  auto& simplex = model_->simplex;
  for (const int u : chosen)
    simplex.setObjectiveCoefficient(column_of_[static_cast<std::size_t>(u)], rng.chance(0.5) ? 1.0 : -1.0);
  solve();
  for (const int u : chosen) simplex.setObjectiveCoefficient(column_of_[static_cast<std::size_t>(u)], 0.0);
}

void LinearProgram::solve() {
  model_->simplex.primal(0, 7);  // keep the factorisation: only the objective changes
  if (!model_->simplex.isProvenOptimal())
    throw std::logic_error("disclosure control: the published figures contradict each other");
}

void LinearProgram::each_value(const std::function<void(int unknown, double value)>& visit) const {
  const double* solution = model_->simplex.primalColumnSolution();
  for (std::size_t c = 0; c < unknowns_.size(); ++c) visit(unknowns_[c], solution[c]);
}

}  // namespace kjede::measure
