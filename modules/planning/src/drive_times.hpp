#pragma once
// Drive times between the places of a service over its roads, under one scenario's weights.

#include <vector>

#include "kjede/planning/situation.hpp"

namespace kjede::planning {

// A place on the roads: the nearest node that belongs to the network's main part, and the way to it.
struct OnRoad {
  road::NodeId node = road::no_id;
  double metres = 0;  // off the road, in a straight line
};

OnRoad nearest_node(const road::NetworkView& roads, double lon, double lat);

// One weight per arc of the mode, the scenario's projects open and its closed roads unreachable. Reports modes,
// projects and classes that the roads do not have.
std::vector<road::Millis> scenario_weights(const road::NetworkView& roads, const std::string& mode,
                                           const Scenario& scenario, const ServiceArea& area,
                                           base::Diagnostics& problems);

// Row by row per origin; unreachable where there is no way.
std::vector<road::Millis> drive_table(const AreaNetwork& network, std::span<const road::Millis> weights,
                                      std::span<const OnRoad> places);

}  // namespace kjede::planning
