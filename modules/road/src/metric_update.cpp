// Partial customisation, from the lowest edge up. An edge that gains by a lower one keeps the new weight in mind; only
// an edge that rested on a weight that grew is recomputed from all its lower triangles.

#include <algorithm>
#include <map>

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

  void recompute(std::uint32_t edge) { pending(edge).recompute = true; }

  // Edges are numbered by their lower end, so that what an edge rests on has a lower number. Weights change only when
  // their turn comes: until then others see the old weight, and are told of one change at a time.
  void run() {
    while (!pending_.empty()) {
      const auto [edge, change] = *pending_.begin();
      pending_.erase(pending_.begin());
      const Weights before = weights(edge);
      const Weights after = change.recompute ? recomputed(edge) : change.least;
      if (before != after) {
        slots_[2 * edge] = after.up;
        slots_[2 * edge + 1] = after.down;
        hand_on(edge, before, after);
      }
    }
  }

 private:
  struct Change {
    Weights least;  // of the weight as it was and the ways that became faster
    bool recompute = false;
  };

  Weights weights(std::uint32_t edge) const { return {slots_[2 * edge], slots_[2 * edge + 1]}; }

  Change& pending(std::uint32_t edge) { return pending_.try_emplace(edge, Change{weights(edge)}).first->second; }

  Weights recomputed(std::uint32_t yz) const {
    Weights least{unreachable, unreachable};
    for (std::uint32_t i = hierarchy_.arc_first[yz]; i < hierarchy_.arc_first[yz + 1]; ++i) {
      const ArcId arc = hierarchy_.arc_by_slot[i];
      Millis& weight = hierarchy_.slot_of_arc[arc] % 2 == 0 ? least.up : least.down;
      weight = std::min(weight, arcs_[arc]);
    }
    const std::uint32_t y = hierarchy_.up_tail[yz];
    const std::uint32_t z = hierarchy_.up_head[yz];
    for (std::uint32_t i = hierarchy_.down_first[y]; i < hierarchy_.down_first[y + 1]; ++i) {
      const std::uint32_t xy = hierarchy_.down_edge[i];
      const std::uint32_t end = hierarchy_.up_first[hierarchy_.up_tail[xy] + 1];
      if (hierarchy_.up_head[end - 1] < z) {
        continue;  // most lower neighbours of y do not reach as high as z
      }
      if (const std::uint32_t xz = find_edge(hierarchy_, xy + 1, end, z); xz != no_id) {
        least.up = std::min(least.up, slots_[2 * xy + 1] + slots_[2 * xz]);
        least.down = std::min(least.down, slots_[2 * xz + 1] + slots_[2 * xy]);
      }
    }
    return least;
  }

  // Edge xy changed: every edge between y and another upper neighbour of x may rest on it.
  void hand_on(std::uint32_t xy, const Weights& before, const Weights& after) {
    const std::uint32_t x = hierarchy_.up_tail[xy];
    const std::uint32_t y = hierarchy_.up_head[xy];
    for (std::uint32_t xz = hierarchy_.up_first[x]; xz < hierarchy_.up_first[x + 1]; ++xz) {
      const std::uint32_t z = hierarchy_.up_head[xz];
      const Weights other = weights(xz);
      if (z > y) {
        const std::uint32_t yz = edge_between(y, z);
        consider(yz, {before.down + other.up, other.down + before.up}, {after.down + other.up, other.down + after.up});
      } else if (z < y) {
        const std::uint32_t zy = edge_between(z, y);
        consider(zy, {other.down + before.up, before.down + other.up}, {other.down + after.up, after.down + other.up});
      }
    }
  }

  std::uint32_t edge_between(std::uint32_t low, std::uint32_t high) const {
    const auto begin = hierarchy_.up_head.begin();
    return static_cast<std::uint32_t>(
        std::lower_bound(begin + hierarchy_.up_first[low], begin + hierarchy_.up_first[low + 1], high) - begin);
  }

  // The way over the changed edge was `old_way`, now it is `new_way`.
  void consider(std::uint32_t edge, const Weights& old_way, const Weights& new_way) {
    const auto known = pending_.find(edge);
    const Weights now = known == pending_.end() ? weights(edge) : known->second.least;
    const auto lost = [](Millis weight, Millis old_time, Millis new_time) {
      return old_time == weight && new_time > old_time && weight < unreachable;
    };
    if (lost(now.up, old_way.up, new_way.up) || lost(now.down, old_way.down, new_way.down)) {
      recompute(edge);
    }
    if (new_way.up < now.up || new_way.down < now.down) {
      pending(edge).least = {std::min(now.up, new_way.up), std::min(now.down, new_way.down)};
    }
  }

  const Hierarchy& hierarchy_;
  std::span<const Millis> arcs_;
  std::span<Millis> slots_;
  std::map<std::uint32_t, Change> pending_;
};

}  // namespace

void Metric::update(std::span<const Millis> weights, std::span<const ArcId> changed) {
  Update update(*hierarchy_, arcs_, slots_);
  for (const ArcId arc : changed) {
    arcs_[arc] = weights[arc];
    if (const std::uint32_t slot = hierarchy_->slot_of_arc[arc]; slot != no_id) {
      update.recompute(slot / 2);
    }
  }
  update.run();
}

}  // namespace kjede::road
