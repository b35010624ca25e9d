#pragma once
// Units to stations, one each: least total time, or least longest time.
//
//   auto station_of = min_sum_assignment(costs, 3, 4);   // 3 units, 4 slots, row by row

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kjede/dispatch/fleet.hpp"

namespace kjede::dispatch {

using Assignment = std::vector<std::uint32_t>;  // per row its column

// Costs row by row, rows <= columns; road::unreachable forbids a pair. Nothing when no full assignment exists.
// The Hungarian method with potentials (Kuhn 1955; Jonker & Volgenant 1987), rows² · columns.
std::optional<Assignment> min_sum_assignment(std::span<const Millis> costs, std::size_t rows, std::size_t columns);

// The largest cost is as small as can be and, among those, the sum.
std::optional<Assignment> bottleneck_assignment(std::span<const Millis> costs, std::size_t rows, std::size_t columns);

}  // namespace kjede::dispatch
