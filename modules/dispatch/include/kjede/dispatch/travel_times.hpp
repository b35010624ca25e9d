#pragma once
// How long it takes from place to place: along a road graph, or in a straight line where there is none. Pure.
//
//   const RoadTimes times(roads, weights, graph, {.off_road_speed = 15});
//   const auto station = times.spot({10.75, 59.91});
//   auto table = times.table({&station, 1}, {&scene, 1});

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "kjede/dispatch/place_index.hpp"
#include "kjede/road/search_graph.hpp"
#include "kjede/road/snap.hpp"

namespace kjede::dispatch {

using road::Millis;

// A place made ready for questions of travel time. Made once for what stands still.
struct Spot {
  Place place;
  std::optional<road::Snapped> road;  // nothing: no road near enough
};

class TravelTimes {
 public:
  virtual ~TravelTimes() = default;
  virtual Spot spot(const Place& place) const = 0;
  // Row by row, a row per `from`; road::unreachable where there is no way.
  virtual std::vector<Millis> table(std::span<const Spot* const> from, std::span<const Spot* const> to) const = 0;
  // No time can be shorter than the great circle at this speed: what lets a search stop.
  virtual double fastest_kmh() const = 0;
  virtual bool by_road() const = 0;
};

// The detour factor 1.35 is the usual ratio of road to straight line in towns (Boscoe, Henry & Zdeb 2012: 1.4).
class StraightTimes final : public TravelTimes {
 public:
  explicit StraightTimes(double kmh = 60, double detour = 1.35) : kmh_(kmh), detour_(detour) {}
  Spot spot(const Place& place) const override { return {place, {}}; }
  std::vector<Millis> table(std::span<const Spot* const> from, std::span<const Spot* const> to) const override;
  double fastest_kmh() const override { return kmh_ / detour_; }
  bool by_road() const override { return false; }

 private:
  double kmh_, detour_;
};

class RoadTimes final : public TravelTimes {
 public:
  // Keeps views; all must outlive it. The graph has an elimination tree.
  RoadTimes(const road::NetworkView& roads, std::span<const Millis> weights, const road::SearchGraph& graph,
            const road::SnapOptions& snapping);
  Spot spot(const Place& place) const override;
  std::vector<Millis> table(std::span<const Spot* const> from, std::span<const Spot* const> to) const override;
  double fastest_kmh() const override { return 150; }
  bool by_road() const override { return true; }

 private:
  std::span<const Millis> weights_;
  const road::SearchGraph* graph_;
  road::Snapper snapper_;
};

}  // namespace kjede::dispatch
