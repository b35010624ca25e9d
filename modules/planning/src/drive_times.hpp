#pragma once
// How the roads are driven in a scenario: weights by time of day, and the tables between the places of a service.

#include <array>
#include <vector>

#include "kjede/planning/situation.hpp"
#include "kjede/road/snap.hpp"

namespace kjede::planning {

// One weight per arc, with lights and siren and as other traffic (empty: the same).
struct DriveWeights {
  std::vector<road::Millis> lights, normal;
};

struct DriveDay {
  std::vector<DriveWeights> sets;               // one per time class in use, that of most hours first
  std::vector<road::TimeClass> classes;         // of the sets; empty where times are the same at all hours
  std::array<std::uint8_t, 168> set_of_hour{};  // of the week, from Monday 00
  std::span<const road::Millis> today;          // of the roads as they are: places stand beside these in every scenario
  double off_road_lights = 0, off_road_normal = 0;  // km/h between a road and a scene
};

// The scenario's projects open and its closed roads unreachable; in winter the area's winter times, else the speed
// model's winter factor on top of the hour's. Reports modes, projects and classes that the roads do not have.
DriveDay drive_day(const road::NetworkView& roads, const Scenario& scenario, const ServiceArea& area,
                   base::Diagnostics& problems);

sim::TravelSet travel_set(const AreaNetwork& network, const DriveWeights& weights,
                          std::span<const road::Snapped> places);

}  // namespace kjede::planning
