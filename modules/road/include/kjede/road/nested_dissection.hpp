#pragma once
// The order in which a customisable hierarchy is contracted: recursive small cuts found by inertial flow.
//
// Source: Schild & Sommer, On balanced separators in road networks (SEA 2015): project the nodes on a few directions,
// join the outer shares to a source and a sink, take a smallest node separator; separator last, parts before it.
// The same input gives the same order, with any number of threads.
//
//   auto order = nested_dissection_order(shape, points);

#include <span>
#include <vector>

#include "kjede/road/shape.hpp"

namespace kjede::road {

struct DissectionOptions {
  unsigned threads = 1;
};

// order[r] is the node of rank r: rank 0 is contracted first, the outermost separator last. One point per node.
std::vector<NodeId> nested_dissection_order(const Shape& shape, std::span<const Point> points,
                                            const DissectionOptions& options = {});

}  // namespace kjede::road
