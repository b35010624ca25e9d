#include "kjede/planning/scenario.hpp"

#include <gmock/gmock.h>

#include "kjede/planning/situation.hpp"
#include "small_area.hpp"

namespace kjede::planning {
namespace {

using testing_area::files;
using testing_area::with;
using testing_area::without;
using testing_area::write;

std::string area_messages(const std::map<std::string, std::string>& other) {
  const auto folder = write(other);
  const auto area = read_service_area(folder);
  return area ? "" : without(base::render(area.error()), folder);
}

// Messages of reading and applying a scenario.
std::string messages(const std::string& scenario, const std::map<std::string, std::string>& other = {}) {
  auto all = other;
  all["one.yaml"] = scenario;
  const auto folder = write(all);
  const auto read = read_scenario(folder / "one.yaml");
  if (!read) return without(base::render(read.error()), folder);
  const auto area = read_service_area(folder);
  if (!area) return without(base::render(area.error()), folder);
  const auto roads = AreaNetwork::open(*area);
  EXPECT_TRUE(roads.has_value()) << base::render(roads.error());
  const auto made = make_situation(*area, *read, *roads);
  return made ? "" : without(base::render(made.error()), folder);
}

const std::string head = "scenario: one\nname: {nb: En, en: One}\nservice: .\n";

TEST(ServiceArea, IsReadWhole) {
  const auto area = read_service_area(write());
  ASSERT_TRUE(area.has_value()) << base::render(area.error());
  EXPECT_EQ(area->stations.size(), 2u);
  EXPECT_EQ(area->vehicles[1].from, 7 * 60 + 30);
  EXPECT_THAT(area->bands, testing::ElementsAre("0_66", "67"));
  EXPECT_EQ(area->zones[1].people[1].by_band[1], 250);
  EXPECT_TRUE(area->arrests.has_value());
}

TEST(ServiceArea, AllMistakesOfAFileAtOnceAtTheirPlace) {
  auto yaml = with(files()["service.yaml"], "simulation:", "simulatoin:");
  yaml = with(yaml, "turnout: {constant: 60 s}", "turnout: {constant: 60}");
  EXPECT_EQ(area_messages({{"service.yaml", yaml}}),
            R"(service.yaml:15:25: error[KJ1461]: 'constant' is a time, not '60'
  15 |     turnout: {constant: 60}
     |                         ^^ write a number with s, min or h: 90 s
service.yaml:29:1: error[KJ1460]: unknown key 'simulatoin' in the service area
  29 | simulatoin: {days: 28, replications: 6, seed: 7}
     | ^^^^^^^^^^ did you mean 'simulation'?
)");
}

TEST(ServiceArea, RowsOfItsTables) {
  EXPECT_EQ(area_messages({{"zones.csv", with(files()["zones.csv"], "rural,1000,", "rural,0,")},
                           {"vehicles.csv", "id,station,kind\na1,s1,ambulance\na1,s3,ambulance\n"}}),
            R"(vehicles.csv:3:1: error[KJ1462]: id 'a1' is given twice
   3 | a1,s3,ambulance
     | ^
vehicles.csv:3:1: error[KJ1462]: vehicle 'a1' belongs to station 's3', which does not exist
   3 | a1,s3,ambulance
     | ^ did you mean 's1'?
zones.csv:3:1: error[KJ1462]: zone 'z2' has no population in column 'population'
   3 | z2,5.15,61,Midt,East,rural,0,1000,0.6,0.7,800,200,750,250
     | ^ leave zones without people out
)");
}

TEST(ServiceArea, OfAThousandWrongRowsTheFirstTwentyAreTold) {
  std::string zones =
      "id,lon,lat,place,municipality,settlement,population,population_2030,population_0_66,"
      "population_67,population_2030_0_66,population_2030_67\n";
  for (int i = 0; i < 1000; ++i) zones += "z" + std::to_string(i) + ",5,61,Vest,West,urban,0,1,1,1,1,1\n";
  const auto area = read_service_area(write({{"zones.csv", zones}, {"vehicles.csv", "id,station,kind\na1,s3,car\n"}}));
  ASSERT_FALSE(area);
  ASSERT_EQ(area.error().size(), 21u);  // the other file's fault is not drowned
  EXPECT_EQ(area.error().front().message, "vehicle 'a1' belongs to station 's3', which does not exist");
  EXPECT_EQ(area.error().back().message, "zone 'z19' has no population in column 'population'");
  ASSERT_EQ(area.error().back().notes.size(), 1u);
  EXPECT_THAT(area.error().back().notes.front(), testing::StartsWith("980 more faults in "));
}

TEST(ServiceArea, AnEmptyFleet) {
  EXPECT_EQ(area_messages({{"vehicles.csv", "id,station,kind\n"}}),
            "vehicles.csv:1:1: error[KJ1462]: the table has no rows\n   1 | id,station,kind\n     | ^\n");
}

TEST(Scenario, UnknownKeysAndWhatIsNotThere) {
  EXPECT_EQ(messages(head + "statoins: {close: [s1]}\ndispatch: {policy: dmexlp}\n"),
            R"(one.yaml:5:20: error[KJ1461]: unknown policy 'dmexlp'
   5 | dispatch: {policy: dmexlp}
     |                    ^^^^^^ did you mean 'dmexclp'?
one.yaml:4:1: error[KJ1460]: unknown key 'statoins' in the scenario
   4 | statoins: {close: [s1]}
     | ^^^^^^^^ did you mean 'stations'?
)");
}

TEST(Scenario, NamesThatItsAreaDoesNotHave) {
  EXPECT_EQ(messages(head + "year: 2040\nroads: {open: [tunel]}\nstations: {move: {s9: {place: Vest}}}\n"
                            "vehicles: {remove: [b2]}\nfirst responders: {municipalities: [Vest]}\n"),
            R"(one.yaml:6:19: error[KJ1463]: service area 'small' has no station 's9'
   6 | stations: {move: {s9: {place: Vest}}}
     |                   ^^ did you mean 's1'?
one.yaml:7:21: error[KJ1463]: service area 'small' has no vehicle 'b2'
   7 | vehicles: {remove: [b2]}
     |                     ^^ did you mean 'a2'?
one.yaml:4:7: error[KJ1463]: service area 'small' has no population of 2040
   4 | year: 2040
     |       ^^^^ one of 2026, 2030
one.yaml:8:37: error[KJ1463]: service area 'small' has no municipality 'Vest'
   8 | first responders: {municipalities: [Vest]}
     |                                     ^^^^ did you mean 'West'?
one.yaml:5:16: error[KJ1463]: the roads have no project 'tunel'
   5 | roads: {open: [tunel]}
     |                ^^^^^ did you mean 'tunnel'?
)");
  EXPECT_EQ(messages(head + "roads: {open: [tunel]}\n"),
            R"(one.yaml:4:16: error[KJ1463]: the roads have no project 'tunel'
   4 | roads: {open: [tunel]}
     |                ^^^^^ did you mean 'tunnel'?
)");
}

TEST(Scenario, AStationThatIsClosedWithItsVehicle) {
  EXPECT_EQ(messages(head + "stations: {close: [s2]}\n"),
            R"(one.yaml:4:20: error[KJ1463]: station 's2' is closed, but vehicle 'b1' belongs to it
   4 | stations: {close: [s2]}
     |                    ^^ move or remove 'b1' under vehicles
)");
  EXPECT_EQ(messages(head + "stations: {close: [s2]}\nvehicles: {move: {b1: s1}}\n"), "");
}

TEST(Scenario, AFleetOfZero) {
  EXPECT_EQ(messages(head + "vehicles: {remove: [a1, a2, b1]}\n"),
            "one.yaml:1:1: error[KJ1463]: scenario 'one' leaves no vehicle: the fleet is empty\n"
            "   1 | scenario: one\n     | ^\n");
}

TEST(Scenario, AStationOffTheNetwork) {
  EXPECT_EQ(messages(head + "stations: {move: {s1: {lon: 5.0, lat: 61.2}}}\n"),
            R"(one.yaml:4:23: error[KJ1464]: station 's1' is off the network: 22.2 km to the nearest road
   4 | stations: {move: {s1: {lon: 5.0, lat: 61.2}}}
     |                       ^^^^^^^^^^^^^^^^^^^^^ check lon and lat, or extend the roads
)");
}

TEST(Scenario, AHospitalThatCannotBeReached) {
  EXPECT_EQ(messages(head + "roads: {close: [{lon: 5.1, lat: 61, metres: 1500}]}\n"),
            R"(hospitals.csv:2:1: error[KJ1465]: hospital 'h' cannot be reached from any zone
   2 | h,Hospital,5.10,61
     | ^ check its place, one-way roads and closed roads
zones.csv:2:1: error[KJ1465]: in scenario 'one' zone 'z1' (Vest) has no way to a hospital
   2 | z1,5.05,61,Vest,West,urban,2000,2100,1,1.2,1700,300,1700,400
     | ^ open a road, or leave the zone to another service
zones.csv:3:1: error[KJ1465]: in scenario 'one' zone 'z2' (Midt) has no way to a hospital
   3 | z2,5.15,61,Midt,East,rural,1000,1000,0.6,0.7,800,200,750,250
     | ^ open a road, or leave the zone to another service
zones.csv:4:1: error[KJ1465]: in scenario 'one' zone 'z3' (Aust) has no way to a hospital
   4 | z3,5.20,61,Aust,East,rural,500,480,0.3,0.4,400,100,360,120
     | ^ open a road, or leave the zone to another service
)");
}

TEST(Situation, TheTunnelIsOpenOnlyWhereTheScenarioOpensIt) {
  const auto folder = write({{"one.yaml", head + "year: 2030\nroads: {open: [tunnel]}\n"}});
  const auto area = read_service_area(folder);
  ASSERT_TRUE(area.has_value());
  const auto roads = AreaNetwork::open(*area);
  ASSERT_TRUE(roads.has_value());
  const auto before = make_situation(*area, *read_scenario(folder / "base.yaml"), *roads);
  const auto after = make_situation(*area, *read_scenario(folder / "one.yaml"), *roads);
  ASSERT_TRUE(before.has_value() && after.has_value());
  const auto z1 = before->service.place_of_zone(0);
  EXPECT_EQ(before->service.travel.sets[0].lights->to(z1)[1], 900'000);
  EXPECT_EQ(after->service.travel.sets[0].lights->to(z1)[1], 120'000);
  EXPECT_EQ(before->population[0], 2000);
  EXPECT_EQ(after->population[0], 2100);
  // 2000 persons: 1700 at 100 and 300 at 300 per 1000 a year
  EXPECT_NEAR(before->acute_per_day[0], (170 + 90) / 365.25, 1e-12);
}

Situation situation_of(const std::map<std::string, std::string>& other, const std::string& scenario = "base.yaml") {
  const auto folder = write(other);
  const auto area = read_service_area(folder);
  EXPECT_TRUE(area.has_value()) << base::render(area.error());
  const auto roads = AreaNetwork::open(*area);
  EXPECT_TRUE(roads.has_value());
  const auto made = make_situation(*area, *read_scenario(folder / scenario), *roads);
  EXPECT_TRUE(made.has_value()) << base::render(made.error());
  return *made;
}

const std::string with_speeds =
    with(files()["service.yaml"], "normal: seconds_normal}", "normal: seconds_normal, speeds: speeds.yaml}");
const std::string speeds =
    "speed model: s\nfactor by time: {day: 1.1, rush: 1.5, night: 1, winter: 1.2}\n"
    "off-road speed: {acute: 36, planned: 18}\n";

TEST(Situation, TimesOfTheDayAreTablesOfTheirOwn) {
  const auto made = situation_of({{"service.yaml", with_speeds}, {"speeds.yaml", speeds}});
  const auto& travel = made.service.travel;
  ASSERT_EQ(travel.sets.size(), 3u);  // day, night, rush: by how many hours each has
  const auto z1 = made.service.place_of_zone(0);
  const auto at = [&](int weekday, int hour) {
    return travel.sets[travel.set_of_hour[static_cast<std::size_t>(weekday * 24 + hour)]].lights->to(z1)[0];
  };
  EXPECT_EQ(at(0, 12), 330'000);
  EXPECT_EQ(at(0, 7), 450'000);
  EXPECT_EQ(at(0, 23), 300'000);
  EXPECT_EQ(at(5, 7), 330'000);  // no rush on a Saturday
  EXPECT_EQ(travel.sets[0].normal->to(z1)[0], 462'000);
}

TEST(Situation, WinterIsOnTopOfTheHourWithoutTimesOfItsOwn) {
  const auto made = situation_of(
      {{"service.yaml", with_speeds}, {"speeds.yaml", speeds}, {"one.yaml", head + "roads: {season: winter}\n"}},
      "one.yaml");
  const auto z1 = made.service.place_of_zone(0);
  EXPECT_EQ(made.service.travel.sets[0].lights->to(z1)[0], 396'000);
}

TEST(Situation, PlacesStandOnTheirRoadAndKilometresFollowIt) {
  const auto zone = with(files()["zones.csv"], "z1,5.05,61,", "z1,5.0625,61.002,");
  const auto made = situation_of({{"service.yaml", with_speeds}, {"speeds.yaml", speeds}, {"zones.csv", zone}});
  const auto z1 = made.service.place_of_zone(0);
  const auto& night = made.service.travel.sets[1];
  EXPECT_NEAR(night.lights->to(z1)[0], 375'000, 100);  // a quarter of the way from the second node to the third
  EXPECT_NEAR(made.service.zones[0].access_lights, 222.4 / 10 * 1000, 10);
  EXPECT_NEAR(made.service.zones[0].access_normal, 222.4 / 5 * 1000, 20);
  EXPECT_NEAR(night.lights->metres(0, z1), 1.25 * 2695.4, 3);  // 0.05 degrees at 61 north are 2695 m
}

TEST(Situation, KindsOfVehicleTakeTheirPriorities) {
  const auto service = files()["service.yaml"] + "vehicle kinds: {transport: [planned], ambulance: [acute, urgent]}\n";
  const auto made =
      situation_of({{"service.yaml", service},
                    {"vehicles.csv", "id,station,kind\na1,s1,ambulance\nt1,s1,transport\nr1,s2,doctor car\n"}});
  EXPECT_EQ(made.service.vehicles[0].takes, 0b011);
  EXPECT_EQ(made.service.vehicles[1].takes, 0b100);
  EXPECT_EQ(made.service.vehicles[2].takes, 0b111);
  EXPECT_EQ(area_messages({{"service.yaml", files()["service.yaml"] + "vehicle kinds: {transport: [planed]}\n"}}),
            R"(service.yaml:30:29: error[KJ1461]: there is no priority 'planed'
  30 | vehicle kinds: {transport: [planed]}
     |                             ^^^^^^ did you mean 'planned'?
)");
}

TEST(Situation, TimesByHourThatAreNone) {
  const auto hours =
      with(with_speeds, "roads: {nodes",
           "roads:\n  {times by hour: {weekday: [day],\n   weekend: [dya, day, day, day, day, day, day, day, "
           "day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day]},\n  nodes");
  EXPECT_EQ(area_messages({{"service.yaml", hours}, {"speeds.yaml", speeds}}),
            R"(service.yaml:6:29: error[KJ1461]: 'weekday' has 1 time classes; a day has 24 hours
   6 |   {times by hour: {weekday: [day],
     |                             ^^^^^
service.yaml:7:14: error[KJ1461]: there is no time class 'dya'
   7 |    weekend: [dya, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day, day]},
     |              ^^^ one of free, day, rush, night, winter
)");
}

}  // namespace
}  // namespace kjede::planning
