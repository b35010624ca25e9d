#pragma once
// Centre line and control limits of one part of a chart.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "subgroups.hpp"

namespace kjede::stats {

// Σy/Σn of the baseline as integers, so that a point on the line is recognised exactly.
struct ExactRatio {
  std::int64_t y = 0;
  std::int64_t n = 0;
};

// One entry per subgroup of the part; NaN where there is none.
struct ControlLimits {
  std::vector<double> value;
  double centre = missing;
  std::optional<ExactRatio> exact_centre;
  std::vector<double> lower, upper, lower95, upper95;
};

// base[i]: subgroup i defines centre and spread.
ControlLimits control_limits(std::span<const Subgroup> groups, const std::vector<bool>& base, const SpcOptions& options,
                             bool categorical);

}  // namespace kjede::stats
