#include "drive_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "keys.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/road/time_table.hpp"

namespace kjede::planning {
namespace {

constexpr double metres_per_degree = 111'195;

void open_projects(const road::NetworkView& roads, const Scenario& scenario, base::Diagnostics& problems,
                   std::vector<std::string>& ids) {
  std::vector<std::string> known;
  for (const auto& project : roads.projects) known.push_back(project.id);
  for (const auto& wanted : scenario.open_projects) {
    if (std::find(known.begin(), known.end(), wanted.id) != known.end()) {
      ids.push_back(wanted.id);
    } else {
      problem(problems, codes::scenario_mismatch, wanted.span, fmt::format("the roads have no project '{}'", wanted.id),
              known.empty() ? "none of its arcs is reserved for a project" : advice(wanted.id, known));
    }
  }
}

bool within(const RoadClosing& closed, road::Location a, road::Location b) {
  const double lon = (a.lon_degrees() + b.lon_degrees()) / 2, lat = (a.lat_degrees() + b.lat_degrees()) / 2;
  const auto middle = road::location_of(lon, lat), centre = road::location_of(closed.lon, closed.lat);
  return middle && centre && road::metres_between(*middle, *centre) <= closed.metres;
}

void close_roads(const road::NetworkView& roads, const Scenario& scenario, base::Diagnostics& problems,
                 std::vector<road::Millis>& weights) {
  for (const auto& closed : scenario.close_roads) {
    const auto kind = road::parse_road_class(closed.road_class);
    if (!closed.road_class.empty() && !kind) {
      std::vector<std::string> classes;
      for (const auto one : road::all_road_classes()) classes.emplace_back(road::to_string(one));
      problem(problems, codes::scenario_mismatch, closed.span,
              fmt::format("there is no road class '{}'", closed.road_class), advice(closed.road_class, classes));
      continue;
    }
    std::size_t count = 0;
    for (road::NodeId tail = 0; tail < roads.shape.node_count(); ++tail) {
      for (road::ArcId arc = roads.shape.first_out[tail]; arc < roads.shape.first_out[tail + 1]; ++arc) {
        const bool hit = kind ? roads.road_class[arc] == *kind
                              : within(closed, roads.nodes[tail], roads.nodes[roads.shape.head[arc]]);
        if (!hit) continue;
        weights[arc] = road::unreachable;
        ++count;
      }
    }
    if (count == 0)
      problem(problems, codes::scenario_mismatch, closed.span, "no road is closed by this",
              "a road is hit when its middle lies in the circle; make it larger, or check lon and lat");
  }
}

}  // namespace

OnRoad nearest_node(const road::NetworkView& roads, double lon, double lat) {
  const double shrink = std::cos(lat * 3.14159265358979 / 180);
  OnRoad best{road::no_id, std::numeric_limits<double>::infinity()};
  double least = std::numeric_limits<double>::infinity();
  for (road::NodeId v = 0; v < roads.shape.node_count(); ++v) {
    const auto flags = roads.node_flags[v];
    if ((flags & road::node_main) == 0 || (flags & road::node_no_access) != 0) continue;
    const double x = (roads.nodes[v].lon_degrees() - lon) * shrink, y = roads.nodes[v].lat_degrees() - lat;
    if (const double square = x * x + y * y; square < least) {
      least = square;
      best.node = v;
    }
  }
  best.metres = std::sqrt(least) * metres_per_degree;
  return best;
}

std::vector<road::Millis> scenario_weights(const road::NetworkView& roads, const std::string& mode,
                                           const Scenario& scenario, const ServiceArea& area,
                                           base::Diagnostics& problems) {
  const auto index = roads.mode_index(mode);
  if (!index) {
    std::vector<std::string> modes;
    for (const auto& one : roads.modes) modes.emplace_back(one.name);
    problem(problems, codes::scenario_mismatch, area.roads.span,
            fmt::format("the roads have no drive times '{}'", mode), advice(mode, modes));
    return {};
  }
  std::vector<std::string> ids;
  open_projects(roads, scenario, problems, ids);
  auto weights = road::weights_with(roads, *index, ids);
  if (!weights) {
    problems.insert(problems.end(), weights.error().begin(), weights.error().end());
    return {};
  }
  close_roads(roads, scenario, problems, *weights);
  return std::move(*weights);
}

std::vector<road::Millis> drive_table(const AreaNetwork& network, std::span<const road::Millis> weights,
                                      std::span<const OnRoad> places) {
  std::vector<road::NodeId> nodes;
  for (const auto& place : places) nodes.push_back(place.node);
  const road::Metric metric(network.hierarchy(), weights);
  return road::time_table(road::SearchGraph::from(metric), nodes, nodes);
}

}  // namespace kjede::planning
