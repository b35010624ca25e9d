#include "kjede/road/metric.hpp"

#include <algorithm>

#include "subtrees.hpp"
#include "triangles.hpp"

namespace kjede::road {
namespace {

// The edges of y upwards from the lower triangles x–y–z. Pulling from below writes at y only, so that disjoint subtrees
// can be customised side by side.
void pull(const Hierarchy& hierarchy, Millis* slots, std::uint32_t y) {
  for (std::uint32_t i = hierarchy.down_first[y]; i < hierarchy.down_first[y + 1]; ++i) {
    const std::uint32_t xy = hierarchy.down_edge[i];
    const Millis x_to_y = slots[2 * xy];
    const Millis y_to_x = slots[2 * xy + 1];
    each_triangle(hierarchy, xy, [=](std::uint32_t xz, std::uint32_t yz) {
      slots[2 * yz] = std::min(slots[2 * yz], y_to_x + slots[2 * xz]);
      slots[2 * yz + 1] = std::min(slots[2 * yz + 1], slots[2 * xz + 1] + x_to_y);
    });
  }
}

}  // namespace

Metric::Metric(const Hierarchy& hierarchy, std::span<const Millis> weights, unsigned threads) : hierarchy_(&hierarchy) {
  customise(weights, threads);
}

void Metric::customise(std::span<const Millis> weights, unsigned threads) {
  const Hierarchy& hierarchy = *hierarchy_;
  arcs_.assign(weights.begin(), weights.end());
  slots_.assign(2 * std::size_t{hierarchy.edge_count()}, unreachable);
  for (const ArcId arc : hierarchy.arc_by_slot) {
    if (const std::uint32_t slot = hierarchy.slot_of_arc[arc]; slot != no_id) {
      slots_[slot] = std::min(slots_[slot], weights[arc]);
    }
  }
  if (threads <= 1) {
    for (std::uint32_t y = 0; y < hierarchy.node_count(); ++y) {
      pull(hierarchy, slots_.data(), y);
    }
    return;
  }
  const Subtrees subtrees = divide(hierarchy, threads);
  in_parallel(subtrees.ranges.size(), threads, [&](std::size_t i) {
    for (std::uint32_t y = subtrees.ranges[i].begin; y < subtrees.ranges[i].end; ++y) {
      pull(hierarchy, slots_.data(), y);
    }
  });
  for (const std::uint32_t y : subtrees.rest) {
    pull(hierarchy, slots_.data(), y);
  }
}

}  // namespace kjede::road
