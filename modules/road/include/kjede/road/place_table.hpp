#pragma once
// Times and road distances between places, from each to each: what a simulation drives by.
//
// Both ends climb the elimination tree once; a pair meets at the best of their common ancestors, as in a point query.
// The distance is carried beside the time, over shortcuts whose length was summed once from below.
//
//   const PlaceTable table = place_table(roads, graph, weights, places);
//   Millis drive = table.times[from * places.size() + to];

#include <cstdint>
#include <span>
#include <vector>

#include "kjede/road/network.hpp"
#include "kjede/road/search_graph.hpp"
#include "kjede/road/snap.hpp"

namespace kjede::road {

struct PlaceTable {
  std::vector<Millis> times;          // row by row per origin; unreachable where there is no way
  std::vector<std::uint32_t> metres;  // along that way; a ferry is not driven, and where there is no way it is 0
};

// `graph` is of `weights`, one per arc, and has an elimination tree. Where a place lies on its road is taken from
// `places`, which may have been snapped with other weights; the way beside the road counts neither in times nor metres.
PlaceTable place_table(const NetworkView& roads, const SearchGraph& graph, std::span<const Millis> weights,
                       std::span<const Snapped> places);

}  // namespace kjede::road
