#pragma once
// Drive times between the places of a service, tabulated: stations first, then hospitals, then zones.
//
// A table holds the time from every place to every other, and for a unit on its way the next place ahead, where it can
// turn: of the nearest places the first through which the way is not longer than the detour allows. Which table holds
// when (rush, night, a closed road) is a TravelPlan's business; a trip keeps the table of its departure.
//
//   TravelTable table = TravelTable::build(times, place_count);   // times[from * place_count + to]
//   Millis drive = table.to(zone)[station];

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "kjede/dispatch/fleet.hpp"

namespace kjede::sim {

using dispatch::Millis;
using dispatch::Time;

enum class Drive : std::uint8_t { lights, normal };  // with lights and siren; as other traffic

inline constexpr Millis usual_detour = 20'000;

class TravelTable {
 public:
  // `times` row by row per origin. detour: how much longer (ms) a way through a place may be for the place to count as
  // lying on it; where no place does, a unit is seen at its destination ahead. metres: likewise row by row, along the
  // roads; empty: not known.
  static TravelTable build(std::span<const Millis> times, std::uint32_t places, Millis detour = usual_detour,
                           std::span<const std::uint32_t> metres = {});

  std::uint32_t places() const { return places_; }
  // Times from every place to this one.
  std::span<const Millis> to(std::uint32_t destination) const {
    return {times_.data() + std::size_t{destination} * places_, places_};
  }
  // The next place ahead, from every place, on the way to this one; the destination itself is the last.
  std::span<const std::uint16_t> next_to(std::uint32_t destination) const {
    return {next_.data() + std::size_t{destination} * places_, places_};
  }
  bool has_metres() const { return !metres_.empty(); }
  std::uint32_t metres(std::uint32_t from, std::uint32_t to) const { return metres_[std::size_t{from} * places_ + to]; }

 private:
  void find_next(Millis detour);

  std::uint32_t places_ = 0;
  std::vector<Millis> times_;          // row by row per destination
  std::vector<std::uint16_t> next_;    // row by row per destination
  std::vector<std::uint32_t> metres_;  // row by row per origin; empty: not known
};

inline constexpr std::uint32_t most_places = 65'535;

struct TravelSet {
  std::shared_ptr<const TravelTable> lights, normal;
  const TravelTable& of(Drive drive) const { return drive == Drive::lights ? *lights : *normal; }
};

// From `from` until `to` (virtual time) another set holds: a pass closed, a ferry out of service, a storm.
struct Closure {
  Time from = 0, to = 0;
  std::uint8_t set = 0;
};

struct TravelPlan {
  std::vector<TravelSet> sets;                  // at least one
  std::array<std::uint8_t, 168> set_of_hour{};  // hour of the week, from Monday 00
  std::vector<Closure> closures;                // win over the hour; of several the first
  bool always_first() const;                    // only set 0 is ever used
  Time next_change(Time time) const;            // the set stays the same until then; the largest Time: for good
  std::uint8_t set_at(Time time) const;         // time 0 is a Monday at midnight
};

}  // namespace kjede::sim
