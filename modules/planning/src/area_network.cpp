#include <cmath>

#include "kjede/planning/situation.hpp"
#include "kjede/road/import_csv.hpp"
#include "kjede/road/nested_dissection.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::planning {

base::Result<AreaNetwork> AreaNetwork::of(road::Network network) {
  AreaNetwork result;
  const auto owned = std::make_shared<const road::Network>(std::move(network));
  result.view_ = std::make_shared<const road::NetworkView>(owned->view());
  result.owner_ = owned;
  KJEDE_TRY(result.prepare());
  return result;
}

base::Result<AreaNetwork> AreaNetwork::open(const ServiceArea& area) {
  const auto& from = area.roads;
  if (from.file.empty()) {
    base::NoProgress quiet;
    KJEDE_ASSIGN(auto imported, road::import_csv({from.nodes, from.arcs, from.projects}, {}, {}, quiet));
    return of(std::move(imported.network));
  }
  KJEDE_ASSIGN(auto file, road::RoadFile::open(from.file));
  const auto owned = std::make_shared<const road::RoadFile>(std::move(file));
  AreaNetwork result;
  result.view_ = std::make_shared<const road::NetworkView>(owned->roads());
  result.owner_ = owned;
  KJEDE_TRY(result.prepare());
  return result;
}

// The hierarchy the file carries, or a new one.
base::Result<void> AreaNetwork::prepare() {
  const auto& roads = *view_;
  if (!roads.hierarchy.empty()) {
    KJEDE_ASSIGN(auto kept, road::Hierarchy::load(roads.hierarchy, roads.shape));
    hierarchy_ = std::make_shared<const road::Hierarchy>(std::move(kept));
    return {};
  }
  std::vector<road::Point> points;
  const double shrink = roads.nodes.empty() ? 1 : std::cos(roads.nodes.front().lat_degrees() * 3.14159265358979 / 180);
  for (const auto& node : roads.nodes) points.push_back({static_cast<std::int32_t>(node.lon * shrink), node.lat});
  hierarchy_ = std::make_shared<const road::Hierarchy>(
      road::Hierarchy::build(roads.shape, road::nested_dissection_order(roads.shape, points)));
  return {};
}

}  // namespace kjede::planning
