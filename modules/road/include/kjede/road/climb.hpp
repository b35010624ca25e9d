#pragma once
// Times between few nodes of a large graph: one climb of the elimination tree per end, one merge per pair. Costs what
// the tree is high, whatever the size of the graph; sweep.hpp and time_table.hpp are for many nodes.
//
//   const auto from = climb(graph, {{station}}, Direction::from_nodes);
//   const auto to = climb(graph, {{scene}}, Direction::to_nodes);
//   Millis time = time_between(from, to);
//
// Source: Dibbelt, Strasser & Wagner, Customizable contraction hierarchies (JEA 2016), §8.

#include <span>
#include <vector>

#include "kjede/road/sweep.hpp"

namespace kjede::road {

// What is reached upwards from one end, by depth in the elimination tree.
struct Climb {
  std::vector<std::uint32_t> path;  // ranks from the root down to the end
  std::vector<Millis> time;         // to (or from) each of them
};

// `entries` are one node, or the two ends of one arc: one of them is then an ancestor of the other, as the ends of arcs
// are. Empty: nothing is reached. The graph must have an elimination tree.
Climb climb(const SearchGraph& graph, std::span<const Entry> entries, Direction direction);

// From an end that climbed from_nodes to one that climbed to_nodes, offsets included.
Millis time_between(const Climb& from, const Climb& to);

}  // namespace kjede::road
