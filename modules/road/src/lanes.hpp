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

// A time known before the pass: of a rank and a lane.
struct Label {
  std::uint32_t rank;
  std::uint32_t lane;
  Millis time;
};

// Ranks of which each comes after all that its arcs lead to when they are taken from the last to the first.
struct Descent {
  std::span<const std::uint32_t> first;  // per rank, and the end
  std::span<const HalfGraph::Arc> arcs;
  std::span<const std::uint32_t> depth;
  std::uint32_t height;
};

// Ranks from the last to the first: the time of r is the least of its labels and of its arcs, written to times[r].
// Labels have descending ranks. Uses AVX-512 or AVX2 where the processor has it.
void descend(const Descent& descent, std::span<const Label> labels, Lanes* times);

// The same with one lane; the time of r goes to times[place[r]].
void descend(const Descent& descent, std::span<const Label> labels, std::span<const std::uint32_t> place,
             Millis* times);

// Climbs the elimination tree, with the working memory of one thread.
class Ascent {
 public:
  explicit Ascent(const SearchGraph& graph) : graph_(graph), time_(graph.height, unreachable) {}

  // Appends a label for each ancestor of `start` that is reached over the arcs of `half`.
  void climb(const HalfGraph& half, std::uint32_t start, Millis offset, std::uint32_t lane, std::vector<Label>& labels);

 private:
  const SearchGraph& graph_;
  std::vector<Millis> time_;  // per depth; `unreachable` between climbs
};

// Descending ranks.
void sort_labels(std::vector<Label>& labels);

}  // namespace kjede::road
