#pragma once
// The two ways a point query climbs the hierarchy from both ends.

#include <array>
#include <vector>

#include "kjede/road/point_query.hpp"

namespace kjede::road {

class PointQuery::Climb {
 public:
  virtual ~Climb() = default;
  virtual Millis run(std::uint32_t source, std::uint32_t target) = 0;
  // Also the ranks on the way, each joined to the next by an arc; none when there is no way.
  virtual Millis run_with_corners(std::uint32_t source, std::uint32_t target, std::vector<std::uint32_t>& ranks) = 0;

 protected:
  enum End : std::size_t { at_source, at_target };
};

// Both ends walk to the root of the elimination tree, side by side where the ways have become one. No queue at all.
class TreeClimb final : public PointQuery::Climb {
 public:
  explicit TreeClimb(const SearchGraph& graph);
  Millis run(std::uint32_t source, std::uint32_t target) override;
  Millis run_with_corners(std::uint32_t source, std::uint32_t target, std::vector<std::uint32_t>& ranks) override;

 private:
  template <bool with_corners>
  Millis walk(std::uint32_t source, std::uint32_t target);
  template <bool with_corners>
  void relax(const HalfGraph& half, End end, std::uint32_t r, Millis here);

  const SearchGraph& graph_;
  std::uint32_t meeting_ = no_id;
  std::array<std::vector<Millis>, 2> time_;         // per depth; `unreachable` between calls
  std::array<std::vector<std::uint32_t>, 2> from_;  // per depth the rank it was reached from
};

// Dijkstra from both ends on arcs upwards only. A rank that is reached faster over a higher one is stalled.
class WitnessClimb final : public PointQuery::Climb {
 public:
  explicit WitnessClimb(const SearchGraph& graph);
  Millis run(std::uint32_t source, std::uint32_t target) override;
  Millis run_with_corners(std::uint32_t source, std::uint32_t target, std::vector<std::uint32_t>& ranks) override;

 private:
  using Entry = std::pair<Millis, std::uint32_t>;
  void label(End end, std::uint32_t r, Millis time, std::uint32_t from);
  bool stalled(End end, std::uint32_t r, Millis time) const;
  void settle_next(End end);
  void forget();

  const SearchGraph& graph_;
  std::uint32_t meeting_ = no_id;
  Millis best_ = unreachable;
  std::array<std::vector<Millis>, 2> time_;  // `unreachable` between calls
  std::array<std::vector<std::uint32_t>, 2> from_;
  std::array<std::vector<std::uint32_t>, 2> labelled_;
  std::array<std::vector<Entry>, 2> queue_;  // heaps, the nearest first
};

}  // namespace kjede::road
