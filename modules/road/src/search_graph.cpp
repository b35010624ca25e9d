#include "kjede/road/search_graph.hpp"

#include <algorithm>

#include "triangles.hpp"

namespace kjede::road {
namespace {

// Makes the edges of x as short as the fastest path, from the top down: over an upper neighbour of x, whose edge with
// the other is already that short. An edge that gets shorter is on no fastest path that needs it.
std::vector<Millis> tightened(const Metric& metric) {
  std::vector<Millis> slots(metric.slots().begin(), metric.slots().end());
  triangles_downwards(metric.hierarchy(), [slot = slots.data()](std::uint32_t xy, std::uint32_t xz, std::uint32_t yz) {
    const Millis y_to_z = slot[2 * yz];
    const Millis z_to_y = slot[2 * yz + 1];
    const Millis x_to_y = std::min(slot[2 * xy], slot[2 * xz] + z_to_y);
    const Millis y_to_x = std::min(slot[2 * xy + 1], y_to_z + slot[2 * xz + 1]);
    slot[2 * xy] = x_to_y;
    slot[2 * xy + 1] = y_to_x;
    slot[2 * xz] = std::min(slot[2 * xz], x_to_y + y_to_z);
    slot[2 * xz + 1] = std::min(slot[2 * xz + 1], z_to_y + y_to_x);
  });
  return slots;
}

// Over which arc or lower rank each slot goes. Every slot with a weight has one.
std::vector<std::uint32_t> vias_of(const Metric& metric) {
  const Hierarchy& hierarchy = metric.hierarchy();
  const Millis* slot = metric.slots().data();
  std::vector<std::uint32_t> via(metric.slots().size(), no_id);
  triangles_upwards(hierarchy, [&](std::uint32_t xy, std::uint32_t xz, std::uint32_t yz) {
    if (slot[2 * yz] == slot[2 * xy + 1] + slot[2 * xz]) {
      via[2 * yz] = hierarchy.up_tail[xy];
    }
    if (slot[2 * yz + 1] == slot[2 * xz + 1] + slot[2 * xy]) {
      via[2 * yz + 1] = hierarchy.up_tail[xy];
    }
  });
  for (const ArcId arc : hierarchy.arc_by_slot) {
    const std::uint32_t at = hierarchy.slot_of_arc[arc];
    if (at != no_id && metric.weight_of_arc(arc) == slot[at]) {
      via[at] = HalfGraph::direct | arc;
    }
  }
  return via;
}

void grow_tree(SearchGraph& graph, const Hierarchy& hierarchy) {
  graph.parent.resize(graph.size());
  graph.depth.resize(graph.size());
  for (std::uint32_t r = graph.size(); r-- > 0;) {
    graph.parent[r] = hierarchy.parent(r);
    graph.depth[r] = graph.parent[r] == no_id ? 0 : graph.depth[graph.parent[r]] + 1;
    graph.height = std::max(graph.height, graph.depth[r] + 1);
  }
}

// The slots of both directions whose weight is that of a fastest path.
void keep(SearchGraph& graph, const Metric& metric, std::span<const Millis> tight) {
  const Hierarchy& hierarchy = metric.hierarchy();
  const auto via = vias_of(metric);
  for (HalfGraph* half : {&graph.up, &graph.down}) {
    half->first.reserve(hierarchy.node_count() + 1);
    half->first.push_back(0);
    half->arcs.reserve(hierarchy.edge_count());
    half->via.reserve(hierarchy.edge_count());
  }
  const auto keep_slot = [&](HalfGraph& half, std::uint32_t slot, std::uint32_t depth) {
    if (tight[slot] == metric.slots()[slot] && tight[slot] < unreachable) {
      half.arcs.push_back({depth, tight[slot]});
      half.via.push_back(via[slot]);
    }
  };
  for (std::uint32_t r = 0; r < hierarchy.node_count(); ++r) {
    for (std::uint32_t edge = hierarchy.up_first[r]; edge < hierarchy.up_first[r + 1]; ++edge) {
      const std::uint32_t depth = graph.depth[hierarchy.up_head[edge]];
      keep_slot(graph.up, 2 * edge, depth);
      keep_slot(graph.down, 2 * edge + 1, depth);
    }
    graph.up.first.push_back(static_cast<std::uint32_t>(graph.up.arcs.size()));
    graph.down.first.push_back(static_cast<std::uint32_t>(graph.down.arcs.size()));
  }
}

std::uint32_t via_of(const SearchGraph& graph, const HalfGraph& half, std::uint32_t at, std::uint32_t upper) {
  const std::uint32_t head = graph.has_tree() ? graph.depth[upper] : upper;
  std::uint32_t arc = half.first[at];
  while (half.arcs[arc].head != head) {
    ++arc;
  }
  return half.via[arc];
}

}  // namespace

SearchGraph SearchGraph::from(const Metric& metric) {
  const Hierarchy& hierarchy = metric.hierarchy();
  SearchGraph graph;
  graph.order.assign(hierarchy.order.begin(), hierarchy.order.end());
  graph.rank.assign(hierarchy.rank.begin(), hierarchy.rank.end());
  grow_tree(graph, hierarchy);
  keep(graph, metric, tightened(metric));
  return graph;
}

void unpack(const SearchGraph& graph, std::uint32_t from, std::uint32_t to, std::vector<ArcId>& route) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open = {{from, to}};
  while (!open.empty()) {
    const auto [tail, head] = open.back();
    open.pop_back();
    const std::uint32_t via = tail < head ? via_of(graph, graph.up, tail, head) : via_of(graph, graph.down, head, tail);
    if (via & HalfGraph::direct) {
      route.push_back(via & ~HalfGraph::direct);
    } else {
      open.emplace_back(via, head);
      open.emplace_back(tail, via);
    }
  }
}

}  // namespace kjede::road
