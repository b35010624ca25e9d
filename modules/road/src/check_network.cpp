// The promises of a NetworkView, tried one by one: a road file may have been made by anyone.

#include <fmt/format.h>

#include <algorithm>

#include "kjede/road/codes.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

namespace {

base::Unexpected broken(std::string what) {
  return base::fail(codes::bad_network, std::move(what), "make the road file again with `kjede road import`");
}

base::Result<void> check_shape(const Shape& shape) {
  if (shape.first_out.empty()) return broken("the road graph has no list of nodes");
  if (shape.first_out.front() != 0 || shape.first_out.back() != shape.head.size() ||
      !std::is_sorted(shape.first_out.begin(), shape.first_out.end())) {
    return broken("the road graph's arcs are not in order of their nodes");
  }
  const NodeId nodes = shape.node_count();
  for (const NodeId head : shape.head) {
    if (head >= nodes) return broken("an arc leads to a node that does not exist");
  }
  return {};
}

base::Result<void> check_sizes(const NetworkView& r) {
  const std::size_t nodes = r.shape.node_count();
  const std::size_t arcs = r.shape.arc_count();
  const bool ids = r.node_ids.size() == nodes ? r.id_first.empty() : r.id_first.size() == nodes + 1;
  if (r.nodes.size() != nodes || r.node_flags.size() != nodes || !ids) {
    return broken("the columns of the nodes do not have the same length");
  }
  for (const std::size_t size : {r.length.size(), r.road_class.size(), r.speed_limit.size(), r.signals.size(),
                                 r.flags.size(), r.project.size(), r.shape_first.size(), r.shape_count.size()}) {
    if (size != arcs) return broken("the columns of the arcs do not have the same length");
  }
  if (r.modes.empty()) return broken("the roads have no travel times");
  if (!r.open_weights.empty() && r.open_weights.size() != r.modes.size()) {
    return broken("the travel times with projects do not belong to the travel times without");
  }
  return {};
}

base::Result<void> check_weights(const NetworkView& r) {
  auto all = r.open_weights;
  for (const auto& mode : r.modes) all.push_back(mode.weights);
  for (const auto& weights : all) {
    if (weights.size() != r.shape.arc_count()) return broken("a travel mode does not have one time per arc");
    for (const Millis weight : weights) {
      if (weight > unreachable) return broken("a travel time is larger than `unreachable`");
    }
  }
  for (const auto& mode : r.modes) {
    if (!(mode.off_road_speed >= 0 && mode.off_road_speed < 1000)) return broken("an off-road speed is impossible");
  }
  return {};
}

base::Result<void> check_places(const NetworkView& r) {
  const auto on_earth = [](const Location& p) {
    return p.lon >= -1'800'000'000 && p.lon <= 1'800'000'000 && p.lat >= -900'000'000 && p.lat <= 900'000'000;
  };
  if (!std::all_of(r.nodes.begin(), r.nodes.end(), on_earth) ||
      !std::all_of(r.shape_points.begin(), r.shape_points.end(), on_earth)) {
    return broken("a coordinate lies outside the Earth");
  }
  if (!r.id_first.empty() && (r.id_first.front() != 0 || r.id_first.back() != r.id_text.size() ||
                              !std::is_sorted(r.id_first.begin(), r.id_first.end()))) {
    return broken("the names of the nodes are not in order");
  }
  return {};
}

base::Result<void> check_arcs(const NetworkView& r) {
  for (std::size_t a = 0; a < r.shape.arc_count(); ++a) {
    if (static_cast<std::size_t>(r.road_class[a]) >= road_class_count) return broken("an arc has no known road class");
    if (r.project[a] > r.projects.size()) return broken("an arc belongs to a project that does not exist");
    if (std::uint64_t{r.shape_first[a]} + r.shape_count[a] > r.shape_points.size()) {
      return broken("an arc's shape lies outside the list of points");
    }
  }
  for (std::size_t i = 0; i < r.ferries.size(); ++i) {
    const auto& run = r.ferries[i];
    if (run.arc >= r.shape.arc_count() || (i > 0 && run.arc <= r.ferries[i - 1].arc) || run.crossing > unreachable ||
        run.headway > unreachable || run.first >= 1440 || run.last >= 2880) {
      return broken("a ferry does not belong to an arc");
    }
  }
  return {};
}

}  // namespace

base::Result<void> check_network(const NetworkView& roads) {
  KJEDE_TRY(check_shape(roads.shape));
  KJEDE_TRY(check_sizes(roads));
  KJEDE_TRY(check_weights(roads));
  KJEDE_TRY(check_places(roads));
  return check_arcs(roads);
}

}  // namespace kjede::road
