#pragma once
// Times from one node, or from each of many, to all nodes; and from all nodes to it.
//
// PHAST (Delling, Goldberg, Nowatzyk & Werneck 2013): climb from the sources, then one linear pass over all nodes from
// the top down. Sixteen sources are swept together, one vector register (or two, or four) per node.
//
//   std::vector<Millis> to_all = sweep(graph, {{station}}, Direction::from_nodes);
//   std::vector<ArcId> way = next_arcs(shape, weights, sweep(graph, {{station}}, Direction::to_nodes), station);

#include <span>
#include <vector>

#include "kjede/road/search_graph.hpp"

namespace kjede::road {

enum class Direction {
  from_nodes,  // from the given node to every node
  to_nodes,    // from every node to the given node
};

// A row of node_count times for each of `nodes`, in the graph's own numbering of nodes.
std::vector<Millis> sweep(const SearchGraph& graph, std::span<const NodeId> nodes, Direction direction,
                          unsigned threads = 1);

// The same, into memory of the caller: nodes.size() · node_count times.
void sweep(const SearchGraph& graph, std::span<const NodeId> nodes, Direction direction, std::span<Millis> out,
           unsigned threads = 1);

// Where to start or end, and what it costs before the node is reached.
struct Entry {
  NodeId node;
  Millis offset = 0;
};

// Times from (or to) the nearest of `entries`, offsets included, for every node.
std::vector<Millis> sweep_nearest(const SearchGraph& graph, std::span<const Entry> entries, Direction direction);

// From `times` to `target` of every node (a row of a sweep to_nodes): the arc to take first on a fastest path towards
// it; no_id at the target and where there is no way. Following the arcs always arrives, zero weights or not.
std::vector<ArcId> next_arcs(const Shape& shape, std::span<const Millis> weights, std::span<const Millis> times,
                             NodeId target);

}  // namespace kjede::road
