#include "kjede/road/climb.hpp"

#include <algorithm>

namespace kjede::road {

Climb climb(const SearchGraph& graph, std::span<const Entry> entries, Direction direction) {
  Climb out;
  if (entries.empty()) return out;
  const auto deepest = std::max_element(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    return graph.depth[graph.rank[a.node]] < graph.depth[graph.rank[b.node]];
  });
  const auto end = graph.rank[deepest->node];
  const std::size_t length = graph.depth[end] + 1;
  out.path.resize(length);
  out.time.assign(length, unreachable);
  for (auto r = end; r != no_id; r = graph.parent[r]) out.path[graph.depth[r]] = r;
  for (const auto& entry : entries) {
    const auto rank = graph.rank[entry.node];
    const auto depth = graph.depth[rank];
    if (out.path[depth] == rank) out.time[depth] = std::min(out.time[depth], entry.offset);
  }
  const auto& half = direction == Direction::from_nodes ? graph.up : graph.down;
  for (auto depth = length; depth-- > 0;) {
    const auto here = out.time[depth];
    if (here >= unreachable) continue;
    for (const auto& arc : half.of(out.path[depth])) {
      out.time[arc.head] = std::min(out.time[arc.head], add(here, arc.weight));
    }
  }
  return out;
}

Millis time_between(const Climb& from, const Climb& to) {
  const auto common = std::min(from.path.size(), to.path.size());
  // Paths from the root agree until they part; the ancestors they share are all before that.
  std::size_t low = 0;
  std::size_t high = common;
  while (low < high) {
    const auto middle = (low + high) / 2;
    if (from.path[middle] == to.path[middle]) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  Millis best = unreachable;
  for (std::size_t depth = 0; depth < low; ++depth) best = std::min(best, from.time[depth] + to.time[depth]);
  return std::min(best, unreachable);
}

}  // namespace kjede::road
