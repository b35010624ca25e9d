#pragma once
// Maps and changes for the planning report, as Vega-Lite: no tiles, no network; the background is the area's own.
//
//   Figure map = region_map("gain", {.title = "…", .frame = {…}, .points = points}, {.language = Language::nb});

#include <string>
#include <utility>
#include <vector>

#include "kjede/publish/figure.hpp"

namespace kjede::publish {

struct MapPosition {
  double lon = 0, lat = 0;
};
struct MapArea {
  bool water = true;  // else land on top of water
  std::vector<MapPosition> outline = {};
};
enum class MapRoad { main, minor, ferry, project };  // project: opened in this picture
struct MapLine {
  MapRoad kind = MapRoad::minor;
  MapPosition from = {}, to = {};
};
enum class MapSign { station, moved_from, moved_to, hospital };
struct MapSymbol {
  MapSign sign = MapSign::station;
  MapPosition at = {};
  std::string name = {};
};
// A place whose value has changed: the class decides colour and shape, the size how many people.
enum class MapChange { much_better, better, same, worse, much_worse };
struct MapPoint {
  MapPosition at = {};
  std::string name = {};  // shown; empty: no label
  MapChange change = MapChange::same;
  double people = 0;
};
struct RegionMap {
  std::string title = {};
  std::string finding = {};  // for those who cannot see it
  std::vector<MapArea> background = {};
  std::vector<MapLine> roads = {};
  std::vector<MapPoint> points = {};
  std::vector<MapSymbol> symbols = {};
  std::vector<std::string> change_names = {};  // of the five classes, in order
};
// Look.width is the map's; the height follows. The frame is that of roads and symbols.
Figure region_map(std::string id, const RegionMap& map, const Look& look);

// Changes with intervals: one row a group, one mark a series, a line at no change.
struct ChangeRow {
  std::string group = {}, series = {};
  double value = 0;
  std::optional<double> low = {}, high = {};
};
struct ChangePlot {
  std::string title = {};
  std::string finding = {};
  std::string axis = {};                // "Endring i minutter"
  std::string better = {}, worse = {};  // words at the ends of the axis
  bool lower_is_better = true;
  std::vector<ChangeRow> rows = {};
};
Figure change_plot(std::string id, const ChangePlot& plot, const Look& look);

}  // namespace kjede::publish
