#pragma once
// Times from many nodes to many.
//
// Restricted PHAST (Delling, Goldberg & Werneck 2011) on the elimination tree: the ancestors of the targets are picked
// out once, then swept for sixteen sources at a time.
//
//   std::vector<Millis> times = time_table(graph, sources, targets);
//   Millis first_to_third = times[0 * targets.size() + 2];

#include <span>
#include <vector>

#include "kjede/road/search_graph.hpp"

namespace kjede::road {

// Row by row: a row per source, a column per target. `graph` must have an elimination tree (SearchGraph::from). Same
// result with any number of threads.
std::vector<Millis> time_table(const SearchGraph& graph, std::span<const NodeId> sources,
                               std::span<const NodeId> targets, unsigned threads = 1);

}  // namespace kjede::road
