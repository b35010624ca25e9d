#pragma once
// What the tags of an OpenStreetMap way mean to an ambulance. Knows nothing of files: tags come through a lookup.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "kjede/road/network.hpp"

namespace kjede::road {

// The value of a key; empty when the way has no such tag.
using TagLookup = std::function<std::string_view(const char* key)>;

enum class OsmProject : std::uint8_t { none, construction, proposed };

enum class WayUse : std::uint8_t {
  no_road,     // not for cars at all: footways, buildings, areas
  closed,      // a road that is closed to emergency vehicles too
  reversible,  // a lane whose direction changes by the hour
  usable,
};

struct OsmWay {
  WayUse use = WayUse::no_road;
  RoadClass road_class = RoadClass::other;
  OsmProject project = OsmProject::none;
  bool forward = true, backward = true;
  std::uint16_t flags = 0;         // ferry, roundabout, restricted; oneway follows from the directions
  std::uint8_t limit_forward = 0;  // km/h; 0: not said
  std::uint8_t limit_backward = 0;
  bool unreadable_limit = false;  // a maxspeed that cannot be read
  // Ferries.
  double crossing = 0;  // seconds; 0: not said
  double headway = 0;
  int first = -1, last = -1;  // minutes of the day
  bool cars_not_said = false;
};

OsmWay read_way(const TagLookup& tags);

// True if a node with these tags (a bollard, a locked gate) stops an ambulance.
bool stops_vehicles(const TagLookup& tags);

}  // namespace kjede::road
