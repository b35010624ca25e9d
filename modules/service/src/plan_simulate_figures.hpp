#pragma once
// The figures of a simulated policy, each once, for table and JSON alike.

#include <algorithm>
#include <string>
#include <vector>

#include "kjede/service/plan_simulate.hpp"

namespace kjede::service {

enum class SimulatedUnit { seconds, share, number };

struct SimulatedFigure {
  std::string id;  // of the JSON
  std::string nb, en;
  SimulatedUnit unit;
  sim::Figure figure;
};

// Of one priority: mean, median, P90, share within the target.
std::vector<SimulatedFigure> response_figures(std::size_t priority);
// Of the service: busy fraction, kilometres a day, ordered moves a shift, share of calls that waited.
std::vector<SimulatedFigure> service_figures(int days);

// The figure with its interval, kept to what the figure can be: nothing here is negative, a share is at most 1.
sim::Estimate estimate_of(const sim::Run& run, const SimulatedFigure& figure);

inline constexpr std::array<const char*, sim::priority_count> priority_ids = {"acute", "urgent", "planned"};

}  // namespace kjede::service
