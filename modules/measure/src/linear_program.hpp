#pragma once
// The hidden counts of a system as a linear program (COIN-OR Clp), one per connected part.

#include <memory>
#include <vector>

#include "kjede/base/rng.hpp"
#include "propagate.hpp"

namespace kjede::measure {

// Hidden counts that hang together through relations, and those relations.
struct Component {
  std::vector<int> counts;
  std::vector<int> relations;
};
std::vector<Component> components(const CountSystem& system);

class LinearProgram {
 public:
  LinearProgram(const CountSystem& system, const Component& component, const Bounds& bounds);
  ~LinearProgram();
  // The smallest (sign +1) or largest (sign −1) value of the component's i-th count; kUnbounded if there is none.
  double extreme(std::size_t i, int sign);
  // A solution that pushes the chosen counts (indices into the component) apart at random: cheap evidence of how far
  // they can move.
  const double* spread(const std::vector<std::size_t>& chosen, base::Rng& rng);
  // Values of all counts of the component in the last solution.
  const double* solution() const;

 private:
  void solve();

  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace kjede::measure
