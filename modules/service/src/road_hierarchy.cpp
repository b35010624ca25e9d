#include "road_hierarchy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kjede/road/nested_dissection.hpp"

namespace kjede::service {

road::Hierarchy build_hierarchy(const road::NetworkView& roads) {
  double sum = 0;
  for (const auto& node : roads.nodes) sum += node.lat_degrees();
  const double middle = sum / static_cast<double>(std::max<std::size_t>(roads.nodes.size(), 1));
  const double cosine = std::cos(middle * std::numbers::pi / 180);
  std::vector<road::Point> points;
  points.reserve(roads.nodes.size());
  for (const auto& node : roads.nodes) points.push_back({static_cast<std::int32_t>(node.lon * cosine), node.lat});
  return road::Hierarchy::build(roads.shape, road::nested_dissection_order(roads.shape, points));
}

}  // namespace kjede::service
