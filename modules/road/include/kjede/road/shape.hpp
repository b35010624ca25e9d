#pragma once
// The shape of a road graph and where its nodes lie, as spans into memory that someone else owns (the road file).
//
// Nodes and arcs are numbered from 0. The arcs that leave node v are first_out[v] … first_out[v + 1] − 1; head[a] is
// where arc a leads. An arc is one direction: a two-way road is two arcs. Parallel arcs and loops are allowed. A metric
// is a vector with one weight per arc (millis.hpp).
//
//   Shape shape{file.first_out(), file.head()};
//   for (ArcId a = shape.first_out[v]; a < shape.first_out[v + 1]; ++a) visit(shape.head[a]);

#include <cstdint>
#include <span>

namespace kjede::road {

using NodeId = std::uint32_t;
using ArcId = std::uint32_t;

inline constexpr std::uint32_t no_id = 0xFFFF'FFFF;  // no node, no arc

struct Shape {
  std::span<const std::uint32_t> first_out;  // node_count() + 1 entries, ascending, the last is arc_count()
  std::span<const std::uint32_t> head;

  NodeId node_count() const { return first_out.empty() ? 0 : static_cast<NodeId>(first_out.size() - 1); }
  ArcId arc_count() const { return static_cast<ArcId>(head.size()); }
};

// Where a node lies. Only directions and order along a line are used, so any plane will do as long as both axes have
// the same scale: for degrees, scale the longitude by the cosine of a middle latitude.
struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
};

}  // namespace kjede::road
