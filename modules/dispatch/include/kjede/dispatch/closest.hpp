#pragma once
// Which unit goes: the one predicted to arrive first, and when a unit on its way to something less urgent should turn.
//
// `to_scene` is the drive time from every place to the scene, in the mode of the request (road::unreachable: no way).
// Ties go to the unit with the lower number, so that the answer never depends on the order of evaluation.
//
//   if (auto choice = closest_idle(units, to_scene, request)) send(choice->unit);
//   auto choice = closest_or_divert(units, to_scene, request, {.allowed = Diversion::lower_to_acute()});

#include <array>
#include <optional>
#include <span>

#include "kjede/dispatch/fleet.hpp"

namespace kjede::dispatch {

struct Choice {
  std::uint32_t unit = none;
  Millis arrival = road::unreachable;  // predicted, from now: turnout + drive
  bool diverted = false;               // it leaves another mission, which must be dispatched anew
  bool operator==(const Choice&) const = default;
};

// Predicted arrival of a unit: expected turnout, what is left to the next place ahead, the drive from there.
constexpr Millis predicted_arrival(const Unit& unit, std::span<const Millis> to_scene) {
  return road::add(road::add(unit.turnout, unit.until_place), to_scene[unit.place]);
}

// The unit that may take the request and is predicted first. Nothing when none can reach the scene.
std::optional<Choice> closest_idle(std::span<const Unit> units, std::span<const Millis> to_scene,
                                   const Request& request);

// When a unit driving to one mission may be turned to another.
struct Diversion {
  using Table = std::array<std::array<bool, priority_count>, priority_count>;
  Table allowed{};        // [from][to]
  Millis least_gain = 0;  // the diverted unit must be sooner than the best free unit by more than this

  static constexpr Table lower_to_acute() { return {{{}, {true}, {true}}}; }
  static constexpr Table planned_to_acute() { return {{{}, {}, {true}}}; }
};

// As closest_idle, but a unit on its way to a less urgent mission is taken when the table allows and it gains enough.
std::optional<Choice> closest_or_divert(std::span<const Unit> units, std::span<const Millis> to_scene,
                                        const Request& request, const Diversion& diversion);

// A mission somebody drives to, as a unit that has just become free sees it.
struct Underway {
  Millis left = 0;                   // until the unit that is sent arrives, as predicted
  Millis freed = road::unreachable;  // until the freed unit would
  Request request;
  bool operator==(const Underway&) const = default;
};

// Which of these missions the freed unit should take over, so that the other turns back: the most urgent one for which
// it is sooner by more than `least_gain`, of those the one that gains most. Nothing when there is none.
std::optional<std::size_t> takeover(const Unit& freed, std::span<const Underway> underway, Millis least_gain);

}  // namespace kjede::dispatch
