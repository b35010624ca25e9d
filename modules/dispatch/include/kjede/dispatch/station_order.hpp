#pragma once
// Where the idle units should stand: a nested compliance table, which is one order of stations, and a priority list.
//
// With k idle units the first k stations of the order should each have one (a station may come more than once). A
// priority list sends only a unit that becomes free; a compliance table also moves units that stand elsewhere.
//
//   const auto order = nested_order(coverage, 0.3, 16, capacity);
//   const std::uint32_t next = priority_station(order, idle_at);
//   for (const Move& move : compliance_moves(order, units, rows, {.rule = Matching::min_sum})) send(move);

#include <span>
#include <vector>

#include "kjede/dispatch/coverage.hpp"

namespace kjede::dispatch {

using StationOrder = std::vector<std::uint32_t>;

// Each next station is where one more unit adds most expected coverage (greedy MEXCLP: within 1 − 1/e of the optimum
// for every k, nested by construction). At most capacity[s] times each; empty: no limit. Shorter than `units` when all
// places are taken.
StationOrder nested_order(const Coverage& coverage, double busy, std::size_t units,
                          std::span<const std::uint32_t> capacity = {});

// The first station of the order that wants a unit more than idle_at[s] units that count there; `none` when all have.
std::uint32_t priority_station(const StationOrder& order, std::span<const std::uint32_t> idle_at);

enum class Matching : std::uint8_t { min_sum, bottleneck };

struct Move {
  std::uint32_t unit = none;
  std::uint32_t station = none;
  Millis drive = 0;
  bool operator==(const Move&) const = default;
};

// The moves that bring the idle units to the order's level: each idle unit gets one of the first k stations, with the
// least total (or least longest) drive. Units that already count at their station are not in the answer.
// to_station[s] is the row of drive times from every place to station s. Units beyond the order's length stay.
std::vector<Move> compliance_moves(const StationOrder& order, std::span<const Unit> units,
                                   std::span<const std::span<const Millis>> to_station, Matching rule);

}  // namespace kjede::dispatch
