// What happens to single missions, minute by minute.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "log_rows.hpp"
#include "small_service.hpp"

namespace kjede::sim {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

std::vector<double> times_of(const LogRow& row) {
  std::vector<double> times;
  for (const auto* column : {"call_received", "resource_alerted", "resource_mobile", "arrived_scene", "left_scene",
                             "at_hospital", "clear", "at_station"})
    times.push_back(std::round(minutes(row, column) * 1000) / 1000);
  return times;
}

TEST(Engine, OneMissionFromCallToStation) {
  auto service =
      line_service({.stations = {0}, .hospitals = {12}, .zones = {10}, .vehicles = {0}, .lights_factor = 0.5});
  service.zones[0].access_lights = 30'000;
  service.zones[0].access_normal = 60'000;
  Call call = call_at(5, 0);
  call.triage = 30'000;
  call.turnout = 90'000;
  call.to_patient = 120'000;
  call.transport = true;
  call.handover = 15 * 60'000;
  const auto run = simulate(service, replay_of({call}));
  ASSERT_TRUE(run);
  const auto rows = rows_of(*run);
  ASSERT_EQ(rows.size(), 1u);
  // alerted 6, turnout 1.5, drive 5 with lights, access 0.5; scene 10; access 1 and drive 2; handover 15; home 12
  EXPECT_THAT(times_of(rows[0]), ElementsAre(5, 6, 7.5, 13, 23, 26, 41, 53));
  EXPECT_EQ(minutes(rows[0], "incident_created"), 5.5);
  EXPECT_EQ(minutes(rows[0], "at_patient"), 15);
  EXPECT_EQ(rows[0].at("status"), "completed");
  EXPECT_EQ(rows[0].at("hospital"), "h0");
  EXPECT_EQ(rows[0].at("call_received"), "2030-01-07T00:05:00.000+01:00");
  const auto& replication = run->replications[0];
  EXPECT_EQ(replication.response[0].sum, 8 * 60'000);
  EXPECT_EQ(replication.units[0].busy, 35 * minute);
  EXPECT_EQ(replication.units[0].on_duty, 2 * day);
}

TEST(Engine, AUnitOnItsWayHomeIsSentFromWhereItIs) {
  const auto service = line_service({.stations = {0}, .zones = {10, 4}, .vehicles = {0}});
  // Clear at 1 + 10 + 10 = 21 at position 10; the second call is ready at 24, when the unit is at 7, and 4 lies ahead.
  Call second = call_at(23, 1);
  second.turnout = 120'000;  // does not count on the road
  const auto rows = rows_of(*simulate(service, replay_of({call_at(0, 0), second})));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(minutes(rows[0], "at_station"), -1);
  EXPECT_EQ(minutes(rows[1], "resource_mobile"), 24);
  EXPECT_EQ(minutes(rows[1], "arrived_scene"), 27);
  EXPECT_EQ(minutes(rows[1], "at_station"), 27 + 10 + 4);
}

TEST(Engine, TheMostUrgentAndThenTheOldestInLineIsNext) {
  const auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  const auto run =
      simulate(service, replay_of({call_at(0, 0), call_at(1, 0, Priority::planned), call_at(2, 0, Priority::urgent),
                                   call_at(3, 0, Priority::urgent), call_at(4, 0, Priority::acute)}));
  std::vector<std::pair<double, std::string>> order;
  for (const auto& row : rows_of(*run)) order.emplace_back(minutes(row, "resource_alerted"), row.at("incident_id"));
  std::ranges::sort(order);
  std::vector<std::string> ids;
  for (const auto& [when, id] : order) ids.push_back(id);
  EXPECT_THAT(ids, ElementsAre("1-1", "1-5", "1-3", "1-4", "1-2"));
  EXPECT_EQ(run->replications[0].waited, 4u);
}

TEST(Engine, AnAcuteCallTurnsAUnitFromAPlannedMission) {
  const auto service = line_service({.stations = {0, 20}, .zones = {10, 3}, .vehicles = {0, 1}});
  // Unit 0 leaves for zone 0 (10 away) at 1; at 3 it is at 2; the acute call in zone 1 is one minute ahead of it.
  const auto policy = *dispatch::policy_named("redispatch");
  const auto rows = rows_of(
      *simulate(service, replay_of({call_at(0, 0, Priority::planned), call_at(2, 1, Priority::acute)}, policy)));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].at("status"), "cancelled");
  EXPECT_EQ(minutes(rows[0], "clear"), 3);
  EXPECT_EQ(minutes(rows[0], "arrived_scene"), -1);
  EXPECT_EQ(rows[1].at("vehicle"), "v1");  // the planned mission, taken over at once
  EXPECT_EQ(minutes(rows[1], "resource_alerted"), 3);
  EXPECT_EQ(rows[2].at("vehicle"), "v0");
  // The next place ahead of position 2 is the zone at 3.
  EXPECT_EQ(minutes(rows[2], "arrived_scene"), 4);
}

TEST(Engine, AFreedUnitThatIsNearerTakesOver) {
  const auto service = line_service({.stations = {0, 20}, .zones = {12, 10}, .vehicles = {0, 1}});
  // v1 is clear in zone 0 at 11, two minutes from zone 1; v0, alerted for it at 6, still has five to drive.
  const std::vector calls{call_at(0, 0, Priority::acute, 2), call_at(5, 1, Priority::acute)};
  const auto stays = rows_of(*simulate(service, replay_of(calls, *dispatch::policy_named("redispatch"))));
  EXPECT_EQ(minutes(stays.at(1), "arrived_scene"), 16);
  const auto run = simulate(service, replay_of(calls, *dispatch::policy_named("reroute")));
  const auto rows = rows_of(*run);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].at("vehicle"), "v0");
  EXPECT_EQ(rows[1].at("status"), "cancelled");
  EXPECT_EQ(minutes(rows[1], "clear"), 11);
  EXPECT_EQ(rows[2].at("vehicle"), "v1");
  EXPECT_EQ(minutes(rows[2], "resource_alerted"), 11);
  EXPECT_EQ(minutes(rows[2], "arrived_scene"), 13);
  EXPECT_EQ(run->replications[0].response[0].n(), 2u);
}

TEST(Engine, TwoUnitsGoAndTheFirstThereIsTheResponse) {
  const auto service = line_service({.stations = {0, 6}, .zones = {4}, .vehicles = {0, 1}});
  auto call = call_at(0, 0);
  call.two_units = true;
  const auto run = simulate(service, replay_of({call}));
  const auto rows = rows_of(*run);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].at("incident_id"), rows[1].at("incident_id"));
  const auto& response = run->replications[0].response[0];
  EXPECT_EQ(response.n(), 1u);
  EXPECT_EQ(response.times.at(0), 3 * 60'000u);
  EXPECT_EQ(run->replications[0].calls, 1u);
  EXPECT_EQ(run->replications[0].unreached, 0u);
  // with one unit on duty one goes, and nobody waits for the other
  const auto alone = line_service({.stations = {0}, .zones = {4}, .vehicles = {0}});
  EXPECT_EQ(rows_of(*simulate(alone, replay_of({call}))).size(), 1u);
}

TEST(Engine, AVehicleGoesOnlyToWhatItsKindTakes) {
  auto service = line_service({.stations = {0, 20}, .zones = {1}, .vehicles = {0, 1}});
  service.vehicles[0].takes = 0b100;
  const auto rows =
      rows_of(*simulate(service, replay_of({call_at(0, 0, Priority::acute), call_at(60, 0, Priority::planned)})));
  EXPECT_EQ(rows[0].at("vehicle"), "v1");
  EXPECT_EQ(rows[1].at("vehicle"), "v0");
}

TEST(Engine, NobodyOnDutyMeansWaitingForTheShift) {
  auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  service.vehicles[0].from = 7 * 60;
  service.vehicles[0].to = 15 * 60;
  const auto run = simulate(service, replay_of({call_at(60, 0), call_at(14 * 60 + 55, 0), call_at(15 * 60, 0)}));
  const auto rows = rows_of(*run);
  EXPECT_EQ(minutes(rows[0], "resource_alerted"), 7 * 60);
  EXPECT_EQ(minutes(rows[1], "clear"), 14 * 60 + 55 + 1 + 1 + 10);  // overtime
  EXPECT_EQ(minutes(rows[2], "resource_alerted"), 24 * 60 + 7 * 60);
  EXPECT_EQ(run->replications[0].units[0].shifts, 2u);
  EXPECT_EQ(run->replications[0].units[0].on_duty, 2 * 8 * hour + 7 * minute);
}

TEST(Engine, ShiftsOverMidnight) {
  auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  service.vehicles[0].from = 22 * 60;
  service.vehicles[0].to = 6 * 60;
  const auto rows = rows_of(*simulate(service, replay_of({call_at(30, 0), call_at(7 * 60, 0)})));
  EXPECT_EQ(minutes(rows[0], "resource_alerted"), 31);
  EXPECT_EQ(minutes(rows[1], "resource_alerted"), 22 * 60);
}

TEST(Engine, ARestingCrewGoesToAcuteCallsOnly) {
  auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  service.vehicles[0] = {.id = "v0", .station = 0, .from = 480, .to = 960, .rest_after = 240, .rest_length = 30};
  const double noon = 720;
  auto rows = rows_of(*simulate(service, replay_of({call_at(noon, 0, Priority::urgent)})));
  EXPECT_EQ(minutes(rows[0], "resource_alerted"), noon + 30);
  rows = rows_of(
      *simulate(service, replay_of({call_at(noon + 9, 0, Priority::acute), call_at(noon + 24, 0, Priority::urgent)})));
  EXPECT_EQ(minutes(rows[0], "resource_alerted"), noon + 10);
  // Clear at +21 and home at +22; the broken-off rest is owed and begins then.
  EXPECT_EQ(minutes(rows[1], "resource_alerted"), noon + 22 + 30);
}

TEST(Engine, AClosedRoadCountsFromItsHour) {
  auto service = line_service({.stations = {0, 30}, .zones = {10}, .vehicles = {0, 1}});
  // While the road from 0 is closed only the unit at 30 reaches the zone.
  const std::vector<Millis> closed = {0,
                                      road::unreachable,
                                      road::unreachable,  //
                                      road::unreachable,
                                      0,
                                      20 * 60'000,  //
                                      road::unreachable,
                                      20 * 60'000,
                                      0};
  const auto table = std::make_shared<TravelTable>(TravelTable::build(closed, 3));
  service.travel.sets.push_back({table, table});
  service.travel.closures.push_back({.from = 60 * minute, .to = 120 * minute, .set = 1});
  auto rows = rows_of(*simulate(service, replay_of({call_at(58, 0)})));
  EXPECT_EQ(minutes(rows[0], "arrived_scene"), 69);  // set out before the closure
  EXPECT_EQ(minutes(rows[0], "at_station"), 130);    // had no way home until it opened
  rows = rows_of(*simulate(service, replay_of({call_at(62, 0)})));
  EXPECT_EQ(rows[0].at("vehicle"), "v1");
  EXPECT_EQ(minutes(rows[0], "arrived_scene"), 83);
}

TEST(Engine, WaitsUntilTheRoadOpens) {
  auto service = line_service({.stations = {0}, .zones = {10}, .vehicles = {0}});
  const std::vector<Millis> closed = {0, road::unreachable, road::unreachable, 0};
  const auto table = std::make_shared<TravelTable>(TravelTable::build(closed, 2));
  service.travel.sets.push_back({table, table});
  for (std::size_t h = 0; h < 5; ++h) service.travel.set_of_hour[h] = 1;
  const auto run = simulate(service, replay_of({call_at(10, 0)}));
  EXPECT_EQ(minutes(rows_of(*run)[0], "resource_alerted"), 300);
  EXPECT_EQ(run->replications[0].waiting, 289 * minute);
}

TEST(Engine, PatientsGoToTheNearestHospitalThatSuits) {
  auto service = line_service({.stations = {0}, .hospitals = {1, 9}, .zones = {0}, .vehicles = {0}});
  service.hospitals[1].kinds = 0b11;
  Call heart = call_at(0, 0);
  heart.transport = true;
  heart.need = 0b10;
  Call any = call_at(200, 0);
  any.transport = true;
  const auto rows = rows_of(*simulate(service, replay_of({heart, any})));
  EXPECT_EQ(rows[0].at("hospital"), "h1");
  EXPECT_EQ(rows[1].at("hospital"), "h0");
}

TEST(Engine, SlowerDrivingThanTabulated) {
  const auto service = line_service({.stations = {0}, .zones = {10}, .vehicles = {0}});
  Call slow = call_at(0, 0);
  slow.drive_factor = 1.5F;
  EXPECT_EQ(minutes(rows_of(*simulate(service, replay_of({slow})))[0], "arrived_scene"), 16);
}

TEST(Engine, KilometresOfTripsNotDrivenAreTakenBack) {
  auto service = line_service({.stations = {0}, .zones = {10, 4}, .vehicles = {0}});
  service.road_factor = 1;
  const double degree = 111.195;
  const auto straight = simulate(service, replay_of({call_at(0, 0)}));
  EXPECT_NEAR(straight->replications[0].units[0].kilometres, 20 * degree, 0.1);
  const auto turned = simulate(service, replay_of({call_at(0, 0), call_at(23, 1)}));
  EXPECT_NEAR(turned->replications[0].units[0].kilometres, 20 * degree, 0.1);
}

}  // namespace
}  // namespace kjede::sim
