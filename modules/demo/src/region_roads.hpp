#pragma once
// The region's roads as a graph: links between places with bends every kilometre, a grid of streets in each place.

#include <string_view>
#include <vector>

#include "region_water.hpp"

namespace kjede::demo::region {

struct RoadNode {
  Point at;
  std::size_t place = 0;  // whose streets, or the nearer end of the link
  bool in_place = false;  // a street corner of the settlement
  bool farms = false;     // a road along which people live
  RoadClass kind = RoadClass::residential;
};

// One of two directions; both take the same time.
struct Road {
  std::size_t from, to;
  RoadClass kind;
  Terrain terrain;
  double metres;
  std::string_view project;
};

struct Roads {
  std::vector<RoadNode> nodes;
  std::vector<Road> roads;
  std::vector<std::size_t> centre;  // node of each place
};

Roads lay_roads(const Waters& waters, base::Rng rng);

// Seconds with blue lights or without, on a bare or a winter road. A ferry includes the mean wait.
struct DriveTimes {
  double acute, ordinary, acute_winter, ordinary_winter;
};
DriveTimes drive_times(const Road& road);

// Radius of a settlement, kilometres.
double radius_of(const Place& place);

}  // namespace kjede::demo::region
