#pragma once
// How far one gets in a given time, as areas: from the times of a sweep to polygons.
//
// A place is reached in time T when some point of a road within `reach` metres of it is, and the rest can be covered in
// a straight line at the off-road speed. That time is computed on a grid; the areas are where it is at most T, cut out
// of triangles between the grid's points (marching triangles), so that rings are closed, never cross themselves or each
// other, and an area of a shorter time lies within that of a longer one.
//
//   auto times = sweep_nearest(graph, entries_of(start.out), Direction::from_nodes);
//   auto areas = isochrones(roads, weights, times, {.thresholds = {300'000, 600'000}});

#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

struct IsochroneOptions {
  std::vector<Millis> thresholds = {};
  double off_road_speed = 14.7;  // km/h
  double reach = 200;            // metres beside a road
  double cell = 0;               // metres between the grid's points; 0: as fine as a grid of two million points allows
};

using Ring = std::vector<Location>;  // closed without repeating its first point

struct Polygon {
  Ring outer;               // anticlockwise
  std::vector<Ring> holes;  // clockwise
};

struct Isochrone {
  Millis threshold = 0;
  std::vector<Polygon> polygons;  // largest first
  double square_kilometres = 0;
};

// `times` from the start to every node, by the same weights. One area per threshold, in ascending order. Fails (KJ1142)
// without thresholds, or with one that is 0 or above 12 hours.
base::Result<std::vector<Isochrone>> isochrones(const NetworkView& roads, std::span<const Millis> weights,
                                                std::span<const Millis> times, const IsochroneOptions& options);

// A FeatureCollection (RFC 7946), largest first, with seconds, minutes, km2 and the roads' source and licence.
std::string isochrones_geojson(const NetworkView& roads, std::span<const Isochrone> areas);

// The roads that are reached within `limit`, each once, with the seconds at which its nearer end is.
std::string reached_roads_geojson(const NetworkView& roads, std::span<const Millis> weights,
                                  std::span<const Millis> times, Millis limit);

}  // namespace kjede::road
