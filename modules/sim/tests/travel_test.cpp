// Tables, the next place ahead, and which table holds when.
#include "kjede/sim/travel.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kjede/base/rng.hpp"
#include "small_service.hpp"

namespace kjede::sim {
namespace {

TEST(TravelTable, ALineIsDrivenPlaceByPlace) {
  const auto table = line_table({0, 3, 7, 10}, 1, 0);
  EXPECT_EQ(table->to(3)[0], 600'000u);
  EXPECT_EQ(table->next_to(3)[0], 1u);
  EXPECT_EQ(table->next_to(3)[1], 2u);
  EXPECT_EQ(table->next_to(3)[2], 3u);
  EXPECT_EQ(table->next_to(0)[3], 2u);
}

TEST(TravelTable, APlaceBesideTheWayCountsWithinTheDetour) {
  // 1 lies beside the way from 0 to 2: 6 + 5 instead of 10.
  const std::vector<Millis> times = {0, 6, 10, 6, 0, 5, 10, 5, 0};
  EXPECT_EQ(TravelTable::build(times, 3, 0).next_to(2)[0], 2u);
  EXPECT_EQ(TravelTable::build(times, 3, 1).next_to(2)[0], 1u);
}

RC_GTEST_PROP(TravelTable, EveryWayEnds, (std::uint64_t seed)) {
  base::Rng rng(seed);
  const auto n = static_cast<std::uint32_t>(2 + rng.below(40));
  std::vector<Millis> times(n * n);
  for (auto& t : times) t = rng.chance(0.1) ? road::unreachable : static_cast<Millis>(rng.below(1000));
  for (std::uint32_t i = 0; i < n; ++i) times[i * n + i] = 0;
  const auto table = TravelTable::build(times, n, static_cast<Millis>(rng.below(300)));
  for (std::uint32_t to = 0; to < n; ++to)
    for (std::uint32_t from = 0; from < n; ++from) {
      std::uint32_t place = from;
      for (std::uint32_t steps = 0; place != to; ++steps) {
        const auto next = table.next_to(to)[place];
        RC_ASSERT(next == to || table.to(to)[next] < table.to(to)[place]);
        RC_ASSERT(steps < n);
        place = next;
      }
    }
}

TEST(TravelPlan, ClosuresWinOverHours) {
  TravelPlan plan;
  plan.sets.resize(3);
  EXPECT_TRUE(plan.always_first());
  EXPECT_EQ(plan.next_change(5), std::numeric_limits<Time>::max());
  plan.set_of_hour[8] = 1;
  plan.closures = {{.from = 8 * hour + 10 * minute, .to = 8 * hour + 20 * minute, .set = 2}};
  EXPECT_EQ(plan.set_at(8 * hour - 1), 0);
  EXPECT_EQ(plan.set_at(8 * hour), 1);
  EXPECT_EQ(plan.set_at(8 * hour + 10 * minute), 2);
  EXPECT_EQ(plan.set_at(8 * hour + 20 * minute), 1);
  EXPECT_EQ(plan.set_at(week + 8 * hour + 10 * minute), 1);
  EXPECT_EQ(plan.next_change(8 * hour), 8 * hour + 10 * minute);
}

}  // namespace
}  // namespace kjede::sim
