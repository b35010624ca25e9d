#pragma once
// Dijkstra's algorithm, plainly: the oracle that every other answer of this room must equal.
//
// Contract: weights has one entry per arc, each at most `unreachable`; a closed arc is never used.
//
//   auto tree = dijkstra(shape, weights, from);
//   Millis time = tree.time[to];

#include <span>
#include <vector>

#include "kjede/road/millis.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road {

struct ShortestPathTree {
  std::vector<Millis> time;     // per node; `unreachable` where there is no way
  std::vector<ArcId> last_arc;  // per node the arc by which it is reached; no_id at the source and where unreachable
};

// Fastest times from `source` to every node.
ShortestPathTree dijkstra(const Shape& shape, std::span<const Millis> weights, NodeId source);

// The arcs from the tree's source to `target` in order; empty for the source itself and for what is unreachable.
std::vector<ArcId> path_to(const ShortestPathTree& tree, const Shape& shape, NodeId target);

}  // namespace kjede::road
