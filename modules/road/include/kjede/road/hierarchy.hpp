#pragma once
// Customisable contraction hierarchy: what is the same for every metric of a graph.
//
// Built once from shape and order, saved as 32-bit words and loaded again as a view without copying, so that a road
// file can carry it. A Metric (metric.hpp) puts weights on it in milliseconds.
// Source: Dibbelt, Strasser & Wagner, Customizable contraction hierarchies (JEA 2016).
//
//   auto hierarchy = Hierarchy::build(shape, nested_dissection_order(shape, points));
//   std::vector<std::uint32_t> words = hierarchy.save();
//   auto again = Hierarchy::load(words, shape);

#include <cstdint>
#include <span>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road {

class Hierarchy {
 public:
  // `order` holds every node once. Nodes get ranks in postorder of the elimination tree, which is as good an order as
  // the one given and keeps what belongs together near in memory. Keeps no reference to shape or order.
  static Hierarchy build(const Shape& shape, std::span<const NodeId> order);

  // A view of what save() gave; `words` must outlive it. Fails (KJ1101) when the words are damaged, of another version
  // or of another graph.
  static base::Result<Hierarchy> load(std::span<const std::uint32_t> words, const Shape& shape);

  // The words of this hierarchy, the same on every machine of the same byte order.
  std::vector<std::uint32_t> save() const;

  Hierarchy(Hierarchy&&) = default;
  Hierarchy& operator=(Hierarchy&&) = default;
  Hierarchy(const Hierarchy&) = delete;
  Hierarchy& operator=(const Hierarchy&) = delete;

  NodeId node_count() const { return static_cast<NodeId>(order.size()); }
  ArcId arc_count() const { return static_cast<ArcId>(slot_of_arc.size()); }
  std::uint32_t edge_count() const { return static_cast<std::uint32_t>(up_head.size()); }

  // The next rank upwards in the elimination tree; no_id at a root. All edges of a rank lead to ancestors.
  std::uint32_t parent(std::uint32_t r) const { return up_first[r] < up_first[r + 1] ? up_head[up_first[r]] : no_id; }

  // The arrays. Everything but `order`'s values and `rank`'s index speaks of ranks.
  std::span<const std::uint32_t> order;       // the node of a rank
  std::span<const std::uint32_t> rank;        // the rank of a node
  std::span<const std::uint32_t> up_first;    // edges of rank r: up_first[r] … up_first[r + 1] − 1
  std::span<const std::uint32_t> up_head;     // upper end of an edge; ascending within a rank
  std::span<const std::uint32_t> up_tail;     // lower end of an edge
  std::span<const std::uint32_t> down_first;  // edges whose upper end is r: down_edge[down_first[r]] …
  std::span<const std::uint32_t> down_edge;   // ascending within a rank
  // Triangles x below y below z: for each edge x–y, ascending, and each edge x–z after it, the edge y–z.
  std::span<const std::uint32_t> cross;
  // A slot is an edge in one direction: 2 · edge upwards, 2 · edge + 1 downwards; no_id for loops.
  std::span<const std::uint32_t> slot_of_arc;
  std::span<const std::uint32_t> arc_first;    // arcs on an edge: arc_by_slot[arc_first[edge]] …
  std::span<const std::uint32_t> arc_by_slot;  // all arcs, sorted by (slot, arc), loops last

 private:
  Hierarchy() = default;
  void point_at(std::span<const std::uint32_t> words);

  std::vector<std::uint32_t> owned_;  // empty for a view
};

}  // namespace kjede::road
