#include <cmath>

#include "linear_program.hpp"

namespace kjede::measure {
namespace {

constexpr double kTolerance = 1e-6;

Interval exact_interval(LinearProgram& program, std::size_t i) {
  Interval interval;
  interval.low = static_cast<std::int64_t>(std::ceil(program.extreme(i, +1) - kTolerance));
  const double high = program.extreme(i, -1);
  interval.high =
      high >= static_cast<double>(kUnbounded) ? -1 : static_cast<std::int64_t>(std::floor(high + kTolerance));
  return interval;
}

}  // namespace

std::vector<Interval> feasible_intervals(const CountSystem& system) {
  std::vector<Interval> intervals;
  for (const auto& count : system.counts()) intervals.push_back({count.value, count.value});
  const auto bounds = propagate(system);
  for (const auto& component : components(system)) {
    LinearProgram program(system, component, bounds);
    for (std::size_t i = 0; i < component.counts.size(); ++i) {
      const auto id = static_cast<std::size_t>(component.counts[i]);
      if (system.counts()[id].care != Care::none) intervals[id] = exact_interval(program, i);
    }
  }
  return intervals;
}

}  // namespace kjede::measure
