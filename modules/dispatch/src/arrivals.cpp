#include "arrivals.hpp"

#include <cmath>

namespace kjede::dispatch {

Arrival arrival_of(double turnout_seconds, Millis drive, const Spread& spread, bool straight_line) {
  constexpr double kTenth = 1.2816;  // standard normal, P90
  const double driving = drive / 1000.0;
  const double drive_sd = driving * spread.drive_sigma * (straight_line ? 2 : 1);
  const double sd = std::hypot(drive_sd, turnout_seconds * spread.turnout_sigma);
  const double mean = turnout_seconds + driving;
  const auto whole = [](double seconds) { return static_cast<int>(std::lround(std::max(0.0, seconds))); };
  return {whole(mean), whole(mean - kTenth * sd), whole(mean + kTenth * sd), straight_line, false};
}

bool is_recent(const std::optional<base::Instant>& taken, base::Instant now, int limit_seconds) {
  return taken && now - *taken <= std::chrono::seconds(limit_seconds) && *taken - now <= kClockTolerance;
}

std::vector<Drive> drives_to(const TravelTimes& times, std::span<const Spot* const> from, const Spot& scene) {
  const Spot* goal = &scene;
  const auto by_road = times.table(from, {&goal, 1});
  std::vector<Drive> out;
  for (const auto time : by_road) out.push_back({time, !times.by_road()});
  return out;
}

}  // namespace kjede::dispatch
