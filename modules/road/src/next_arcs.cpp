// First arcs towards a target, from the times alone. An arc with a positive weight leads to a node that is nearer, so
// that following such arcs ends. Nodes that have only arcs of weight zero on a fastest path are joined to those that
// have arrived, one by one outwards, so that following them ends too.

#include <algorithm>
#include <utility>

#include "kjede/road/sweep.hpp"

namespace kjede::road {
namespace {

struct ZeroArc {
  NodeId head;
  NodeId tail;
  ArcId arc;
  auto operator<=>(const ZeroArc&) const = default;
};

void follow_zero_arcs(std::vector<ZeroArc> zero, std::span<ArcId> next, NodeId target) {
  std::sort(zero.begin(), zero.end());
  std::vector<NodeId> arrived;
  for (const ZeroArc& arc : zero) {
    if (arc.head == target || next[arc.head] != no_id) {
      arrived.push_back(arc.head);
    }
  }
  while (!arrived.empty()) {
    const NodeId head = arrived.back();
    arrived.pop_back();
    for (auto arc = std::lower_bound(zero.begin(), zero.end(), ZeroArc{head, 0, 0});
         arc != zero.end() && arc->head == head; ++arc) {
      if (arc->tail != target && next[arc->tail] == no_id) {
        next[arc->tail] = arc->arc;
        arrived.push_back(arc->tail);
      }
    }
  }
}

}  // namespace

std::vector<ArcId> next_arcs(const Shape& shape, std::span<const Millis> weights, std::span<const Millis> times,
                             NodeId target) {
  std::vector<ArcId> next(shape.node_count(), no_id);
  std::vector<ZeroArc> zero;
  for (NodeId tail = 0; tail < shape.node_count(); ++tail) {
    if (tail == target || times[tail] == unreachable) {
      continue;
    }
    const std::size_t zero_before = zero.size();
    for (ArcId arc = shape.first_out[tail]; arc < shape.first_out[tail + 1]; ++arc) {
      const NodeId head = shape.head[arc];
      if (add(weights[arc], times[head]) != times[tail]) {
        continue;
      }
      if (weights[arc] > 0) {
        next[tail] = arc;
        zero.resize(zero_before, {});
        break;
      }
      zero.push_back({head, tail, arc});
    }
  }
  follow_zero_arcs(std::move(zero), next, target);
  return next;
}

}  // namespace kjede::road
