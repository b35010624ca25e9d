#include "kjede/dispatch/dmexclp.hpp"

#include <tuple>

namespace kjede::dispatch {

namespace {

// The best station so far.
class BestStation {
 public:
  BestStation(const CoverCounts& counts, const std::function<Millis(std::uint32_t)>& drive_to,
              const std::function<bool(std::uint32_t)>& is_open)
      : counts_(counts), drive_to_(drive_to), is_open_(is_open) {}

  void consider(std::uint32_t s) {
    if (station != none && counts_.most_gain(s) < gain_) return;
    if (!is_open_(s)) return;
    const Millis drive = drive_to_(s);
    if (drive >= road::unreachable) return;
    const double gain = counts_.gain(s);
    if (station != none && std::tuple(-gain, drive, s) > std::tuple(-gain_, least_drive_, station)) return;
    station = s;
    gain_ = gain;
    least_drive_ = drive;
  }

  std::uint32_t station = none;

 private:
  const CoverCounts& counts_;
  const std::function<Millis(std::uint32_t)>& drive_to_;
  const std::function<bool(std::uint32_t)>& is_open_;
  double gain_ = 0;
  Millis least_drive_ = road::unreachable;
};

}  // namespace

std::uint32_t dmexclp_station(const CoverCounts& counts, const std::function<Millis(std::uint32_t)>& drive_to,
                              const std::function<bool(std::uint32_t)>& is_open) {
  const auto stations = counts.coverage().station_count();
  std::uint32_t likely = none;
  for (std::uint32_t s = 0; s < stations; ++s)
    if (likely == none || counts.most_gain(s) > counts.most_gain(likely)) likely = s;
  BestStation best(counts, drive_to, is_open);
  if (likely != none) best.consider(likely);  // a good one first: the rest are then passed by
  for (std::uint32_t s = 0; s < stations; ++s) best.consider(s);
  return best.station;
}

std::uint32_t dmexclp_station(const CoverCounts& counts, const StationQuestion& question) {
  return dmexclp_station(
      counts, [&](std::uint32_t s) { return question.to_station[s]; },
      [&](std::uint32_t s) { return question.open.empty() || question.open[s] != 0; });
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
