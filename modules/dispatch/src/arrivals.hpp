#pragma once
// When somebody can be with the patient, and how sure that is.

#include "kjede/dispatch/recommend.hpp"

namespace kjede::dispatch {

inline constexpr auto kClockTolerance = std::chrono::minutes(2);

struct Spread {
  double drive_sigma = 0.2;
  double turnout_sigma = 0.4;
};

// 80 % of arrivals lie within low and high: both spreads as normal on the scale of seconds, added in quadrature.
Arrival arrival_of(double turnout_seconds, Millis drive, const Spread& spread, bool straight_line);

// A position that may be used: not older than allowed, not from a clock that is ahead.
bool is_recent(const std::optional<base::Instant>& taken, base::Instant now, int limit_seconds);

// The drive from each spot to one, by road, and by a straight line where no road reaches the scene or the spot.
struct Drive {
  Millis time = road::unreachable;
  bool straight_line = false;
};
std::vector<Drive> drives_to(const TravelTimes& times, std::span<const Spot* const> from, const Spot& scene);

}  // namespace kjede::dispatch
