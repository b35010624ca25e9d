#include "kjede/road/metric.hpp"

#include <algorithm>

#include "triangles.hpp"

namespace kjede::road {

Metric::Metric(const Hierarchy& hierarchy, std::span<const Millis> weights) : hierarchy_(&hierarchy) {
  customise(weights);
}

void Metric::customise(std::span<const Millis> weights) {
  const Hierarchy& hierarchy = *hierarchy_;
  arcs_.assign(weights.begin(), weights.end());
  slots_.assign(2 * std::size_t{hierarchy.edge_count()}, unreachable);
  for (const ArcId arc : hierarchy.arc_by_slot) {
    if (const std::uint32_t slot = hierarchy.slot_of_arc[arc]; slot != no_id) {
      slots_[slot] = std::min(slots_[slot], weights[arc]);
    }
  }
  // x ascending: by the time x hands its edges on, they are as short as they get
  triangles_upwards(hierarchy, [slot = slots_.data()](std::uint32_t xy, std::uint32_t xz, std::uint32_t yz) {
    slot[2 * yz] = std::min(slot[2 * yz], slot[2 * xy + 1] + slot[2 * xz]);
    slot[2 * yz + 1] = std::min(slot[2 * yz + 1], slot[2 * xz + 1] + slot[2 * xy]);
  });
}

}  // namespace kjede::road
