// Observed missions replayed: what the simulator wrote, read back and simulated again, gives the responses observed.
#include "kjede/sim/mission_trace.hpp"

#include <gtest/gtest.h>

#include "kjede/sim/codes.hpp"
#include "kjede/stats/quantile.hpp"
#include "random_service.hpp"

namespace kjede::sim {
namespace {

std::vector<double> known(std::vector<double> values) {
  std::erase_if(values, [](double v) { return v < 0; });
  std::ranges::sort(values);
  return values;
}

// Largest distance of the two empirical distributions (Kolmogorov and Smirnov).
double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (const double x : a) {
    const auto below = [x](const std::vector<double>& v) {
      return static_cast<double>(std::upper_bound(v.begin(), v.end(), x) - v.begin()) / static_cast<double>(v.size());
    };
    most = std::max(most, std::abs(below(a) - below(b)));
  }
  return most;
}

TEST(MissionTrace, ReplayGivesTheResponsesThatWereObserved) {
  auto service = random_service(3);
  service.demand.drive_sigma = 0;  // a mission does not say how fast another unit would have been
  for (auto& stream : service.demand.streams) stream.per_day = 8;  // few enough for a unit to be free
  auto order = short_run("static");
  order.replications = 1;
  order.days = 60;
  order.warm_up_days = 0;
  const auto observed = simulate(service, order);
  const auto trace = read_missions(service, "missions.csv", observed->log());
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->calls.size(), observed->replications[0].calls);
  EXPECT_EQ(trace->days, 60);
  EXPECT_EQ(trace->replaced, 0u);
  EXPECT_EQ(base::to_string(trace->start), "2030-01-07T00:00:00Z");
  order.trace = trace->calls;
  const auto again = simulate(service, order);
  const auto rows = read_missions(service, "again.csv", again->log());
  const auto a = known(trace->response_seconds);
  const auto b = known(rows->response_seconds);
  ASSERT_EQ(a.size(), b.size());
  EXPECT_LT(distance(a, b), 0.02);
  EXPECT_NEAR(*stats::quantile(a, 0.5), *stats::quantile(b, 0.5), 10);
  EXPECT_NEAR(*stats::quantile(a, 0.9), *stats::quantile(b, 0.9), 20);
}

const std::string header =
    "incident_id,priority,zone,lon,lat,call_received,resource_alerted,resource_mobile,arrived_scene,clear\n";

TEST(MissionTrace, TheFirstAtTheSceneStandsForTheIncident) {
  const auto service = line_service({.stations = {0}, .zones = {1, 5}, .vehicles = {0}});
  const auto trace = read_missions(
      service, "m.csv",
      header +
          "7,acute,z1,,,2024-05-15T10:00,2024-05-15T10:01,2024-05-15T10:03,2024-05-15T10:20,2024-05-15T10:40\n"
          "7,acute,z1,,,2024-05-15T10:00,2024-05-15T10:02,2024-05-15T10:03,2024-05-15T10:10,2024-05-15T10:30\n"
          "8,planned,,4.2,0,2024-05-15T12:00,2024-05-15T12:09,2024-05-15T12:08,2024-05-15T12:30,\n"
          "9,acute,,,,2024-05-15T13:00,,,,\n"
          "10,acute,z0,,,,,,,\n");
  ASSERT_TRUE(trace);
  ASSERT_EQ(trace->calls.size(), 2u);
  EXPECT_EQ(base::to_string(trace->start), "2024-05-13T00:00:00Z");
  EXPECT_EQ(trace->calls[0].received, 2 * day + 10 * hour);
  EXPECT_EQ(trace->calls[0].ready, 60'000u);
  EXPECT_EQ(trace->calls[0].turnout, 60'000u);
  EXPECT_EQ(trace->calls[0].scene, 20u * 60'000);
  EXPECT_EQ(trace->response_seconds[0], 600);
  EXPECT_EQ(trace->calls[1].zone, 1u);
  EXPECT_EQ(trace->calls[1].drive, Drive::normal);
  EXPECT_EQ(trace->replaced, 2u);  // turnout reversed, end missing
  EXPECT_EQ(trace->without_call_time, 1u);
  EXPECT_EQ(trace->without_place, 1u);
}

TEST(MissionTrace, DrivesAsTheServiceDoesToCallsOfThatPriority) {
  auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  Stream urgent;
  urgent.priority = Priority::urgent;
  urgent.drive = Drive::normal;
  service.demand.streams = {urgent};
  const auto trace = read_missions(service, "m.csv",
                                   header +
                                       "1,urgent,z0,,,2024-05-15T10:00,2024-05-15T10:01,,2024-05-15T10:20,\n"
                                       "2,acute,z0,,,2024-05-15T11:00,2024-05-15T11:01,,2024-05-15T11:20,\n");
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->calls[0].drive, Drive::normal);
  EXPECT_EQ(trace->calls[1].drive, Drive::lights);
}

TEST(MissionTrace, RefusesWhatIsNoMissionFile) {
  const auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  const auto columns = read_missions(service, "m.csv", "incident_id,when\n1,2\n");
  ASSERT_FALSE(columns);
  EXPECT_EQ(columns.error()[0].message, "m.csv lacks the columns 'call_received' 'priority'");
  const auto empty = read_missions(service, "m.csv", header + "1,acute,z0,,,yesterday,,,,\n");
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error()[0].code, codes::bad_trace.id);
  EXPECT_EQ(empty.error()[0].message,
            "m.csv holds no call to replay: 1 rows, 1 without the time of the call, 0 incidents without a place");
  EXPECT_FALSE(read_missions(service, "m.csv", header, {.time_zone = "Mars/Base"}));
}

}  // namespace
}  // namespace kjede::sim
