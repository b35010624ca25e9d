#pragma once
// Contraction hierarchy with witness search, for one fixed metric: the fewest arcs, but built in seconds and only for
// point queries.
//
// Source: Geisberger, Sanders, Schultes & Vetter, Exact routing in large road networks using contraction hierarchies
// (Transportation Science 2012).
//
//   SearchGraph graph = contract(shape, weights);

#include <span>

#include "kjede/road/search_graph.hpp"

namespace kjede::road {

// One weight per arc, each at most `unreachable`. Deterministic.
SearchGraph contract(const Shape& shape, std::span<const Millis> weights);

}  // namespace kjede::road
