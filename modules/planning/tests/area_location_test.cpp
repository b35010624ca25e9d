// A service area as a location problem: the tables it becomes, and plans tried out in the simulator.
#include "kjede/planning/area_location.hpp"

#include <gtest/gtest.h>

#include "small_area.hpp"

namespace kjede::planning {
namespace {

using namespace testing_area;

struct Placed {
  ServiceArea area;
  Scenario scenario;
  AreaNetwork roads;
  Situation situation;
};

Placed placed() {
  const auto folder = write();
  Placed one;
  one.area = *read_service_area(folder);
  one.scenario = *read_scenario(folder / "base.yaml");
  one.roads = *AreaNetwork::open(one.area);
  one.situation = *make_situation(one.area, one.scenario, one.roads);
  return one;
}

TEST(AreaLocation, TablesOfAnArea) {
  const auto one = placed();
  const auto tables = location_tables(one.situation, {});
  EXPECT_EQ(tables.candidates->text, "id\ns1\ns2\nz1\nz2\nz3\n");
  EXPECT_EQ(tables.points->text.substr(0, tables.points->text.find('\n')),
            "id,weight,population,arrests,settlement,place,lon,lat,radius");
  EXPECT_NE(tables.points->text.find("z1,0.711841205,2000.000,1.000000,urban,Vest,5.0500000,61.0000000,12.000000"),
            std::string::npos)
      << tables.points->text;
  EXPECT_NE(tables.costs->text.find("s1,z1,5.000000\n"), std::string::npos);
  EXPECT_NE(tables.costs->text.find("s1,z3,20.000000\n"), std::string::npos);
  EXPECT_EQ(location_tables(one.situation, {.reach = 15}).costs->text.find("s1,z3"), std::string::npos);
  EXPECT_EQ(minutes_before_driving(one.situation), 2);
  EXPECT_EQ(present_sites(one.situation), (std::vector<std::string>{"s1", "s1", "s2"}));
}

TEST(AreaLocation, DriveTimesOfAnHour) {
  auto one = placed();
  EXPECT_EQ(*set_of_time(one.situation, ""), 0u);
  const auto same = set_of_time(one.situation, "rush");
  ASSERT_FALSE(same.has_value());
  EXPECT_EQ(same.error()[0].message, "no drive times of 'rush': they are the same at all hours");
  one.area.roads.speeds = road::SpeedModel();
  one.situation = *make_situation(one.area, one.scenario, one.roads);
  const auto rush = set_of_time(one.situation, "rush");
  ASSERT_TRUE(rush.has_value());
  const auto slow = location_tables(one.situation, {.travel_set = *rush});
  EXPECT_NE(slow.costs->text, location_tables(one.situation, {}).costs->text);
  const auto winter = set_of_time(one.situation, "winter");
  ASSERT_FALSE(winter.has_value());
  EXPECT_EQ(winter.error()[0].message, "the service area has no drive times of 'winter'");
  EXPECT_EQ(winter.error()[0].suggestion, "it has those of day, night, rush");
}

TEST(AreaLocation, TheTablesMakeAProblem) {
  const auto one = placed();
  LocationOptions options;
  options.model = LocationModel::mclp;
  options.fleet = 1;
  options.before = minutes_before_driving(one.situation);
  const auto input = make_location_problem(location_tables(one.situation, {}), {}, options);
  ASSERT_TRUE(input.has_value()) << base::render(input.error());
  EXPECT_EQ(input->problem.radius, (std::vector<double>{10, 23, 23}));
  const auto plan = solve_location(input->problem, options);
  ASSERT_TRUE(plan.has_value());
  EXPECT_NEAR(plan->periods.front().covered, 1, 1e-9);  // z2 is ten minutes from z1
}

TEST(AreaLocation, APlanStandsInPlaceOfTheFleetAndIsTriedOut) {
  const auto one = placed();
  const auto standing = standing_at(one.area, one.scenario, {"s2", "z1", "z1"});
  ASSERT_EQ(standing.area.stations.size(), 2u);
  EXPECT_EQ(standing.area.stations[1].name, "Vest");
  ASSERT_EQ(standing.area.vehicles.size(), 3u);
  EXPECT_EQ(standing.area.vehicles[2].station, "z1");
  const auto situation = make_situation(standing.area, standing.scenario, one.roads);
  ASSERT_TRUE(situation.has_value()) << base::render(situation.error());
  base::NoProgress quiet;
  const auto now = try_out(one.area, one.situation, {}, quiet);
  const auto then = try_out(standing.area, *situation, {}, quiet);
  ASSERT_TRUE(now.has_value() && then.has_value());
  EXPECT_GT(now->busy.mean, 0);
  EXPECT_LE(then->p90.mean, now->p90.mean);
  EXPECT_EQ(then->within.mean, 1);
  ASSERT_TRUE(now->busy.interval.has_value());
  EXPECT_TRUE(now->busy.interval->contains(now->busy.mean));
}

}  // namespace
}  // namespace kjede::planning
