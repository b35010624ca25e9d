#include "live_graph.hpp"

#include <algorithm>

#include "kjede/road/search_graph.hpp"

namespace kjede::road {
namespace {

// Puts an arc into a list with one arc per other end; the faster stays.
void put(std::vector<LiveArc>& list, const LiveArc& arc) {
  const auto known = std::find_if(list.begin(), list.end(), [&](const auto& a) { return a.other == arc.other; });
  if (known == list.end()) {
    list.push_back(arc);
  } else if (arc.weight < known->weight) {
    *known = arc;
  }
}

void drop(std::vector<LiveArc>& list, NodeId other) {
  const auto place = std::find_if(list.begin(), list.end(), [&](const auto& a) { return a.other == other; });
  *place = list.back();
  list.pop_back();
}

}  // namespace

LiveGraph::LiveGraph(const Shape& shape, std::span<const Millis> weights)
    : out_(shape.node_count()), in_(shape.node_count()) {
  for (NodeId tail = 0; tail < shape.node_count(); ++tail) {
    for (ArcId arc = shape.first_out[tail]; arc < shape.first_out[tail + 1]; ++arc) {
      if (shape.head[arc] != tail && weights[arc] < unreachable) {
        add(tail, shape.head[arc], weights[arc], HalfGraph::direct | arc, 1);
      }
    }
  }
}

void LiveGraph::add(NodeId tail, NodeId head, Millis weight, std::uint32_t via, std::uint32_t hops) {
  put(out_[tail], {head, weight, via, hops});
  put(in_[head], {tail, weight, via, hops});
}

LiveGraph::Arcs LiveGraph::take_out(NodeId node) {
  Arcs arcs{std::move(out_[node]), std::move(in_[node])};
  for (const LiveArc& arc : arcs.out) {
    drop(in_[arc.other], node);
  }
  for (const LiveArc& arc : arcs.in) {
    drop(out_[arc.other], node);
  }
  return arcs;
}

}  // namespace kjede::road
