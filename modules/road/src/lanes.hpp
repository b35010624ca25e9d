#pragma once
// The linear pass of a sweep: sixteen times per rank side by side, or one.

#include <cstdint>
#include <span>
#include <vector>

#include "kjede/road/search_graph.hpp"

namespace kjede::road {

inline constexpr std::size_t lane_count = 16;

struct alignas(64) Lanes {
  Millis time[lane_count];
};

// Ranks from the top down: times[r] becomes the least of its label and over its arcs. Only the ranks in `labelled`
// (descending) have labels; whatever stands at other ranks is not read. Uses AVX-512 or AVX2 where the processor has
// it.
void descend(std::span<const std::uint32_t> first, std::span<const HalfGraph::Arc> arcs,
             std::span<const std::uint32_t> labelled, std::span<Lanes> times);
void descend(std::span<const std::uint32_t> first, std::span<const HalfGraph::Arc> arcs,
             std::span<const std::uint32_t> labelled, std::span<Millis> times);

// Climbs the elimination tree: visit(rank, time) for each ancestor that is reached, upwards.
class TreeAscent {
 public:
  explicit TreeAscent(const SearchGraph& graph) : graph_(graph), time_(graph.size(), unreachable) {}

  template <class Visit>
  void climb(const HalfGraph& half, std::uint32_t start, Millis offset, Visit&& visit) {
    time_[start] = offset;
    for (std::uint32_t r = start; r != no_id; r = graph_.parent[r]) {
      const Millis here = time_[r];
      if (here == unreachable) {
        continue;
      }
      time_[r] = unreachable;
      visit(r, here);
      for (const auto& arc : half.of(r)) {
        time_[arc.head] = here + arc.weight < time_[arc.head] ? here + arc.weight : time_[arc.head];
      }
    }
  }

 private:
  const SearchGraph& graph_;
  std::vector<Millis> time_;  // `unreachable` between climbs
};

}  // namespace kjede::road
