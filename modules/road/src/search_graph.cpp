#include "kjede/road/search_graph.hpp"

#include <algorithm>

#include "subtrees.hpp"
#include "triangles.hpp"

namespace kjede::road {
namespace {

// Makes the edges of x as short as the fastest path, from the top down: over an upper neighbour z of x, whose edge with
// y is already that short. An edge that gets shorter is on no fastest path that needs it.
void tighten(const Hierarchy& hierarchy, Millis* slots, std::uint32_t x) {
  for (std::uint32_t xy = hierarchy.up_first[x]; xy < hierarchy.up_first[x + 1]; ++xy) {
    Millis x_to_y = slots[2 * xy];
    Millis y_to_x = slots[2 * xy + 1];
    each_triangle(hierarchy, xy, [&](std::uint32_t xz, std::uint32_t yz) {
      const Millis y_to_z = slots[2 * yz];
      const Millis z_to_y = slots[2 * yz + 1];
      Millis& x_to_z = slots[2 * xz];
      Millis& z_to_x = slots[2 * xz + 1];
      x_to_y = std::min(x_to_y, x_to_z + z_to_y);
      y_to_x = std::min(y_to_x, y_to_z + z_to_x);
      x_to_z = std::min(x_to_z, x_to_y + y_to_z);
      z_to_x = std::min(z_to_x, z_to_y + y_to_x);
    });
    slots[2 * xy] = x_to_y;
    slots[2 * xy + 1] = y_to_x;
  }
}

std::vector<Millis> tightened(const Metric& metric, unsigned threads) {
  const Hierarchy& hierarchy = metric.hierarchy();
  std::vector<Millis> slots(metric.slots().begin(), metric.slots().end());
  if (threads <= 1) {
    for (std::uint32_t x = hierarchy.node_count(); x-- > 0;) {
      tighten(hierarchy, slots.data(), x);
    }
    return slots;
  }
  const Subtrees subtrees = divide(hierarchy, threads);
  for (auto x = subtrees.rest.rbegin(); x != subtrees.rest.rend(); ++x) {
    tighten(hierarchy, slots.data(), *x);
  }
  in_parallel(subtrees.ranges.size(), threads, [&](std::size_t i) {
    for (std::uint32_t x = subtrees.ranges[i].end; x-- > subtrees.ranges[i].begin;) {
      tighten(hierarchy, slots.data(), x);
    }
  });
  return slots;
}

// Over which arc or lower rank each slot goes. Every slot with a weight has one.
class Vias {
 public:
  explicit Vias(const Metric& metric)
      : hierarchy_(metric.hierarchy()), slots_(metric.slots()), via_(slots_.size(), no_id) {
    for (const ArcId arc : hierarchy_.arc_by_slot) {
      const std::uint32_t slot = hierarchy_.slot_of_arc[arc];
      if (slot != no_id && via_[slot] == no_id && metric.weight_of_arc(arc) == slots_[slot]) {
        via_[slot] = HalfGraph::direct | arc;
      }
    }
    for (std::uint32_t xy = 0; xy < hierarchy_.edge_count(); ++xy) {
      over(xy);
    }
  }

  std::uint32_t operator[](std::uint32_t slot) const { return via_[slot]; }

 private:
  void over(std::uint32_t xy) {
    const std::uint32_t x = hierarchy_.up_tail[xy];
    const Millis x_to_y = slots_[2 * xy];
    const Millis y_to_x = slots_[2 * xy + 1];
    each_triangle(hierarchy_, xy, [&](std::uint32_t xz, std::uint32_t yz) {
      if (via_[2 * yz] == no_id && slots_[2 * yz] == y_to_x + slots_[2 * xz]) {
        via_[2 * yz] = x;
      }
      if (via_[2 * yz + 1] == no_id && slots_[2 * yz + 1] == slots_[2 * xz + 1] + x_to_y) {
        via_[2 * yz + 1] = x;
      }
    });
  }

  const Hierarchy& hierarchy_;
  std::span<const Millis> slots_;
  std::vector<std::uint32_t> via_;
};

// The slots of one direction whose weight is that of a fastest path.
HalfGraph kept(const Metric& metric, std::span<const Millis> tight, const Vias& vias, std::uint32_t direction) {
  const Hierarchy& hierarchy = metric.hierarchy();
  HalfGraph half;
  half.first.reserve(hierarchy.node_count() + 1);
  half.first.push_back(0);
  for (std::uint32_t r = 0; r < hierarchy.node_count(); ++r) {
    for (std::uint32_t edge = hierarchy.up_first[r]; edge < hierarchy.up_first[r + 1]; ++edge) {
      const std::uint32_t slot = 2 * edge + direction;
      if (tight[slot] == metric.slots()[slot] && tight[slot] < unreachable) {
        half.arcs.push_back({hierarchy.up_head[edge], tight[slot]});
        half.via.push_back(vias[slot]);
      }
    }
    half.first.push_back(static_cast<std::uint32_t>(half.arcs.size()));
  }
  return half;
}

std::uint32_t via_of(const HalfGraph& half, std::uint32_t at, std::uint32_t head) {
  std::uint32_t arc = half.first[at];
  while (half.arcs[arc].head != head) {
    ++arc;
  }
  return half.via[arc];
}

}  // namespace

SearchGraph SearchGraph::from(const Metric& metric, unsigned threads) {
  const Hierarchy& hierarchy = metric.hierarchy();
  const auto tight = tightened(metric, threads);
  const Vias vias(metric);
  SearchGraph graph;
  graph.order.assign(hierarchy.order.begin(), hierarchy.order.end());
  graph.rank.assign(hierarchy.rank.begin(), hierarchy.rank.end());
  graph.parent.resize(graph.size());
  for (std::uint32_t r = 0; r < graph.size(); ++r) {
    graph.parent[r] = hierarchy.parent(r);
  }
  graph.up = kept(metric, tight, vias, 0);
  graph.down = kept(metric, tight, vias, 1);
  return graph;
}

void unpack(const SearchGraph& graph, std::uint32_t from, std::uint32_t to, std::vector<ArcId>& route) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open = {{from, to}};
  while (!open.empty()) {
    const auto [tail, head] = open.back();
    open.pop_back();
    const std::uint32_t via = tail < head ? via_of(graph.up, tail, head) : via_of(graph.down, head, tail);
    if (via & HalfGraph::direct) {
      route.push_back(via & ~HalfGraph::direct);
    } else {
      open.emplace_back(via, head);
      open.emplace_back(tail, via);
    }
  }
}

}  // namespace kjede::road
