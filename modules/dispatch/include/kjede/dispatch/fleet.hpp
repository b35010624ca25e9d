#pragma once
// What a policy may know: the units, as they are at one moment, and what is asked of them.
//
// The simulator keeps these on virtual time, live dispatch on the clock. Places are numbered by the caller (stations,
// hospitals, zones, road nodes); a policy sees them only as an index into a row of drive times to one destination.
// A unit on its way stands, to a policy, at the next place ahead (`place`, `until_place`): that is where it can turn.
//
//   auto choice = closest_idle(units, drive_times_to_scene, {.priority = Priority::acute});

#include <cstdint>
#include <limits>

#include "kjede/road/millis.hpp"

namespace kjede::dispatch {

using road::Millis;
using Time = std::int64_t;  // milliseconds since an origin the caller chooses

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();  // no unit, no station

enum class Priority : std::uint8_t { acute, urgent, planned };  // as in the register `mission`
inline constexpr int priority_count = 3;

enum class UnitStatus : std::uint8_t {
  off_duty,
  at_station,  // idle
  returning,   // idle, on its way to a station
  resting,     // meal or rest; may be called out for what `takes` says
  to_scene,    // alerted, until it arrives
  at_scene,    // from here to `clear` nobody may redirect it
  to_hospital,
  at_hospital,
};

struct Unit {
  UnitStatus status = UnitStatus::off_duty;
  Priority mission = Priority::planned;  // what it drives to (status to_scene)
  std::uint8_t takes = 0b111;            // bit p: may be sent to missions of priority p
  std::uint16_t moves = 0;               // ordered moves this shift
  std::uint32_t kinds = 1;               // what it can do, as bits
  std::uint32_t place = 0;               // where it stands, or the next place ahead
  Millis until_place = 0;                // drive time left to there
  Millis turnout = 0;                    // expected time until the wheels roll; 0 when they do
  std::uint32_t station = none;          // where it stands or is heading while idle: where it counts as cover
  std::uint32_t home = none;             // the station it belongs to
  Time since = 0;                        // when it came to, or was sent to, `station`
};

struct Request {
  Priority priority = Priority::acute;
  std::uint32_t kinds = 1;  // all of these are needed
  bool operator==(const Request&) const = default;
};

constexpr bool is_idle(UnitStatus status) {
  return status == UnitStatus::at_station || status == UnitStatus::returning;
}

// Counts as cover while idle: a unit that may not go to acute missions covers nobody.
constexpr bool covers(const Unit& unit) { return (unit.takes & 1) != 0; }

// On duty, able, and free for a mission of this priority. A resting unit is free when `takes` says so.
constexpr bool may_take(const Unit& unit, const Request& request) {
  return (is_idle(unit.status) || unit.status == UnitStatus::resting) &&
         ((unit.takes >> static_cast<int>(request.priority)) & 1) != 0 && (unit.kinds & request.kinds) == request.kinds;
}

}  // namespace kjede::dispatch
