#include "kjede/road/point_query.hpp"

#include <algorithm>
#include <array>

#include "climbs.hpp"

namespace kjede::road {

std::unique_ptr<PointQuery::Climb> PointQuery::climb_on(const SearchGraph& graph) {
  if (graph.has_tree()) {
    return std::make_unique<TreeClimb>(graph);
  }
  return std::make_unique<WitnessClimb>(graph);
}

PointQuery::PointQuery(const SearchGraph& graph) : climb_(climb_on(graph)), graph_(&graph) {}
PointQuery::~PointQuery() = default;
PointQuery::PointQuery(PointQuery&&) noexcept = default;
PointQuery& PointQuery::operator=(PointQuery&&) noexcept = default;

Millis PointQuery::time(NodeId from, NodeId to) { return climb_->run(graph_->rank[from], graph_->rank[to]); }

Route PointQuery::route(NodeId from, NodeId to) {
  Route route;
  const std::uint32_t source = graph_->rank[from];
  const std::uint32_t target = graph_->rank[to];
  std::vector<std::uint32_t> ranks;  // the corners of the way in the hierarchy
  route.time = climb_->run_with_corners(source, target, ranks);
  for (std::size_t i = 1; i < ranks.size(); ++i) {
    unpack(*graph_, ranks[i - 1], ranks[i], route.arcs);
  }
  return route;
}

}  // namespace kjede::road
