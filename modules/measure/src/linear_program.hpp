#pragma once
// The hidden counts of a system as a linear program (COIN-OR Clp), one per connected part.

#include <cstdint>
#include <memory>
#include <vector>

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
  // Some solution at the rim, another for each seed: cheap evidence of how far counts can move.
  const double* some_extreme(std::uint64_t seed);
  // Values of all counts of the component in the last solution.
  const double* solution() const;

 private:
  void solve();

  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace kjede::measure
