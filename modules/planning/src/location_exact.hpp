#pragma once
// A program as a mixed-integer model: vehicles per site, cover per point and rank, hard terms as rows.

#include <optional>

#include "location_program.hpp"
#include "milp.hpp"

namespace kjede::planning {

struct ExactPlan {
  MilpSolution::State state = MilpSolution::State::nothing_found;
  double value = 0.0;  // sum of the soft terms; regret: minus the largest regret; fewest vehicles: minus their number
  double bound = 0.0;
  std::vector<std::vector<int>> vehicles;  // by program
};

struct ExactRules {
  bool fewest_vehicles = false;
  double move_cost = 0.0;  // between the plans of consecutive programs
  double seconds = 60.0;
};

// One program, or one for each period when the plans may differ.
ExactPlan solve_exactly(std::span<const Program> programs, const ExactRules& rules);

// The bound of the linear relaxation; infinite when the model is too large for it to be quick.
double relaxed_bound(const Program& program);

}  // namespace kjede::planning
