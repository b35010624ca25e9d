#pragma once
// What the queries run on: for one metric, the arcs upwards and downwards in the hierarchy that some fastest path
// needs.
//
// Made from a metric by perfect customisation (Dibbelt, Strasser & Wagner 2016, §7), or by contraction with witness
// search (contraction.hpp). Independent of what it was made from.
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
    std::uint32_t head;  // rank of the upper end
    Millis weight;
  };

  std::vector<std::uint32_t> first;  // per rank, and the end
  std::vector<Arc> arcs;             // heads ascending within a rank
  std::vector<std::uint32_t> via;    // per arc: the rank below it goes over, or direct | an arc of the graph

  static constexpr std::uint32_t direct = 0x8000'0000;

  std::span<const Arc> of(std::uint32_t r) const { return std::span(arcs).subspan(first[r], first[r + 1] - first[r]); }
};

struct SearchGraph {
  // Same result with any number of threads. Graphs have fewer than 2^31 nodes and arcs.
  static SearchGraph from(const Metric& metric, unsigned threads = 1);

  std::uint32_t size() const { return static_cast<std::uint32_t>(order.size()); }

  std::vector<NodeId> order;          // the node of a rank
  std::vector<std::uint32_t> rank;    // the rank of a node
  std::vector<std::uint32_t> parent;  // elimination tree (all arcs lead to ancestors); empty after witness search
  HalfGraph up;                       // r → head
  HalfGraph down;                     // head → r
};

// Appends to `route` the arcs of the graph on the way from `from` to `to`, two ranks joined by an arc of `graph`.
void unpack(const SearchGraph& graph, std::uint32_t from, std::uint32_t to, std::vector<ArcId>& route);

}  // namespace kjede::road
