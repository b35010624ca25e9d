// Who goes: by hand on small fleets, and against exhaustive choice on random ones.
#include "kjede/dispatch/closest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "random_fleet.hpp"

namespace kjede::dispatch {
namespace {

const std::vector<Millis> drives = {300'000, 120'000, 600'000};

TEST(ClosestIdle, TurnoutAndWhatIsLeftOfTheWayCount) {
  std::vector<Unit> units(2);
  units[0] = {.status = UnitStatus::at_station, .place = 1, .turnout = 90'000};                   // 210 s
  units[1] = {.status = UnitStatus::returning, .place = 1, .until_place = 80'000, .turnout = 0};  // 200 s
  EXPECT_EQ(closest_idle(units, drives, {}), (Choice{1, 200'000, false}));
}

TEST(ClosestIdle, NobodyFreeAbleOrWithARoad) {
  std::vector<Unit> units(4);
  units[0] = {.status = UnitStatus::at_scene, .place = 1};
  units[1] = {.status = UnitStatus::at_station, .kinds = 1, .place = 1};
  units[2] = {.status = UnitStatus::off_duty, .kinds = 2, .place = 1};
  units[3] = {.status = UnitStatus::at_station, .kinds = 2, .place = 1, .until_place = road::unreachable};
  EXPECT_EQ(closest_idle(units, drives, {.kinds = 2}), std::nullopt);
}

TEST(ClosestIdle, RestingCrewOnlyForWhatItTakes) {
  std::vector<Unit> units(1);
  units[0] = {.status = UnitStatus::resting, .takes = 0b001, .place = 0};
  EXPECT_TRUE(closest_idle(units, drives, {.priority = Priority::acute}));
  EXPECT_FALSE(closest_idle(units, drives, {.priority = Priority::urgent}));
}

TEST(Divert, OnlyFromLowerPriorityAndOnlyWhenItGainsEnough) {
  std::vector<Unit> units(2);
  units[0] = {.status = UnitStatus::at_station, .place = 0};                             // 300 s
  units[1] = {.status = UnitStatus::to_scene, .mission = Priority::urgent, .place = 1};  // 120 s
  const Diversion rule{.allowed = Diversion::lower_to_acute(), .least_gain = 60'000};
  EXPECT_EQ(closest_or_divert(units, drives, {}, rule), (Choice{1, 120'000, true}));
  EXPECT_EQ(closest_or_divert(units, drives, {.priority = Priority::urgent}, rule), (Choice{0, 300'000, false}));
  EXPECT_EQ(closest_or_divert(units, drives, {}, {.allowed = rule.allowed, .least_gain = 180'000}),
            (Choice{0, 300'000, false}));
  units[1].mission = Priority::acute;
  EXPECT_EQ(closest_or_divert(units, drives, {}, rule), (Choice{0, 300'000, false}));
}

TEST(Divert, WithoutAFreeUnitAnyGainIsEnough) {
  std::vector<Unit> units(1);
  units[0] = {.status = UnitStatus::to_scene, .mission = Priority::planned, .place = 2};
  EXPECT_EQ(closest_or_divert(units, drives, {}, {.allowed = Diversion::planned_to_acute(), .least_gain = 60'000}),
            (Choice{0, 600'000, true}));
}

TEST(Takeover, TheMostUrgentThenTheLargestGain) {
  Unit freed;
  freed.status = UnitStatus::returning;
  const Request acute{Priority::acute}, planned{Priority::planned};
  const std::vector<Underway> underway{
      {600'000, 100'000, planned}, {300'000, 170'000, acute}, {400'000, 200'000, acute}};
  EXPECT_EQ(takeover(freed, underway, 120'000), 2u);
  EXPECT_EQ(takeover(freed, underway, 250'000), 0u);
  EXPECT_EQ(takeover(freed, underway, 500'000), std::nullopt);
  freed.takes = 0b100;
  EXPECT_EQ(takeover(freed, underway, 0), 0u);
}

RC_GTEST_PROP(ClosestIdle, NoFreeUnitIsSooner, (std::uint64_t seed)) {
  const auto fleet = RandomFleet(seed);
  const auto choice = closest_idle(fleet.units, fleet.to_scene, fleet.request);
  Millis least = road::unreachable;
  for (const auto& unit : fleet.units)
    if (may_take(unit, fleet.request)) least = std::min(least, predicted_arrival(unit, fleet.to_scene));
  RC_ASSERT(choice.has_value() == (least < road::unreachable));
  if (choice) {
    RC_ASSERT(choice->arrival == least);
    RC_ASSERT(may_take(fleet.units[choice->unit], fleet.request));
  }
}

RC_GTEST_PROP(Divert, NeverSlowerThanTheClosestIdleUnit, (std::uint64_t seed)) {
  const auto fleet = RandomFleet(seed);
  const Diversion rule{.allowed = Diversion::lower_to_acute(), .least_gain = 30'000};
  const auto idle = closest_idle(fleet.units, fleet.to_scene, fleet.request);
  const auto choice = closest_or_divert(fleet.units, fleet.to_scene, fleet.request, rule);
  if (idle) RC_ASSERT(choice && choice->arrival <= idle->arrival);
  if (choice && choice->diverted) {
    const Unit& unit = fleet.units[choice->unit];
    RC_ASSERT(unit.status == UnitStatus::to_scene);
    RC_ASSERT(fleet.request.priority == Priority::acute);
    RC_ASSERT(unit.mission != Priority::acute);
    if (idle) RC_ASSERT(choice->arrival + rule.least_gain < idle->arrival);
  }
}

}  // namespace
}  // namespace kjede::dispatch
