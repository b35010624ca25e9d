#pragma once
// The parts solve_location is made of. Values are those of programs (maximised); plans are vehicles at each site.

#include "location_program.hpp"

namespace kjede::planning {

struct Found {
  std::vector<std::vector<int>> vehicles;  // one plan, or one per period; empty: none
  std::vector<double> regrets;             // regret rule: of each period
  double value = 0.0;                      // natural
  double bound = 0.0;                      // natural
  bool proven = false;
  bool impossible = false;  // no plan meets the constraints
};

Found solve_one(const Program& program, const LocationOptions& options);
Found solve_fewest(const Program& program, const LocationOptions& options);
Found solve_centre(const LocationProblem& problem, const LocationOptions& options);
Found solve_own_sites(const LocationProblem& problem, const LocationOptions& options);
Found solve_regret(const LocationProblem& problem, const LocationOptions& options);

// The bound lowered to a whole number when every plan's value is one.
double whole_bound(const Program& program, double bound);
std::vector<std::size_t> all_periods(const LocationProblem& problem);

}  // namespace kjede::planning
