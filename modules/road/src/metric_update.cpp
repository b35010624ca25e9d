// Partial customisation: edges whose weight may have changed are recomputed from the lowest up, and a change is handed
// on only to edges that rested on the old weight or gain by the new one.

#include <algorithm>
#include <functional>
#include <queue>

#include "kjede/road/metric.hpp"
#include "triangles.hpp"

namespace kjede::road {
namespace {

struct Weights {
  Millis up, down;
  bool operator==(const Weights&) const = default;
};

class Update {
 public:
  Update(const Hierarchy& hierarchy, std::span<const Millis> arcs, std::span<Millis> slots)
      : hierarchy_(hierarchy), arcs_(arcs), slots_(slots) {}

  void add(std::uint32_t edge) { queue_.push(edge); }

  // Edges are numbered by their lower end, so that what an edge rests on has a lower number.
  void run() {
    while (!queue_.empty()) {
      const std::uint32_t edge = queue_.top();
      while (!queue_.empty() && queue_.top() == edge) {
        queue_.pop();
      }
      const Weights before{slots_[2 * edge], slots_[2 * edge + 1]};
      const Weights after = recomputed(edge);
      if (before != after) {
        slots_[2 * edge] = after.up;
        slots_[2 * edge + 1] = after.down;
        hand_on(edge, before, after);
      }
    }
  }

 private:
  Millis least_arc(std::uint32_t slot) const {
    const auto& by_slot = hierarchy_.arc_by_slot;
    auto arc = std::lower_bound(by_slot.begin(), by_slot.end(), slot,
                                [&](ArcId a, std::uint32_t s) { return hierarchy_.slot_of_arc[a] < s; });
    Millis least = unreachable;
    for (; arc != by_slot.end() && hierarchy_.slot_of_arc[*arc] == slot; ++arc) {
      least = std::min(least, arcs_[*arc]);
    }
    return least;
  }

  Weights recomputed(std::uint32_t yz) const {
    const std::uint32_t y = hierarchy_.up_tail[yz];
    const std::uint32_t z = hierarchy_.up_head[yz];
    Weights least{least_arc(2 * yz), least_arc(2 * yz + 1)};
    for (std::uint32_t i = hierarchy_.down_first[y]; i < hierarchy_.down_first[y + 1]; ++i) {
      const std::uint32_t xy = hierarchy_.down_edge[i];
      const std::uint32_t xz = find_edge(hierarchy_, xy + 1, hierarchy_.up_first[hierarchy_.up_tail[xy] + 1], z);
      if (xz != no_id) {
        least.up = std::min(least.up, slots_[2 * xy + 1] + slots_[2 * xz]);
        least.down = std::min(least.down, slots_[2 * xz + 1] + slots_[2 * xy]);
      }
    }
    return least;
  }

  // Edge xy changed; every edge between y and another upper neighbour of x may rest on it.
  void hand_on(std::uint32_t xy, const Weights& before, const Weights& after) {
    const std::uint32_t x = hierarchy_.up_tail[xy];
    const std::uint32_t y = hierarchy_.up_head[xy];
    each_triangle(hierarchy_, xy, [&](std::uint32_t xz, std::uint32_t yz) { consider(xz, yz, false, before, after); });
    for (std::uint32_t xz = hierarchy_.up_first[x]; xz < xy; ++xz) {
      const std::uint32_t z = hierarchy_.up_head[xz];
      const std::uint32_t zy = find_edge(hierarchy_, hierarchy_.up_first[z], hierarchy_.up_first[z + 1], y);
      consider(xz, zy, true, before, after);
    }
  }

  void consider(std::uint32_t xz, std::uint32_t target, bool y_above_z, const Weights& before, const Weights& after) {
    const Millis y_to_z = slots_[2 * target + (y_above_z ? 1 : 0)];
    const Millis z_to_y = slots_[2 * target + (y_above_z ? 0 : 1)];
    const Millis x_to_z = slots_[2 * xz];
    const Millis z_to_x = slots_[2 * xz + 1];
    const auto matters = [](Millis weight, Millis old_way, Millis new_way) {
      return old_way != new_way && (old_way == weight || new_way < weight);
    };
    if (matters(y_to_z, before.down + x_to_z, after.down + x_to_z) ||
        matters(z_to_y, z_to_x + before.up, z_to_x + after.up)) {
      queue_.push(target);
    }
  }

  const Hierarchy& hierarchy_;
  std::span<const Millis> arcs_;
  std::span<Millis> slots_;
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> queue_;
};

}  // namespace

void Metric::update(std::span<const Millis> weights, std::span<const ArcId> changed) {
  Update update(*hierarchy_, arcs_, slots_);
  for (const ArcId arc : changed) {
    arcs_[arc] = weights[arc];
    if (const std::uint32_t slot = hierarchy_->slot_of_arc[arc]; slot != no_id) {
      update.add(slot / 2);
    }
  }
  update.run();
}

}  // namespace kjede::road
