// Redeployment in the simulator: who is moved, who is not, and why.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "log_rows.hpp"
#include "small_service.hpp"

namespace kjede::sim {
namespace {

// Two towns an hour apart, most calls in the west, both units at home in the east.
Service two_towns() {
  auto service = line_service({.stations = {0, 60}, .zones = {1, 59}, .vehicles = {1, 1}});
  service.targets.urban = {12 * 60'000, 12 * 60'000, 12 * 60'000};
  return service;
}

std::vector<Call> west_then_both() {
  return {call_at(0, 0), call_at(300, 0), call_at(301, 1), call_at(600, 0), call_at(900, 0)};
}

TEST(Redeployment, ExpectedCoverageBringsAUnitWhereTheCallsAre) {
  const auto service = two_towns();
  const auto at_home = simulate(service, replay_of(west_then_both()));
  const auto moved = simulate(service, replay_of(west_then_both(), *dispatch::policy_named("dmexclp")));
  EXPECT_EQ(at_home->replications[0].response[0].within, 1u);
  EXPECT_EQ(moved->replications[0].response[0].within, 4u);
  EXPECT_EQ(at_home->replications[0].moves_per_shift(), 0);
  EXPECT_GT(moved->replications[0].moves_per_shift(), 0);
}

TEST(Redeployment, GuardsKeepUnitsAtHome) {
  const auto service = two_towns();
  auto policy = *dispatch::policy_named("dmexclp");
  policy.guards.moves_per_shift = 0;
  EXPECT_EQ(simulate(service, replay_of(west_then_both(), policy))->replications[0].response[0].within, 1u);
  policy = *dispatch::policy_named("dmexclp");
  policy.guards.night_from = 0;
  policy.guards.night_to = 1440;
  EXPECT_EQ(simulate(service, replay_of(west_then_both(), policy))->replications[0].moves_per_shift(), 0);
  policy = *dispatch::policy_named("dmexclp");
  policy.guards.least_gain = 0.9;
  EXPECT_EQ(simulate(service, replay_of(west_then_both(), policy))->replications[0].moves_per_shift(), 0);
}

TEST(Redeployment, AStationThatMustBeCoveredKeepsItsLastUnit) {
  auto service = line_service({.stations = {0, 60}, .zones = {1, 59}, .vehicles = {1}});
  service.targets.urban = {12 * 60'000, 12 * 60'000, 12 * 60'000};
  const std::vector<Call> calls = {call_at(0, 0), call_at(300, 0), call_at(600, 0)};
  const auto policy = *dispatch::policy_named("dmexclp");
  EXPECT_EQ(simulate(service, replay_of(calls, policy))->replications[0].units[0].moves, 3u);
  service.stations[1].hard_cover = true;
  EXPECT_EQ(simulate(service, replay_of(calls, policy))->replications[0].units[0].moves, 0u);
}

TEST(Redeployment, ComplianceTableMovesAnIdleUnit) {
  // One unit at each end; the order says the middle first. When the west unit is out, the east one moves to the middle.
  auto service = line_service({.stations = {0, 30, 60}, .zones = {1, 30, 59}, .vehicles = {0, 2}});
  auto policy = *dispatch::policy_named("compliance");
  policy.order = {1, 0};
  const auto rows = rows_of(*simulate(service, replay_of({call_at(0, 0), call_at(100, 1)}, policy)));
  EXPECT_EQ(rows[1].at("vehicle"), "v1");
  EXPECT_EQ(minutes(rows[1], "arrived_scene"), 101);
}

TEST(Redeployment, PriorityListFillsTheFirstEmptyStation) {
  auto service = line_service({.stations = {0, 30}, .zones = {1, 30}, .vehicles = {0}});
  auto policy = *dispatch::policy_named("priority-list");
  policy.order = {1, 0};
  const auto rows = rows_of(*simulate(service, replay_of({call_at(0, 0), call_at(100, 1)}, policy)));
  EXPECT_EQ(minutes(rows[0], "at_station"), 1 + 1 + 10 + 29);
  EXPECT_EQ(minutes(rows[1], "arrived_scene"), 101);
}

TEST(Dispatch, CoverageDecidesAmongThoseInTime) {
  // Both stations reach the zone in time. Station 1 is nearer but alone in covering zone 1.
  auto service = line_service({.stations = {0, 8, 0}, .zones = {5, 19}, .vehicles = {0, 1, 2}});
  service.targets.urban = {13 * 60'000, 13 * 60'000, 13 * 60'000};
  const std::vector<Call> calls = {call_at(0, 0), call_at(1000, 1)};
  EXPECT_EQ(rows_of(*simulate(service, replay_of(calls)))[0].at("vehicle"), "v1");
  const auto policy = *dispatch::policy_named("dmexclp-dispatch");
  EXPECT_EQ(rows_of(*simulate(service, replay_of(calls, policy)))[0].at("vehicle"), "v0");
}

}  // namespace
}  // namespace kjede::sim
