#pragma once
// What a service forbids a policy: how often, how far for how little, and from where a unit may be moved.
//
// judge() is asked for every ordered move (a unit sent to another station than its own, or away from where it stands);
// going home is always allowed. The answer says which rule refuses, so that a screen can show it.
//
//   if (judge(guards, {.unit = unit, .to = station, .gain = 0.02, …}) == Refusal::allowed) send(unit, station);

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "kjede/dispatch/fleet.hpp"

namespace kjede::dispatch {

enum class Refusal : std::uint8_t {
  allowed,
  off_limits,
  resting,
  night,
  too_many_moves,
  too_short_stay,
  hard_cover,
  gain
};
std::string_view name_of(Refusal refusal);  // "too many moves"

struct Guards {
  std::uint16_t moves_per_shift = std::numeric_limits<std::uint16_t>::max();
  double least_gain = 0;                 // share of all demand that a move must add to expected coverage
  Millis least_stay = 0;                 // time at a station before a unit is moved on
  int night_from = 0;                    // minutes after midnight; no ordered moves in [from, to), over midnight too
  int night_to = 0;                      // from == to: no night freeze
  std::vector<std::uint8_t> hard_cover;  // per station 1: its last idle unit stays (rural, covered by nobody else)
};

struct ProposedMove {
  const Unit& unit;           // as it is; unit.station is where it counts as cover now
  std::uint32_t to = none;    // station
  double gain = 0;            // share of all demand, expected coverage after minus before
  std::uint32_t idle_at = 1;  // idle units at unit.station, this one included
  Time now = 0;
  int minute_of_day = 0;  // local
};

bool is_night(const Guards& guards, int minute_of_day);
Refusal judge(const Guards& guards, const ProposedMove& move);

}  // namespace kjede::dispatch
