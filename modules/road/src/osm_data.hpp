#pragma once
// What is kept of an OpenStreetMap file: ways that are roads, their nodes' places, and counts of what was passed over.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "osm_way.hpp"

namespace kjede::road {

struct OsmRoad {
  OsmWay way;
  std::uint32_t first = 0;  // in OsmData::refs
  std::uint32_t count = 0;
};

struct OsmNode {
  Location where{};
  bool known = false;  // in the file
  bool signals = false;
  bool barrier = false;
};

struct OsmData {
  std::vector<OsmRoad> roads;
  std::vector<std::uint32_t> refs;     // of ways, positions in node_ids
  std::vector<std::int64_t> node_ids;  // ascending
  std::vector<OsmNode> nodes;          // per node id
  std::uint64_t ways = 0, closed = 0, reversible = 0, turn_restrictions = 0, unreadable_limits = 0;
  std::map<std::string, std::uint64_t, std::less<>> countries;  // how many limits name them
};

}  // namespace kjede::road
