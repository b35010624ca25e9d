#include "recommend_parts.hpp"

namespace kjede::dispatch {
namespace {

constexpr double kAedReach = 3000;  // metres from the scene
constexpr std::size_t kAedsLooked = 8;

}  // namespace

DoorState door_at(const Asked& asked, std::uint32_t aed, int seconds) {
  const auto& hours = asked.index.scheme().aeds[aed].hours;
  if (!hours) return DoorState::unknown;
  const int minute = asked.now.minute + seconds / 60;
  return state_at(*hours, asked.now.date + std::chrono::days(minute / 1440), minute % 1440);
}

std::vector<NearAed> open_aeds(const Asked& asked) {
  const auto& aeds = asked.index.scheme().aeds;
  std::vector<NearAed> out;
  asked.index.aeds().nearest(asked.incident.place, kAedReach, [&](std::uint32_t which, double metres) {
    const auto& aed = aeds[which];
    const bool here = aed.usable(asked.now.date) && aed.access == AedAccess::everyone && !aed.mobile;
    if (here && door_at(asked, which, 0) == DoorState::open) out.push_back({which, metres, road::unreachable});
    return out.size() >= kAedsLooked;
  });
  std::vector<const Spot*> spots;
  for (const auto& near : out) spots.push_back(&asked.index.aed_spot(near.aed));
  const auto drives = drives_to(asked.times, spots, asked.scene);
  for (std::size_t i = 0; i < out.size(); ++i) out[i].to_scene = drives[i].time;
  return out;
}

AedChoice aed_choice(const Asked& asked, const NearAed& near, int detour_seconds) {
  const auto& aed = asked.index.scheme().aeds[near.aed];
  return {aed.id, aed.name, aed.location, DoorState::open, near.metres, detour_seconds};
}

}  // namespace kjede::dispatch
