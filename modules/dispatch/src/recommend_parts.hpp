#pragma once
// The parts a recommendation is put together from.

#include "arrivals.hpp"

namespace kjede::dispatch {

struct Asked {
  const SchemeIndex& index;
  const LiveState& live;
  const TravelTimes& times;
  const Incident& incident;
  const ResponderPolicy& policy;
  const Moment& now;
  Spot scene;

  Spread spread() const { return {policy.drive_sigma, policy.turnout_sigma}; }
};

// Best first; fills factors.free_ordinary.
std::vector<OrdinaryChoice> choose_ordinary(const Asked& asked, Factors& factors);

// AEDs near the scene whose door is open and that are in date, nearest first, with the drive from each to the scene.
struct NearAed {
  std::uint32_t aed = 0;
  double metres = 0;
  Millis to_scene = road::unreachable;
};
std::vector<NearAed> open_aeds(const Asked& asked);
AedChoice aed_choice(const Asked& asked, const NearAed& near, int detour_seconds);
// Is its door open so many seconds from now?
DoorState door_at(const Asked& asked, std::uint32_t aed, int seconds);

// What stands against a unit right now beyond today's judgement; nothing: it may go.
std::optional<Reason> barred(const Asked& asked, std::uint32_t unit);

// Who is alerted, who is in reserve, who is not eligible; fills the factors of responders.
void choose_responders(const Asked& asked, Recommendation& answer);

}  // namespace kjede::dispatch
