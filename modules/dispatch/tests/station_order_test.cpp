// Assignment against all permutations; compliance tables and priority lists on small maps.
#include "kjede/dispatch/station_order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "kjede/dispatch/assignment.hpp"
#include "random_fleet.hpp"

namespace kjede::dispatch {
namespace {

struct Least {
  std::uint64_t sum = UINT64_MAX;
  std::uint64_t longest = UINT64_MAX;
  std::uint64_t sum_at_longest = UINT64_MAX;
};

struct Cost {
  std::uint64_t sum = 0, longest = 0;
};

template <class Columns>
Cost cost_of(const std::vector<Millis>& costs, std::size_t rows, std::size_t columns, const Columns& column_of) {
  Cost cost;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::uint64_t c = costs[r * columns + column_of[r]];
    cost.sum += c;
    cost.longest = std::max(cost.longest, c);
  }
  return cost;
}

// Every way of giving each row its own column.
Least by_exhaustion(const std::vector<Millis>& costs, std::size_t rows, std::size_t columns) {
  std::vector<std::size_t> order(columns);
  std::iota(order.begin(), order.end(), 0);
  Least least;
  do {
    const auto [sum, longest] = cost_of(costs, rows, columns, order);
    if (longest >= road::unreachable) continue;
    least.sum = std::min(least.sum, sum);
    if (longest < least.longest || (longest == least.longest && sum < least.sum_at_longest))
      least.longest = longest, least.sum_at_longest = sum;
  } while (std::next_permutation(order.begin(), order.end()));
  return least;
}

RC_GTEST_PROP(Assignment, EqualsExhaustiveSearch, (std::uint64_t seed)) {
  base::Rng rng(seed);
  const auto rows = 1 + rng.below(5);
  const auto columns = rows + rng.below(2);
  std::vector<Millis> costs(rows * columns);
  for (auto& c : costs) c = rng.chance(0.15) ? road::unreachable : static_cast<Millis>(rng.below(20));
  const auto least = by_exhaustion(costs, rows, columns);
  const auto sum = min_sum_assignment(costs, rows, columns);
  const auto longest = bottleneck_assignment(costs, rows, columns);
  RC_ASSERT(sum.has_value() == (least.sum != UINT64_MAX));
  RC_ASSERT(longest.has_value() == sum.has_value());
  if (!sum) return;
  RC_ASSERT(cost_of(costs, rows, columns, *sum).sum == least.sum);
  RC_ASSERT(cost_of(costs, rows, columns, *longest).longest == least.longest);
  RC_ASSERT(cost_of(costs, rows, columns, *longest).sum == least.sum_at_longest);
}

RC_GTEST_PROP(NestedOrder, EachNextStationAddsMost, (std::uint64_t seed)) {
  const RandomFleet fleet(seed);
  const auto cover = fleet.coverage();
  const std::vector<std::uint32_t> capacity(RandomFleet::stations, 2);
  const auto order = nested_order(cover, 0.4, 10, capacity);
  RC_ASSERT(order.size() == 8u);  // all places taken
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::vector<std::uint32_t> first(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(k));
    const auto value = [&](std::uint32_t s) {
      auto with = first;
      with.push_back(s);
      return expected_by_definition(fleet, with, 0.4);
    };
    for (std::uint32_t s = 0; s < RandomFleet::stations; ++s)
      if (std::ranges::count(first, s) < 2) RC_ASSERT(value(order[k]) >= value(s) - 1e-9);
  }
}

TEST(PriorityList, FirstStationThatWantsOneMore) {
  const StationOrder order = {2, 0, 2, 1};
  EXPECT_EQ(priority_station(order, std::vector<std::uint32_t>{0, 0, 0}), 2u);
  EXPECT_EQ(priority_station(order, std::vector<std::uint32_t>{0, 0, 1}), 0u);
  EXPECT_EQ(priority_station(order, std::vector<std::uint32_t>{1, 0, 1}), 2u);
  EXPECT_EQ(priority_station(order, std::vector<std::uint32_t>{1, 1, 2}), none);
}

// Three stations on a line, 10 apart; place s is station s.
struct Line {
  std::vector<std::vector<Millis>> rows = {{0, 10, 20}, {10, 0, 10}, {20, 10, 0}};
  std::vector<std::span<const Millis>> to = {rows[0], rows[1], rows[2]};
  static Unit idle(std::uint32_t s) { return {.status = UnitStatus::at_station, .place = s, .station = s, .home = s}; }
};

TEST(Compliance, LeastLongestMoveSplitsTheWay) {
  const Line line;
  const std::vector<Unit> units = {Line::idle(0), Line::idle(1)};
  const StationOrder order = {1, 2};
  Millis total = 0;
  for (const auto& move : compliance_moves(order, units, line.to, Matching::min_sum)) total += move.drive;
  EXPECT_EQ(total, 20u);
  EXPECT_THAT(compliance_moves(order, units, line.to, Matching::bottleneck),
              testing::ElementsAre(Move{0, 1, 10}, Move{1, 2, 10}));
}

TEST(Compliance, NothingToDoAtTheLevel) {
  const Line line;
  const std::vector<Unit> units = {Line::idle(2), {.status = UnitStatus::at_scene, .place = 0}, Line::idle(1)};
  EXPECT_TRUE(compliance_moves({1, 2, 0}, units, line.to, Matching::min_sum).empty());
}

}  // namespace
}  // namespace kjede::dispatch
