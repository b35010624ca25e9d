#include "kjede/road/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kjede/road/codes.hpp"

namespace kjede::road {

namespace {

constexpr double earth_radius = 6'371'008.8;  // metres, IUGG mean
constexpr double radians = std::numbers::pi / 180;

}  // namespace

std::optional<Location> location_of(double lon, double lat) {
  if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return std::nullopt;
  return Location{static_cast<std::int32_t>(std::lround(lon * degree_scale)),
                  static_cast<std::int32_t>(std::lround(lat * degree_scale))};
}

double metres_between(Location a, Location b) {
  const double lat_a = a.lat_degrees() * radians;
  const double lat_b = b.lat_degrees() * radians;
  const double sin_lat = std::sin((lat_b - lat_a) / 2);
  const double sin_lon = std::sin((b.lon_degrees() - a.lon_degrees()) * radians / 2);
  const double h = sin_lat * sin_lat + std::cos(lat_a) * std::cos(lat_b) * sin_lon * sin_lon;
  return 2 * earth_radius * std::asin(std::sqrt(std::min(1.0, h)));
}

std::string NetworkView::node_name(NodeId node) const {
  if (!node_ids.empty()) return std::to_string(node_ids[node]);
  return std::string(id_text.substr(id_first[node], id_first[node + 1] - id_first[node]));
}

const FerryRun* NetworkView::ferry_of(ArcId arc) const {
  const auto at = std::lower_bound(ferries.begin(), ferries.end(), arc,
                                   [](const FerryRun& run, ArcId wanted) { return run.arc < wanted; });
  return at != ferries.end() && at->arc == arc ? &*at : nullptr;
}

std::optional<std::size_t> NetworkView::mode_index(std::string_view name) const {
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (modes[i].name == name) return i;
  }
  return std::nullopt;
}

std::vector<NodeId> arc_tails(const Shape& shape) {
  std::vector<NodeId> tails(shape.arc_count());
  for (NodeId v = 0; v < shape.node_count(); ++v) {
    std::fill(tails.begin() + shape.first_out[v], tails.begin() + shape.first_out[v + 1], v);
  }
  return tails;
}

std::vector<Location> arc_line(const NetworkView& roads, NodeId tail, ArcId arc) {
  std::vector<Location> line;
  const auto points = roads.shape_points.subspan(roads.shape_first[arc], roads.shape_count[arc]);
  line.reserve(points.size() + 2);
  line.push_back(roads.nodes[tail]);
  if ((roads.flags[arc] & arc_shape_reversed) != 0) {
    line.insert(line.end(), points.rbegin(), points.rend());
  } else {
    line.insert(line.end(), points.begin(), points.end());
  }
  line.push_back(roads.nodes[roads.shape.head[arc]]);
  return line;
}

NetworkView Network::view() const {
  NetworkView v;
  v.shape = {first_out, head};
  v.nodes = nodes;
  v.node_ids = node_ids;
  v.id_first = id_first;
  v.id_text = id_text;
  v.node_flags = node_flags;
  v.length = length;
  v.road_class = road_class;
  v.speed_limit = speed_limit;
  v.signals = signals;
  v.flags = flags;
  v.project = project;
  v.shape_first = shape_first;
  v.shape_count = shape_count;
  v.shape_points = shape_points;
  for (const auto& mode : modes) v.modes.push_back({mode.name, mode.off_road_speed, mode.weights});
  for (const auto& weights : open_weights) v.open_weights.emplace_back(weights);
  v.projects = projects;
  v.ferries = ferries;
  v.hierarchy = hierarchy;
  v.texts = texts;
  return v;
}

base::Result<std::vector<bool>> open_projects(const NetworkView& roads, std::span<const std::string> project_ids) {
  std::vector<bool> open(roads.projects.size(), false);
  std::vector<std::string> known;
  for (const auto& project : roads.projects) known.push_back(project.id);
  base::Diagnostics problems;
  for (const auto& id : project_ids) {
    const auto at = std::find(known.begin(), known.end(), id);
    if (at != known.end()) {
      open[static_cast<std::size_t>(at - known.begin())] = true;
      continue;
    }
    const auto near = base::nearest(id, known);
    problems.push_back(base::fail(codes::unknown_project, fmt::format("the roads have no project '{}'", id),
                                  near.empty() ? std::string("`kjede road check` lists the projects")
                                               : fmt::format("did you mean '{}'?", near))
                           .diagnostics.front());
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return open;
}

base::Result<std::vector<Millis>> weights_with(const NetworkView& roads, std::size_t mode,
                                               std::span<const std::string> project_ids) {
  KJEDE_ASSIGN(const auto open, open_projects(roads, project_ids));
  const auto& closed = roads.modes[mode].weights;
  std::vector<Millis> weights(closed.begin(), closed.end());
  if (roads.open_weights.empty()) return weights;
  for (std::size_t a = 0; a < weights.size(); ++a) {
    if (roads.project[a] != 0 && open[roads.project[a] - 1]) weights[a] = roads.open_weights[mode][a];
  }
  return weights;
}

std::vector<std::string> opened_by(const NetworkView& roads, std::string_view date) {
  std::vector<std::string> ids;
  for (const auto& project : roads.projects) {
    if (!project.opens.empty() && project.opens <= date) ids.push_back(project.id);
  }
  return ids;
}

}  // namespace kjede::road
