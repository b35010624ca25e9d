#pragma once
// What the queries run on: for one metric, the arcs upwards and downwards in the hierarchy that some fastest path
// needs.
//
// Made from a metric by perfect customisation (Dibbelt, Strasser & Wagner 2016, §7), or by contraction with witness
// search (contraction.hpp). Independent of what it was made from.
//
// On an elimination tree every arc leads to an ancestor, and a rank has one ancestor per depth: depth names the head of
// an arc, and a whole climb or sweep works in arrays as short as the tree is high (some hundred entries for a city).
//
//   auto graph = SearchGraph::from(metric);
//   PointQuery query(graph);

#include <span>
#include <vector>

#include "kjede/road/metric.hpp"

namespace kjede::road {

// Arcs of one direction, at their lower end.
struct HalfGraph {
  struct Arc {
    std::uint32_t head;  // the upper end: its depth in the elimination tree; without a tree its rank
    Millis weight;
  };

  std::vector<std::uint32_t> first;  // per rank, and the end
  std::vector<Arc> arcs;             // one per head within a rank
  std::vector<std::uint32_t> via;    // per arc: the rank below it goes over, or direct | an arc of the graph

  static constexpr std::uint32_t direct = 0x8000'0000;

  std::span<const Arc> of(std::uint32_t r) const { return {arcs.data() + first[r], arcs.data() + first[r + 1]}; }
};

struct SearchGraph {
  // Graphs have fewer than 2^31 nodes and arcs.
  static SearchGraph from(const Metric& metric);

  std::uint32_t size() const { return static_cast<std::uint32_t>(order.size()); }
  bool has_tree() const { return !depth.empty() || order.empty(); }

  std::vector<NodeId> order;        // the node of a rank
  std::vector<std::uint32_t> rank;  // the rank of a node
  // The elimination tree, ranks in postorder; empty after witness search.
  std::vector<std::uint32_t> parent;  // no_id at roots
  std::vector<std::uint32_t> depth;   // 0 at roots
  std::uint32_t height = 0;           // more than any depth
  HalfGraph up;                       // r → head
  HalfGraph down;                     // head → r
};

// Appends to `route` the arcs of the road graph on the way from `from` to `to`, two ranks joined by an arc of `graph`.
void unpack(const SearchGraph& graph, std::uint32_t from, std::uint32_t to, std::vector<ArcId>& route);

}  // namespace kjede::road
