#include "kjede/dispatch/travel_times.hpp"

#include <algorithm>
#include <cmath>

#include "kjede/road/climb.hpp"

namespace kjede::dispatch {
namespace {

std::vector<road::Climb> climbs(const road::SearchGraph& graph, std::span<const Spot* const> spots,
                                road::Direction direction) {
  std::vector<road::Climb> out;
  out.reserve(spots.size());
  for (const auto* spot : spots) {
    std::vector<road::Entry> entries;
    if (spot->road) {
      for (const auto& access : direction == road::Direction::from_nodes ? spot->road->out : spot->road->in) {
        entries.push_back({access.node, access.time});
      }
    }
    out.push_back(road::climb(graph, entries, direction));
  }
  return out;
}

}  // namespace

std::vector<Millis> StraightTimes::table(std::span<const Spot* const> from, std::span<const Spot* const> to) const {
  std::vector<Millis> out;
  out.reserve(from.size() * to.size());
  for (const auto* a : from) {
    for (const auto* b : to) {
      const double seconds = metres_between(a->place, b->place) * detour_ / (kmh_ / 3.6);
      out.push_back(static_cast<Millis>(std::llround(std::min(seconds * 1000, 1e9))));
    }
  }
  return out;
}

RoadTimes::RoadTimes(const road::NetworkView& roads, std::span<const Millis> weights, const road::SearchGraph& graph,
                     const road::SnapOptions& snapping)
    : weights_(weights), graph_(&graph), snapper_(roads, weights, snapping) {}

Spot RoadTimes::spot(const Place& place) const {
  const auto location = road::location_of(place.lon, place.lat);
  return {place, location ? snapper_.snap(*location) : std::nullopt};
}

std::vector<Millis> RoadTimes::table(std::span<const Spot* const> from, std::span<const Spot* const> to) const {
  const auto starts = climbs(*graph_, from, road::Direction::from_nodes);
  const auto goals = climbs(*graph_, to, road::Direction::to_nodes);
  std::vector<Millis> out;
  out.reserve(from.size() * to.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (std::size_t j = 0; j < to.size(); ++j) {
      auto time = road::time_between(starts[i], goals[j]);
      if (from[i]->road && to[j]->road) {
        time = std::min(time, road::along_one_arc(*from[i]->road, *to[j]->road, weights_));
      }
      out.push_back(time);
    }
  }
  return out;
}

}  // namespace kjede::dispatch
