#include "play_route.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/road/point_query.hpp"

namespace kjede::service {
namespace {

constexpr double kDetour = 1.35;  // roads against the straight line (dispatch::StraightTimes)

dispatch::Place place_of(const road::Location& at) { return {at.lon_degrees(), at.lat_degrees()}; }

}  // namespace

PlayRoute::PlayRoute(const RoadSession* roads, const dispatch::Place& from, const dispatch::Place& to, double kmh) {
  if (roads != nullptr && by_road(*roads, from, to)) return;
  places_.clear();
  times_.clear();
  add(from, 0);
  add(to, dispatch::metres_between(from, to) * (roads != nullptr ? kDetour : 1) / (kmh / 3.6));
}

void PlayRoute::add(const dispatch::Place& place, double seconds) {
  places_.push_back(place);
  times_.push_back((times_.empty() ? 0 : times_.back()) + seconds);
}

bool PlayRoute::by_road(const RoadSession& roads, const dispatch::Place& from, const dispatch::Place& to) {
  const auto start = roads.point(fmt::format("{:.7f},{:.7f}", from.lon, from.lat));
  const auto end = roads.point(fmt::format("{:.7f},{:.7f}", to.lon, to.lat));
  if (!start || !end) return false;
  road::PointQuery query(roads.graph());
  road::Millis best = road::unreachable;
  road::Access first, last;
  for (const auto& out : start->at.out) {
    for (const auto& in : end->at.in) {
      const auto time = road::add(road::add(out.time, query.time(out.node, in.node)), in.time);
      if (time < best) best = time, first = out, last = in;
    }
  }
  if (best >= road::unreachable) return false;
  const auto& shape = roads.roads().shape;
  add(from, 0);
  add(place_of(roads.roads().nodes[first.node]), first.time / 1000.0);
  auto tail = first.node;
  for (const auto arc : query.route(first.node, last.node).arcs) {
    const auto line = road::arc_line(roads.roads(), tail, arc);
    const double share = roads.weights()[arc] / 1000.0 / static_cast<double>(std::max<std::size_t>(1, line.size() - 1));
    for (std::size_t i = 1; i < line.size(); ++i) add(place_of(line[i]), share);
    tail = shape.head[arc];
  }
  add(to, last.time / 1000.0);
  return true;
}

dispatch::Place PlayRoute::at(double seconds) const {
  if (places_.empty()) return {};
  const auto next = std::upper_bound(times_.begin(), times_.end(), seconds);
  if (next == times_.begin()) return places_.front();
  if (next == times_.end()) return places_.back();
  const auto i = static_cast<std::size_t>(next - times_.begin());
  const double share = (seconds - times_[i - 1]) / (times_[i] - times_[i - 1]);
  const auto &a = places_[i - 1], &b = places_[i];
  return {a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share};
}

}  // namespace kjede::service
