#pragma once
// A small random fleet and coverage for property tests.

#include <vector>

#include "kjede/base/rng.hpp"
#include "kjede/dispatch/coverage.hpp"

namespace kjede::dispatch {

struct RandomFleet {
  static constexpr std::uint32_t stations = 4, zones = 7, places = stations + zones;

  explicit RandomFleet(std::uint64_t seed) : rng(seed) {
    for (std::uint32_t i = 0; i < stations * zones; ++i) times.push_back(static_cast<Millis>(rng.below(1'000)));
    for (std::uint32_t z = 0; z < zones; ++z) {
      limits.push_back(500);
      demand.push_back(static_cast<double>(rng.below(5)));
    }
    for (std::uint32_t p = 0; p < places; ++p)
      to_scene.push_back(rng.chance(0.1) ? road::unreachable : static_cast<Millis>(rng.below(900'000)));
    const auto count = 1 + rng.below(6);
    for (std::uint64_t u = 0; u < count; ++u) units.push_back(unit());
    request.priority = static_cast<Priority>(rng.below(3));
    request.kinds = rng.chance(0.3) ? 2 : 1;
  }

  Unit unit() {
    Unit unit;
    unit.status = static_cast<UnitStatus>(rng.below(8));
    unit.mission = static_cast<Priority>(rng.below(3));
    unit.kinds = static_cast<std::uint32_t>(1 + rng.below(3));
    unit.station = static_cast<std::uint32_t>(rng.below(stations));
    unit.home = static_cast<std::uint32_t>(rng.below(stations));
    const bool moving = unit.status == UnitStatus::returning || unit.status == UnitStatus::to_scene;
    unit.place = moving ? static_cast<std::uint32_t>(rng.below(places)) : unit.station;
    unit.until_place = moving ? static_cast<Millis>(rng.below(100'000)) : 0;
    unit.turnout = moving ? 0 : 60'000;
    return unit;
  }

  Coverage coverage() const { return Coverage::build(times, limits, demand); }

  base::Rng rng;
  std::vector<Millis> times, limits, to_scene;
  std::vector<double> demand;
  std::vector<Unit> units;
  Request request;
};

// Σ d (1 − q^k), straight from the definition, for units standing at these stations.
inline double expected_by_definition(const RandomFleet& fleet, const std::vector<std::uint32_t>& stations, double q) {
  double sum = 0;
  for (std::uint32_t z = 0; z < RandomFleet::zones; ++z) {
    double none_free = 1;
    for (const auto s : stations)
      if (fleet.times[s * RandomFleet::zones + z] <= fleet.limits[z]) none_free *= q;
    sum += fleet.demand[z] * (1 - none_free);
  }
  return sum;
}

}  // namespace kjede::dispatch
