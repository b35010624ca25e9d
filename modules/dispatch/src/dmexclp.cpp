#include "kjede/dispatch/dmexclp.hpp"

#include <tuple>

namespace kjede::dispatch {

std::uint32_t dmexclp_station(const CoverCounts& counts, const StationQuestion& question) {
  std::uint32_t best = none;
  double best_gain = 0;
  for (std::uint32_t s = 0; s < question.to_station.size(); ++s) {
    if (question.to_station[s] >= road::unreachable) continue;
    if (!question.open.empty() && question.open[s] == 0) continue;
    const double gain = counts.gain(s);
    const bool better =
        best == none || gain > best_gain || (gain == best_gain && question.to_station[s] < question.to_station[best]);
    if (better) best = s, best_gain = gain;
  }
  return best;
}

std::optional<Choice> dmexclp_dispatch(std::span<const Unit> units, std::span<const Millis> to_scene,
                                       const Request& request, const CoverCounts& counts, Millis limit) {
  std::optional<Choice> best;
  double best_loss = 0;
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    if (!is_idle(units[u].status) || !may_take(units[u], request)) continue;
    const Millis arrival = predicted_arrival(units[u], to_scene);
    if (arrival > limit || arrival >= road::unreachable) continue;
    const double loss = counts.loss(units[u].station);
    if (!best || std::tie(loss, arrival) < std::tie(best_loss, best->arrival)) {
      best = Choice{u, arrival, false};
      best_loss = loss;
    }
  }
  return best ? best : closest_idle(units, to_scene, request);
}

}  // namespace kjede::dispatch
