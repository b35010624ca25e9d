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
  // `order` holds every node once. Keeps no reference to shape or order.
  static Hierarchy build(const Shape& shape, std::span<const NodeId> order);

  // A view of what save() gave; `words` must outlive it. Fails (KJ1101) when the words are damaged, of another version
  // or of another graph.
  static base::Result<Hierarchy> load(std::span<const std::uint32_t> words, const Shape& shape);

  std::vector<std::uint32_t> save() const;

  // Nodes below are ranks: order()[rank] is the node, rank()[node] the rank.
  std::span<const NodeId> order() const { return order_; }
  std::span<const std::uint32_t> rank() const { return rank_; }
  // Edges upwards, heads ascending: those of r are up_first()[r] … up_first()[r + 1] − 1.
  std::span<const std::uint32_t> up_first() const { return up_first_; }
  std::span<const std::uint32_t> up_head() const { return up_head_; }
  // Per arc of the graph the edge it lies on (no_id for loops) with its direction: edge · 2, + 1 if it leads down.
  std::span<const std::uint32_t> edge_of_arc() const { return edge_of_arc_; }

  NodeId node_count() const { return static_cast<NodeId>(order_.size()); }
  std::uint32_t edge_count() const { return static_cast<std::uint32_t>(up_head_.size()); }

 private:
  std::vector<std::uint32_t> owned_;  // empty for a view
  std::span<const std::uint32_t> order_, rank_, up_first_, up_head_, edge_of_arc_;
};

}  // namespace kjede::road
