// OpenStreetMap in, written as OPL: one object a line, n id T tags x lon y lat; w id T tags N nodes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "kjede/road/dijkstra.hpp"
#include "kjede/road/import_osm.hpp"
#include "kjede/road/road_file.hpp"
#include "speed_limits.hpp"

namespace kjede::road {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Nodes 1 to 9 in a row, 100 m apart, then what the test adds.
std::string row_of_nodes(const std::string& more) {
  std::string opl;
  for (int i = 1; i <= 9; ++i) {
    opl += "n" + std::to_string(i) + " v1 T x10.00" + std::to_string(i) + " y0.0\n";
  }
  return opl + more;
}

base::Result<RoadImport> read(const std::string& opl, const OsmOptions& options = {}) {
  return import_osm_bytes("test.opl", opl, "opl", options, SpeedModel());
}

RoadImport roads_of(const std::string& ways) {
  auto done = read(row_of_nodes(ways));
  EXPECT_TRUE(done) << base::render(done.error());
  return done ? *std::move(done) : RoadImport();
}

// "1>2 50" for each arc: ids of tail and head, limit.
std::vector<std::string> arcs_of(const Network& network) {
  std::vector<std::string> arcs;
  const auto tails = arc_tails({network.first_out, network.head});
  for (std::size_t a = 0; a < tails.size(); ++a) {
    arcs.push_back(std::to_string(network.node_ids[tails[a]]) + ">" +
                   std::to_string(network.node_ids[network.head[a]]) + " " + std::to_string(network.speed_limit[a]));
  }
  return arcs;
}

std::uint64_t counted(const RoadImportReport& report, const std::string& what) {
  for (const auto& count : report.counts) {
    if (count.what == what) return count.count;
  }
  return 0;
}

TEST(Osm, WaysAreCutWhereTheyMeetAndKeepTheirShape) {
  const auto done =
      roads_of("w1 v1 Thighway=residential,maxspeed=30 Nn1,n2,n3\nw2 v1 Thighway=tertiary,maxspeed=60 Nn3,n4\n");
  EXPECT_THAT(arcs_of(done.network), ElementsAre("1>3 30", "3>1 30", "3>4 60", "4>3 60"));
  EXPECT_EQ(done.network.shape_count[0], 1U);
  EXPECT_NEAR(done.network.length[0], 2 * 11119.5, 2);  // cm: 0.002 degrees at the equator
  const auto back = arc_line(done.network.view(), 1, 1);
  EXPECT_EQ(back[1].lon, 100020000);
}

TEST(Osm, OnewaysFollowTheirTags) {
  const auto one = [](const std::string& tags) { return arcs_of(roads_of("w1 v1 T" + tags + " Nn1,n2\n").network); };
  EXPECT_THAT(one("highway=primary,maxspeed=50,oneway=yes"), ElementsAre("1>2 50"));
  EXPECT_THAT(one("highway=primary,maxspeed=50,oneway=-1"), ElementsAre("2>1 50"));
  EXPECT_THAT(one("highway=motorway,maxspeed=90"), ElementsAre("1>2 90"));
  EXPECT_THAT(one("highway=motorway,maxspeed=90,oneway=no"), ElementsAre("1>2 90", "2>1 90"));
  EXPECT_THAT(one("highway=primary,maxspeed=50,junction=roundabout"), ElementsAre("1>2 50"));
  EXPECT_THAT(one("highway=primary,maxspeed=50,oneway=yes,oneway:emergency=no"), ElementsAre("1>2 50", "2>1 50"));
  EXPECT_THAT(one("highway=primary,maxspeed:forward=60,maxspeed:backward=80"), ElementsAre("1>2 60", "2>1 80"));
}

TEST(Osm, ReversibleLanesAreLeftOutAndCounted) {
  const auto done = roads_of("w1 v1 Thighway=primary,oneway=reversible Nn1,n2\nw2 v1 Thighway=primary Nn2,n3\n");
  EXPECT_THAT(arcs_of(done.network), ElementsAre("2>3 80", "3>2 80"));
  EXPECT_EQ(counted(done.report, "reversible lanes"), 1U);
}

TEST(Osm, EmergencyOpensWhatAccessCloses) {
  const auto flags = [](const std::string& tags) {
    auto done = read(row_of_nodes("w1 v1 T" + tags + " Nn1,n2\n"));
    return done ? static_cast<int>(done->network.flags[0] & arc_restricted) : -1;
  };
  EXPECT_EQ(flags("highway=service"), 0);
  EXPECT_EQ(flags("highway=service,access=private"), -1);
  EXPECT_EQ(flags("highway=service,access=private,emergency=yes"), arc_restricted);
  EXPECT_EQ(flags("highway=service,access=no,motor_vehicle=destination"), 0);
  EXPECT_EQ(flags("highway=service,motor_vehicle=agricultural%20%forestry"), 0);  // one unknown word: open
  EXPECT_EQ(flags("highway=service,motor_vehicle=agricultural;forestry"), -1);
  EXPECT_EQ(flags("highway=service,emergency=no"), -1);
  EXPECT_EQ(flags("highway=footway"), -1);
  EXPECT_EQ(flags("highway=footway,emergency=designated"), arc_restricted);
  EXPECT_EQ(flags("highway=track,tracktype=grade5"), -1);
}

TEST(Osm, BollardsCutTheRoad) {
  const auto done = read(
      "n1 v1 T x10.1 y0\nn2 v1 Tbarrier=bollard x10.2 y0\nn3 v1 T x10.3 y0\n"
      "w1 v1 Thighway=residential,maxspeed=30 Nn1,n2,n3\n");
  ASSERT_TRUE(done);
  EXPECT_THAT(arcs_of(done->network), ElementsAre("1>2 30", "2>1 30", "-2>3 30", "3>-2 30"));
  EXPECT_EQ(counted(done->report, "barriers"), 1U);
  EXPECT_EQ(done->report.parts, 2U);
  EXPECT_EQ(done->report.nodes_apart, 2U);
}

TEST(Osm, SignalsCountInBothDirections) {
  const auto done = read(
      "n1 v1 T x10.1 y0\nn2 v1 Thighway=traffic_signals x10.2 y0\nn3 v1 T x10.3 y0\n"
      "w1 v1 Thighway=residential Nn1,n2,n3\n");
  ASSERT_TRUE(done);
  EXPECT_THAT(done->network.signals, ElementsAre(1, 1));
}

TEST(Osm, LoopsAreCutInTheMiddle) {
  const auto done = roads_of("w1 v1 Thighway=residential,maxspeed=30 Nn1,n2,n3,n4,n1\n");
  EXPECT_EQ(done.network.nodes.size(), 2U);
  EXPECT_EQ(done.network.head.size(), 4U);
}

TEST(Osm, FerriesTakeCrossingAndWait) {
  const auto done = roads_of(
      "w1 v1 Thighway=primary,maxspeed=80 Nn1,n2\n"
      "w2 v1 Troute=ferry,motor_vehicle=yes,duration=00:20,interval=00:30,opening_hours=06:00-23:00 Nn2,n3,n4\n"
      "w3 v1 Thighway=primary,maxspeed=80 Nn4,n5\n");
  const auto roads = done.network.view();
  const auto tree = dijkstra(roads.shape, open_travel_times(roads, SpeedModel(), {}), 1);
  EXPECT_EQ(tree.time[2], (20 * 60 + 15 * 60) * 1000U);
  const auto night = open_travel_times(roads, SpeedModel(), {Priority::acute, TimeClass::night});
  EXPECT_EQ(dijkstra(roads.shape, night, 1).time[2], unreachable);
  SpeedModel called;
  called.ferry.call_out = {true, false, false};
  const auto acute = open_travel_times(roads, called, {Priority::acute, TimeClass::night});
  EXPECT_EQ(dijkstra(roads.shape, acute, 1).time[2], 20 * 60 * 1000U);
}

TEST(Osm, RoadsUnderConstructionAreAProject) {
  const auto done = roads_of(
      "w1 v1 Thighway=primary,maxspeed=60 Nn1,n2\nw2 v1 Thighway=construction,construction=trunk,maxspeed=80 Nn2,n3\n");
  ASSERT_EQ(done.network.projects.size(), 1U);
  EXPECT_EQ(done.network.projects[0].id, "construction");
  const auto roads = done.network.view();
  EXPECT_EQ(dijkstra(roads.shape, roads.modes[0].weights, 0).time[2], unreachable);
  const std::vector<std::string> open{"construction"};
  EXPECT_LT(dijkstra(roads.shape, *weights_with(roads, 0, open), 0).time[2], unreachable);
  const std::vector<std::string> wrong{"construktion"};
  EXPECT_EQ(base::render(weights_with(roads, 0, wrong).error()),
            "error[KJ1114]: the roads have no project 'construktion'\n  = did you mean 'construction'?\n");
}

TEST(Osm, LimitsInAllTheirForms) {
  const std::vector<std::pair<std::string, int>> cases{
      {"50", 50},         {"50 km/h", 50},   {"30 mph", 48},   {"30mph", 48},         {"10 knots", 19},
      {"none", 130},      {"walk", 7},       {"NO:urban", 50}, {"NO:rural", 80},      {"DE:rural", 100},
      {"DE:zone:30", 30}, {"DE:zone30", 30}, {"50;30", 30},    {"signals", 0},        {"", 0},
      {"fast", 0},        {"-50", 0},        {"1e9", 0},       {"GB:nsl_single", 97}, {"XX:rural", 80},
      {"nan", 0}};
  for (const auto& [text, limit] : cases) EXPECT_EQ(parse_maxspeed(text).value_or(0), limit) << text;
  EXPECT_EQ(implied_limit("DE", RoadClass::primary), 100);
  EXPECT_EQ(implied_limit("", RoadClass::residential), 50);
}

TEST(Osm, DurationsAndHours) {
  EXPECT_EQ(parse_duration("00:20"), 1200);
  EXPECT_EQ(parse_duration("25"), 1500);
  EXPECT_EQ(parse_duration("PT1H30M"), 5400);
  EXPECT_EQ(parse_duration("01:00:30"), 3630);
  for (const char* bad : {"", "0", "-5", "PT", "1:2:3:4", "soon", "PT5X"}) EXPECT_FALSE(parse_duration(bad)) << bad;
  const auto hours = parse_daily_hours("Mo-Su 06:30-00:15");
  ASSERT_TRUE(hours);
  EXPECT_EQ(hours->first, 390);
  EXPECT_EQ(hours->last, 1455);
  EXPECT_FALSE(parse_daily_hours("24/7"));
}

TEST(Osm, SaysWhyAFileCannotBeRead) {
  base::NoProgress progress;
  const auto absent = import_osm("no/such.osm.pbf", {}, SpeedModel(), progress);
  ASSERT_FALSE(absent);
  EXPECT_EQ(base::render(absent.error()),
            "error[KJ1131]: 'no/such.osm.pbf' cannot be read as OpenStreetMap data: Open failed for 'no/such.osm.pbf': "
            "No such file or directory\n  = get the file again, and check that it ends in .osm.pbf\n");
  const auto broken = import_osm_bytes("x.osm.pbf", "not a PBF file at all", "pbf", {}, SpeedModel());
  ASSERT_FALSE(broken);
  EXPECT_EQ(base::render(broken.error()),
            "error[KJ1131]: 'x.osm.pbf' cannot be read as OpenStreetMap data: PBF error: invalid BlobHeader size (> "
            "max_blob_header_size)\n  = get the file again, and check that it ends in .osm.pbf\n");
  const auto empty = read(row_of_nodes("w1 v1 Tbuilding=yes Nn1,n2\n"));
  ASSERT_FALSE(empty);
  EXPECT_EQ(base::render(empty.error()),
            "error[KJ1129]: the file holds no road that an ambulance may drive\n  = check that the extract has ways "
            "with the tag highway, and their nodes\n");
}

TEST(Osm, NodesOutsideTheExtractCutTheWay) {
  const auto done = roads_of("w1 v1 Thighway=primary,maxspeed=80 Nn1,n2,n77,n3,n4\n");
  EXPECT_THAT(arcs_of(done.network), ElementsAre("1>2 80", "2>1 80", "3>4 80", "4>3 80"));
  EXPECT_EQ(counted(done.report, "nodes outside the file"), 1U);
}

TEST(Osm, TurnRestrictionsAreCounted) {
  const auto done = roads_of(
      "w1 v1 Thighway=primary Nn1,n2\nr1 v1 Ttype=restriction,restriction=no_left_turn Mw1@from,n2@via,w1@to\n");
  EXPECT_EQ(counted(done.report, "turn restrictions"), 1U);
}

TEST(Osm, TheRealExtractsComeIn) {
  const std::filesystem::path folder = std::filesystem::path(KJEDE_SOURCE_DIR) / ".." / "shared" / "data" / "roads";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no real files in ../shared/data/roads";
  base::NoProgress progress;
  const auto oslo = import_osm(folder / "oslo-east-filtered.osm.pbf", {}, SpeedModel(), progress);
  ASSERT_TRUE(oslo) << base::render(oslo.error());
  EXPECT_EQ(oslo->network.texts.country, "NO");
  EXPECT_NEAR(static_cast<double>(oslo->report.nodes), 8215, 400);  // another router's count of routing nodes
  EXPECT_LT(static_cast<double>(oslo->report.nodes_apart), 0.1 * static_cast<double>(oslo->report.nodes));
  EXPECT_TRUE(check_network(oslo->network.view()));
  const auto again = import_osm(folder / "oslo-east-filtered.osm.pbf", {}, SpeedModel(), progress);
  EXPECT_EQ(road_file_bytes(oslo->network.view()), road_file_bytes(again->network.view()));
}

TEST(Osm, ACutFileIsRefused) {
  const std::filesystem::path file =
      std::filesystem::path(KJEDE_SOURCE_DIR) / ".." / "shared" / "data" / "roads" / "oslo-skoyen.osm.pbf";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no real files in ../shared/data/roads";
  std::ifstream in(file, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{100}}) {
    const auto cut = import_osm_bytes("cut.osm.pbf", whole.substr(0, size), "pbf", {}, SpeedModel());
    ASSERT_FALSE(cut) << size;
    EXPECT_THAT(base::render(cut.error()), HasSubstr("'cut.osm.pbf' cannot be read as OpenStreetMap data: PBF error"));
  }
}

}  // namespace
}  // namespace kjede::road
