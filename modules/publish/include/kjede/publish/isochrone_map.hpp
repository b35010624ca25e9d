#pragma once
// Areas reached in given times, on the roads they come from, as Vega-Lite: no tiles, no network.
//
//   Figure map = isochrone_map("iso", {.title = "…", .levels = {{"5 min", polygons}}, .lines = roads}, look);

#include <string>
#include <vector>

#include "kjede/publish/figure.hpp"

namespace kjede::publish {

struct GeoPoint {
  double lon = 0, lat = 0;
};
using GeoLine = std::vector<GeoPoint>;
using GeoPolygon = std::vector<GeoLine>;  // the outline, then its holes

struct MapLevel {
  std::string name = {};  // "5 min"
  std::vector<GeoPolygon> polygons = {};
};
struct MapRoads {
  bool main = false;  // drawn stronger
  std::vector<GeoLine> lines = {};
};
struct IsochroneMap {
  std::string title = {};
  std::string finding = {};           // for those who cannot see it
  std::vector<MapLevel> levels = {};  // nearest first; each lies within the next
  std::vector<MapRoads> roads = {};
  std::vector<GeoPoint> starts = {};
  std::string start_name = {};  // what the marks are: "station"
  std::string note = {};        // source and licence, under the map
};

// Look.width is the map's; the height follows. The frame is that of the widest level and the starts.
Figure isochrone_map(std::string id, const IsochroneMap& map, const Look& look);

}  // namespace kjede::publish
