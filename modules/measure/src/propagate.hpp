#pragma once
// Bounds on hidden counts by propagation through the relations: fast, never narrower than the exact intervals.

#include <vector>

#include "kjede/measure/count_system.hpp"

namespace kjede::measure {

inline constexpr std::int64_t kUnbounded = std::int64_t{1} << 52;  // exact in a double

struct Bounds {
  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;  // kUnbounded: none
};

// To a fixpoint, starting from what is shown.
Bounds propagate(const CountSystem& system);

}  // namespace kjede::measure
