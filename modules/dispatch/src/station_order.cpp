#include "kjede/dispatch/station_order.hpp"

#include <algorithm>

#include "kjede/dispatch/assignment.hpp"

namespace kjede::dispatch {

StationOrder nested_order(const Coverage& coverage, double busy, std::size_t units,
                          std::span<const std::uint32_t> capacity) {
  CoverCounts counts(coverage, busy, units);
  std::vector<std::uint32_t> used(coverage.station_count(), 0);
  StationOrder order;
  while (order.size() < units) {
    std::uint32_t best = none;
    double best_gain = 0;
    for (std::uint32_t s = 0; s < coverage.station_count(); ++s) {
      if (!capacity.empty() && used[s] >= capacity[s]) continue;
      const double gain = counts.gain(s);
      if (best == none || gain > best_gain) best = s, best_gain = gain;
    }
    if (best == none) break;
    order.push_back(best);
    counts.add(best);
    ++used[best];
  }
  return order;
}

std::uint32_t priority_station(const StationOrder& order, std::span<const std::uint32_t> idle_at) {
  std::vector<std::uint32_t> wanted(idle_at.size(), 0);
  for (const auto s : order)
    if (++wanted[s] > idle_at[s]) return s;
  return none;
}

namespace {

std::vector<std::uint32_t> idle_units(std::span<const Unit> units) {
  std::vector<std::uint32_t> idle;
  for (std::uint32_t u = 0; u < units.size(); ++u)
    if (is_idle(units[u].status) && covers(units[u])) idle.push_back(u);
  return idle;
}

}  // namespace

std::vector<Move> compliance_moves(const StationOrder& order, std::span<const Unit> units,
                                   std::span<const std::span<const Millis>> to_station, Matching rule) {
  const auto idle = idle_units(units);
  const std::size_t slots = std::min(idle.size(), order.size());
  const auto drive = [&](std::uint32_t u, std::uint32_t s) {
    return road::add(units[u].until_place, to_station[s][units[u].place]);
  };
  std::vector<Millis> costs;  // one row per slot, one column per idle unit: no more slots than units
  for (std::size_t slot = 0; slot < slots; ++slot)
    for (const auto u : idle) costs.push_back(drive(u, order[slot]));
  const auto unit_of = rule == Matching::min_sum ? min_sum_assignment(costs, slots, idle.size())
                                                 : bottleneck_assignment(costs, slots, idle.size());
  std::vector<Move> moves;
  if (!unit_of) return moves;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const std::uint32_t u = idle[(*unit_of)[slot]];
    if (units[u].station != order[slot]) moves.push_back({u, order[slot], drive(u, order[slot])});
  }
  std::ranges::sort(moves, {}, &Move::unit);
  return moves;
}

}  // namespace kjede::dispatch
