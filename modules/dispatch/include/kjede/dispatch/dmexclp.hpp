#pragma once
// Dynamic MEXCLP: decide by expected coverage, in real time.
//
// Redeployment: a unit that becomes free goes where it adds most expected coverage (Jagtenberg, Bhulai & van der Mei
// 2015). Dispatch: among the units that arrive in time send the one whose leaving costs least expected coverage; if
// none arrives in time, the closest (Jagtenberg, van den Berg & van der Mei 2017).
//
//   const std::uint32_t station = dmexclp_station(counts, {.to_station = drive, .open = open});

#include <functional>
#include <optional>
#include <span>

#include "kjede/dispatch/closest.hpp"
#include "kjede/dispatch/coverage.hpp"

namespace kjede::dispatch {

struct StationQuestion {
  std::span<const Millis> to_station;       // drive from the freed unit to each station; breaks ties
  std::span<const std::uint8_t> open = {};  // per station 1: may be used (free space, opening hours); empty: all
};

// The open, reachable station where one more idle unit adds most; ties: shorter drive, then lower number. `none` if no
// station is open. `counts` must not hold the freed unit.
std::uint32_t dmexclp_station(const CoverCounts& counts, const StationQuestion& question);

// The same, asking for the drive to a station and whether it is open only where the answer can matter: of a thousand
// stations a few.
std::uint32_t dmexclp_station(const CoverCounts& counts, const std::function<Millis(std::uint32_t)>& drive_to,
                              const std::function<bool(std::uint32_t)>& is_open);

// `limit`: arrivals up to it are in time. Resting units are only called when no idle one can go in time.
std::optional<Choice> dmexclp_dispatch(std::span<const Unit> units, std::span<const Millis> to_scene,
                                       const Request& request, const CoverCounts& counts, Millis limit);

}  // namespace kjede::dispatch
