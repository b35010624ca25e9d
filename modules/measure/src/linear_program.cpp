#include "linear_program.hpp"

#include <algorithm>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <map>
#include <numeric>
#include <stdexcept>

namespace kjede::measure {
namespace {

class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  int find(int i) {
    while (parent_[static_cast<std::size_t>(i)] != i) {
      auto& parent = parent_[static_cast<std::size_t>(i)];
      parent = parent_[static_cast<std::size_t>(parent)];
      i = parent;
    }
    return i;
  }
  void join(int a, int b) { parent_[static_cast<std::size_t>(find(a))] = find(b); }

 private:
  std::vector<int> parent_;
};

// Counts without an upper bound are held here, far above any count of a register: every objective has an optimum.
constexpr double kCeiling = 1e7;

template <class Visit>
void each_hidden(const CountSystem& system, const Relation& relation, const Visit& visit) {
  if (system.hidden(relation.total)) visit(relation.total, -1.0);
  for (const int part : relation.parts) {
    if (system.hidden(part)) visit(part, 1.0);
  }
}

}  // namespace

std::vector<Component> components(const CountSystem& system) {
  DisjointSets sets(system.counts().size());
  std::vector<int> first_hidden(system.relations().size(), -1);
  for (std::size_t r = 0; r < system.relations().size(); ++r) {
    each_hidden(system, system.relations()[r], [&](int count, double) {
      if (first_hidden[r] < 0)
        first_hidden[r] = count;
      else
        sets.join(count, first_hidden[r]);
    });
  }
  std::map<int, Component> by_root;
  for (std::size_t i = 0; i < system.counts().size(); ++i) {
    if (system.hidden(static_cast<int>(i)))
      by_root[sets.find(static_cast<int>(i))].counts.push_back(static_cast<int>(i));
  }
  for (std::size_t r = 0; r < first_hidden.size(); ++r) {
    if (first_hidden[r] >= 0) by_root[sets.find(first_hidden[r])].relations.push_back(static_cast<int>(r));
  }
  std::vector<Component> found;
  for (auto& [root, component] : by_root) found.push_back(std::move(component));
  return found;
}

struct LinearProgram::Model {
  ClpSimplex simplex;
};

LinearProgram::LinearProgram(const CountSystem& system, const Component& component, const Bounds& bounds)
    : model_(std::make_unique<Model>()) {
  std::map<int, int> column_of;
  for (std::size_t i = 0; i < component.counts.size(); ++i) column_of[component.counts[i]] = static_cast<int>(i);
  CoinPackedMatrix matrix(false, 0, 0);
  matrix.setDimensions(0, static_cast<int>(component.counts.size()));
  matrix.reserve(static_cast<int>(component.relations.size()), static_cast<int>(8 * component.relations.size()));
  std::vector<double> right;
  for (const int r : component.relations) {
    const auto& relation = system.relations()[static_cast<std::size_t>(r)];
    std::vector<int> columns;
    std::vector<double> factors;
    double constant = system.hidden(relation.total)
                          ? 0.0
                          : static_cast<double>(system.counts()[static_cast<std::size_t>(relation.total)].value);
    for (const int part : relation.parts) {
      if (!system.hidden(part)) constant -= static_cast<double>(system.counts()[static_cast<std::size_t>(part)].value);
    }
    each_hidden(system, relation, [&](int count, double factor) {
      columns.push_back(column_of.at(count));
      factors.push_back(factor);
    });
    matrix.appendRow(static_cast<int>(columns.size()), columns.data(), factors.data());
    right.push_back(constant);
  }
  std::vector<double> low;
  std::vector<double> high;
  for (const int count : component.counts) {
    const auto i = static_cast<std::size_t>(count);
    low.push_back(static_cast<double>(bounds.low[i]));
    high.push_back(std::min(kCeiling, static_cast<double>(bounds.high[i])));
  }
  auto& simplex = model_->simplex;
  simplex.setLogLevel(0);
  simplex.loadProblem(matrix, low.data(), high.data(), nullptr, right.data(), right.data());
}

LinearProgram::~LinearProgram() = default;

double LinearProgram::extreme(std::size_t i, int sign) {
  const int column = static_cast<int>(i);
  model_->simplex.setObjectiveCoefficient(column, sign);
  solve();
  model_->simplex.setObjectiveCoefficient(column, 0.0);
  const double value = solution()[column];
  return value >= kCeiling / 2 ? static_cast<double>(kUnbounded) : value;
}

const double* LinearProgram::spread(const std::vector<std::size_t>& chosen, base::Rng& rng) {
  auto& simplex = model_->simplex;
  for (const auto i : chosen) simplex.setObjectiveCoefficient(static_cast<int>(i), rng.chance(0.5) ? 1.0 : -1.0);
  solve();
  for (const auto i : chosen) simplex.setObjectiveCoefficient(static_cast<int>(i), 0.0);
  return solution();
}

void LinearProgram::solve() {
  model_->simplex.primal(0, 7);  // keep the factorisation: only the objective changes
  if (!model_->simplex.isProvenOptimal())
    throw std::logic_error("disclosure control: the published figures contradict each other");
}

const double* LinearProgram::solution() const { return model_->simplex.primalColumnSolution(); }

}  // namespace kjede::measure
