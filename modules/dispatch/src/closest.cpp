#include "kjede/dispatch/closest.hpp"

namespace kjede::dispatch {

std::optional<Choice> closest_idle(std::span<const Unit> units, std::span<const Millis> to_scene,
                                   const Request& request) {
  Choice best;
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    if (!may_take(units[u], request)) continue;
    const Millis arrival = predicted_arrival(units[u], to_scene);
    if (arrival < best.arrival) best = {u, arrival, false};
  }
  if (best.unit == none) return std::nullopt;
  return best;
}

namespace {

bool may_divert(const Unit& unit, const Request& request, const Diversion& diversion) {
  return unit.status == UnitStatus::to_scene &&
         diversion.allowed[static_cast<std::size_t>(unit.mission)][static_cast<std::size_t>(request.priority)] &&
         ((unit.takes >> static_cast<int>(request.priority)) & 1) != 0 && (unit.kinds & request.kinds) == request.kinds;
}

}  // namespace

std::optional<Choice> closest_or_divert(std::span<const Unit> units, std::span<const Millis> to_scene,
                                        const Request& request, const Diversion& diversion) {
  const auto idle = closest_idle(units, to_scene, request);
  Choice best = idle.value_or(Choice{});
  const Millis to_beat = best.arrival;
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    if (!may_divert(units[u], request, diversion)) continue;
    const Millis arrival = predicted_arrival(units[u], to_scene);
    const bool worth_it = to_beat == road::unreachable || road::add(arrival, diversion.least_gain) < to_beat;
    if (worth_it && arrival < best.arrival) best = {u, arrival, true};
  }
  if (best.unit == none) return std::nullopt;
  return best;
}

std::optional<std::size_t> takeover(const Unit& freed, std::span<const Underway> underway, Millis least_gain) {
  std::optional<std::size_t> best;
  const auto gain = [&](std::size_t i) { return underway[i].left - underway[i].freed; };
  for (std::size_t i = 0; i < underway.size(); ++i) {
    const auto& one = underway[i];
    if (!may_take(freed, one.request) || road::add(one.freed, least_gain) >= one.left) continue;
    const bool better = !best || one.request.priority < underway[*best].request.priority ||
                        (one.request.priority == underway[*best].request.priority && gain(i) > gain(*best));
    if (better) best = i;
  }
  return best;
}

}  // namespace kjede::dispatch
