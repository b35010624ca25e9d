// What the planner's map shows, and areas reached in time.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "kjede/road/dijkstra.hpp"
#include "kjede/road/isochrone.hpp"
#include "kjede/road/snap.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/plan_room.hpp"

namespace kjede::service {
namespace {

using text::Json;

Json feature(Json geometry, Json properties) {
  return {{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", std::move(properties)}};
}

Json collection() { return {{"type", "FeatureCollection"}, {"schema_version", 1}, {"features", Json::array()}}; }

double rounded(double degrees) { return std::round(degrees * 1e5) / 1e5; }  // a metre

// Each road once, from its lower node.
std::string roads_layer(const road::NetworkView& roads) {
  auto json = collection();
  for (road::NodeId tail = 0; tail < roads.shape.node_count(); ++tail) {
    for (auto arc = roads.shape.first_out[tail]; arc < roads.shape.first_out[tail + 1]; ++arc) {
      const bool oneway = (roads.flags[arc] & road::arc_oneway) != 0;
      if (!oneway && tail >= roads.shape.head[arc]) continue;
      Json line = Json::array();
      for (const auto& point : road::arc_line(roads, tail, arc))
        line.push_back({rounded(point.lon_degrees()), rounded(point.lat_degrees())});
      const auto project = roads.project[arc];
      json["features"].push_back(
          feature({{"type", "LineString"}, {"coordinates", std::move(line)}},
                  {{"class", road::to_string(roads.road_class[arc])},
                   {"main", roads.road_class[arc] <= road::RoadClass::tertiary_link},
                   {"ferry", (roads.flags[arc] & road::arc_ferry) != 0},
                   {"project", project == 0 ? Json(nullptr) : Json(roads.projects[project - 1].id)}}));
    }
  }
  return text::to_text(json, -1);
}

std::string places_layer(const planning::ServiceArea& area) {
  auto json = collection();
  for (const auto& zone : area.zones) {
    const double people = zone.people.empty() ? 0.0 : zone.people.front().population;
    json["features"].push_back(feature({{"type", "Point"}, {"coordinates", {rounded(zone.lon), rounded(zone.lat)}}},
                                       {{"id", zone.id},
                                        {"name", zone.place},
                                        {"municipality", zone.municipality},
                                        {"urban", zone.urban},
                                        {"population", people}}));
  }
  return text::to_text(json, -1);
}

}  // namespace

std::optional<std::string> PlanRoom::layer(const std::string& name) const {
  if (name == "roads") return roads_layer(roads_.roads());
  if (name == "places") return places_layer(area_);
  if (name != "background") return std::nullopt;
  std::ifstream file(area_.background, std::ios::binary);
  if (area_.background.empty() || !file) return text::to_text(collection(), -1);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

base::Result<std::string> PlanRoom::isochrone(double lon, double lat, const std::vector<double>& minutes) const {
  const auto& roads = roads_.roads();
  const auto mode = roads.mode_index(area_.roads.lights).value_or(0);
  const auto weights = roads.modes[mode].weights;
  const auto speed = roads.modes[mode].off_road_speed > 0 ? roads.modes[mode].off_road_speed : 14.7;
  road::SnapOptions snapping;
  snapping.off_road_speed = speed;
  snapping.limit = planning::most_metres_off_road;
  const road::Snapper snapper(roads, weights, snapping);
  const auto point = road::location_of(lon, lat);
  const auto place = point ? snapper.snap(*point) : std::nullopt;
  if (!place)
    return base::fail(codes::bad_choice, "there is no road near the point",
                      "choose a point within two kilometres of one");
  std::vector<road::Millis> times(roads.shape.node_count(), road::unreachable);
  for (const auto& access : place->out) {
    const auto tree = road::dijkstra(roads.shape, weights, access.node);
    for (std::size_t v = 0; v < times.size(); ++v) {
      if (tree.time[v] < road::unreachable - access.time) times[v] = std::min(times[v], tree.time[v] + access.time);
    }
  }
  road::IsochroneOptions options;
  options.off_road_speed = speed;
  for (const double m : minutes)
    options.thresholds.push_back(m > 0 && m <= 720 ? static_cast<road::Millis>(std::lround(m * 60'000)) : 0);
  KJEDE_ASSIGN(const auto areas, road::isochrones(roads, weights, times, options));
  return road::isochrones_geojson(roads, areas);
}

}  // namespace kjede::service
