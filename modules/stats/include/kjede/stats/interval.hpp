#pragma once
// A closed interval, usually of confidence. Functions that may have no interval return an empty optional:
// missing is never written as 0.
//
//   if (auto ci = stats::wilson(235, 359)) fmt::print("{:.1f}–{:.1f}", 100 * ci->low, 100 * ci->high);

#include <optional>

namespace kjede::stats {

struct Interval {
  double low = 0;
  double high = 0;

  bool contains(double value) const { return low <= value && value <= high; }
  Interval scaled(double factor) const { return {low * factor, high * factor}; }
  bool operator==(const Interval&) const = default;
};

}  // namespace kjede::stats
