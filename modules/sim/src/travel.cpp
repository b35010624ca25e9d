#include "kjede/sim/travel.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace kjede::sim {
namespace {

constexpr Time hour_ms = 3'600'000;
constexpr std::size_t neighbours = 16;  // near places that are tried as the next on a way

}  // namespace

TravelTable TravelTable::build(std::span<const Millis> times, std::uint32_t places, Millis detour,
                               std::span<const std::uint32_t> metres) {
  TravelTable table;
  table.metres_.assign(metres.begin(), metres.end());
  table.places_ = places;
  table.times_.resize(times.size());
  for (std::size_t from = 0; from < places; ++from)
    for (std::size_t to = 0; to < places; ++to) table.times_[to * places + from] = times[from * places + to];
  table.find_next(detour);
  return table;
}

// Of the places near `from`, nearest first, the first that lies on the way (within the detour) and is nearer the
// destination: so the way always shortens and ends.
void TravelTable::find_next(Millis detour) {
  next_.resize(times_.size());
  std::vector<std::uint32_t> order(places_);
  const auto time = [this](std::size_t from, std::size_t to) { return times_[to * places_ + from]; };
  for (std::uint32_t from = 0; from < places_; ++from) {
    std::iota(order.begin(), order.end(), 0);
    const auto near = std::min<std::size_t>(neighbours + 1, places_);
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(near), order.end(),
        [&](std::uint32_t a, std::uint32_t b) { return std::pair(time(from, a), a) < std::pair(time(from, b), b); });
    for (std::uint32_t to = 0; to < places_; ++to) {
      const Millis direct = time(from, to);
      std::uint32_t next = to;
      for (std::size_t i = 0; i < near && next == to; ++i) {
        const std::uint32_t through = order[i];
        if (through == from || time(from, through) == 0 || time(through, to) >= direct) continue;
        if (road::add(time(from, through), time(through, to)) <= road::add(direct, detour)) next = through;
      }
      next_[std::size_t{to} * places_ + from] = static_cast<std::uint16_t>(next);
    }
  }
}

bool TravelPlan::always_first() const {
  return closures.empty() && std::ranges::all_of(set_of_hour, [](std::uint8_t set) { return set == 0; });
}

std::uint8_t TravelPlan::set_at(Time time) const {
  for (const auto& closure : closures)
    if (closure.from <= time && time < closure.to) return closure.set;
  return set_of_hour[static_cast<std::size_t>(time / hour_ms % 168)];
}

Time TravelPlan::next_change(Time time) const {
  if (always_first()) return std::numeric_limits<Time>::max();
  Time next = (time / hour_ms + 1) * hour_ms;
  for (const auto& closure : closures)
    for (const Time edge : {closure.from, closure.to})
      if (edge > time) next = std::min(next, edge);
  return next;
}

}  // namespace kjede::sim
