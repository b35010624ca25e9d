#pragma once
// Nodes of degree at most two come first in the order of contraction: taking them out never adds an edge. What is left
// is the core, an undirected graph in which every node has three neighbours or more.
//
// Reduction of this kind before dissection: Ost, Schulz & Strash, Engineering data reduction for nested dissection
// (ALENEX 2021).

#include <span>
#include <vector>

#include "kjede/road/shape.hpp"

namespace kjede::road {

// An undirected graph without loops and parallel edges, with what its nodes are called outside and where they lie.
struct Fragment {
  std::vector<std::uint32_t> first;  // size() + 1
  std::vector<std::uint32_t> head;
  std::vector<NodeId> node;
  std::vector<Point> point;

  std::uint32_t size() const { return static_cast<std::uint32_t>(node.size()); }
};

struct LowDegree {
  std::vector<NodeId> order;  // the nodes taken out, first to last
  Fragment core;
};

LowDegree take_out_low_degree(const Shape& shape, std::span<const Point> points);

}  // namespace kjede::road
