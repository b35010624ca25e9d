#include "kjede/road/import_csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "kjede/text/source.hpp"

namespace kjede::road {
namespace {

using testing::ElementsAre;

constexpr const char* two_nodes = "id,lon,lat\n1,10.0,60.0\n2,10.01,60.0\n";

base::Result<RoadImport> read(const std::string& nodes, const std::string& arcs, const RoadMapping& mapping = {}) {
  return import_csv_text({"n.csv", nodes, "a.csv", arcs}, mapping, SpeedModel());
}

// Reason and how often, as the report says it.
std::vector<std::string> problems(const RoadImport& done) {
  std::vector<std::string> lines;
  for (const auto& p : done.report.problems) {
    lines.push_back(std::string(p.code) + " " + p.field + ": " + p.reason + " (" + std::to_string(p.rows) + ", row " +
                    std::to_string(p.first_row) + " of " + p.first_file + ")" + (p.warning ? " kept" : ""));
  }
  return lines;
}

TEST(RoadCsv, TheFixedForm) {
  const auto done = read(two_nodes, "from,to,seconds,seconds_2\n1,2,12.3456,20\n2,1,13,21\n");
  ASSERT_TRUE(done) << base::render(done.error());
  EXPECT_THAT(done->network.modes[0].weights, ElementsAre(12'346, 13'000));
  EXPECT_THAT(done->network.modes[1].weights, ElementsAre(20'000, 21'000));
  EXPECT_EQ(done->network.modes[1].name, "seconds_2");
  EXPECT_EQ(done->report.parts, 1U);
  EXPECT_TRUE(problems(*done).empty());
}

TEST(RoadCsv, EveryBadNodeHasAReason) {
  const auto done =
      read("id,lon,lat\n1,10,60\n2,10.1,60\n1,10.2,60\n,10.3,60\n5,nan,60\n6,10,91\n7,,60\n8,10\n9,inf,60\n",
           "from,to,seconds\n1,2,5\n");
  ASSERT_TRUE(done) << base::render(done.error());
  EXPECT_THAT(problems(*done), ElementsAre("KJ1123 lon,lat: a coordinate is missing or no number (3, row 5 of n.csv)",
                                           "KJ1121 id: the node stands twice; the first is kept (1, row 3 of n.csv)",
                                           "KJ1123 lon,lat: the coordinates are outside the Earth (1, row 6 of n.csv)",
                                           "KJ1128 : 2 fields where the header names 3 (1, row 8 of n.csv)",
                                           "KJ1128 id: the node has no id (1, row 4 of n.csv)"));
  EXPECT_EQ(done->report.nodes, 2U);
  EXPECT_EQ(done->report.files[0].rejected, 7U);
  EXPECT_THAT(
      done->report.rejects,
      testing::StartsWith("file,row,line,field,reason,what_to_do,code,row_kept\n"
                          "n.csv,3,4,id,the node stands twice; the first is kept,remove one of the rows,KJ1121,no\n"));
}

TEST(RoadCsv, EveryBadArcHasAReason) {
  const auto done = read(two_nodes,
                         "from,to,seconds,metres\n1,2,5,100\n1,9,5,100\n9,1,5,100\n1,2,-5,100\n1,2,nan,100\n1,2,,100\n"
                         "1,2,5,-1\n1,2,5,0\n1,2,5,\n1,2,9999999,100\n1,2,soon,1\n1,2,5,nan\n");
  ASSERT_TRUE(done) << base::render(done.error());
  EXPECT_THAT(problems(*done),
              ElementsAre("KJ1124 seconds: the travel time is no number (2, row 5 of a.csv)",
                          "KJ1125 metres: the length is missing or no number (2, row 9 of a.csv)",
                          "KJ1122 from: the nodes' file has no such node (1, row 3 of a.csv)",
                          "KJ1122 to: the nodes' file has no such node (1, row 2 of a.csv)",
                          "KJ1124 seconds: the travel time is 24 days or more (1, row 10 of a.csv)",
                          "KJ1124 seconds: the travel time is missing (1, row 6 of a.csv)",
                          "KJ1124 seconds: the travel time is negative (1, row 4 of a.csv)",
                          "KJ1125 metres: the length is negative (1, row 7 of a.csv)",
                          "KJ1125 metres: the length is 0 between different places; kept (1, row 8 of a.csv) kept"));
  EXPECT_EQ(done->report.arcs, 2U);
}

TEST(RoadCsv, SpeedsAndClassesInsteadOfTimes) {
  const auto done = read(two_nodes,
                         "from,to,metres,speed,class\n1,2,1000,80,primary\n2,1,1000,,residential\n"
                         "1,2,1000,,\n1,2,1000,0,\n1,2,1000,,lane\n");
  ASSERT_TRUE(done) << base::render(done.error());
  EXPECT_THAT(problems(*done),
              ElementsAre("KJ1126 speed: the arc has neither speed nor class (1, row 3 of a.csv)",
                          "KJ1126 speed: the speed is not a number from 1 to 250 km/h (1, row 4 of a.csv)",
                          "KJ1127 class: unknown road class (1, row 5 of a.csv)"));
  ASSERT_EQ(done->network.modes.size(), 2U);
  EXPECT_EQ(done->network.modes[0].name, "acute");
  EXPECT_EQ(done->network.modes[0].weights[0], 47'872U);  // 1 km at 0.94 × 80 km/h
}

TEST(RoadCsv, DisconnectedRoadsAreKeptAndCounted) {
  const auto done = read("id,lon,lat\n1,10,60\n2,10.1,60\n3,10.2,60\n4,10.3,60\n5,10.4,60\n",
                         "from,to,seconds\n1,2,5\n2,1,5\n2,3,5\n3,1,5\n4,5,5\n");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->report.parts, 3U);
  EXPECT_EQ(done->report.nodes_apart, 2U);
  EXPECT_THAT(done->network.node_flags, ElementsAre(node_main, node_main, node_main, 0, 0));
}

TEST(RoadCsv, SaysWhatIsMissing) {
  EXPECT_EQ(base::render(read("id,lon,latt\n1,2,3\n", "from,to,seconds\n").error()),
            "error[KJ1120]: 'n.csv' has no column 'lat'\n  = did you mean its column 'latt'? A mapping can say so\n");
  EXPECT_EQ(base::render(read(two_nodes, "from,to,time\n1,2,3\n").error()),
            "error[KJ1120]: 'a.csv' has no column 'seconds'\n  = its columns: from, to, time\n");
  EXPECT_EQ(base::render(read(two_nodes, "from,to,seconds\n7,8,3\n").error()),
            "error[KJ1129]: no arc could be read\n  = most often: the nodes' file has no such node\n");
}

TEST(RoadCsv, AMappingReadsForeignFiles) {
  const auto mapping = read_road_mapping(text::make_source("m.yaml", R"(
road mapping: jemss
nodes: {table: nodes, id: index, lon: x, lat: y, access: offRoadAccess}
arcs: {table: arcs, from: fromNode, to: toNode, length: {column: distance, unit: km}, both ways: yes}
modes:
  emergency: {column: mode_1, unit: days, off-road speed: 47}
source: someone
licence: ODbL
)"));
  ASSERT_TRUE(mapping) << base::render(mapping.error());
  const auto done = read("nodes,,,\nindex,x,y,offRoadAccess,\n1.0,174.7,-36.7,0.0\n2.0,174.71,-36.7,1.0\n",
                         "miscData,,\narcForm,numModes,\ndirected,2\n,\narcs,,\nindex,fromNode,toNode,distance,mode_1,"
                         "\n1.0,1.0,2.0,0.9,1e-4,\n",
                         *mapping);
  ASSERT_TRUE(done) << base::render(done.error());
  EXPECT_THAT(done->network.node_ids, ElementsAre(1, 2));
  EXPECT_THAT(done->network.modes[0].weights, ElementsAre(8640, 8640));
  EXPECT_EQ(done->network.modes[0].off_road_speed, 47);
  EXPECT_THAT(done->network.length, ElementsAre(90'000, 90'000));
  EXPECT_EQ(done->network.node_flags[0] & node_no_access, node_no_access);
  EXPECT_EQ(done->network.texts.licence, "ODbL");
}

TEST(RoadCsv, MistakesInAMappingAreToldTogether) {
  const auto mapping = read_road_mapping(text::make_source("m.yaml",
                                                           "nodes: {idd: x}\nmodes:\n  fast: {unit: days}\n"
                                                           "  slow: {column: t, unit: weeks}\n"));
  ASSERT_FALSE(mapping);
  EXPECT_EQ(
      base::render(mapping.error()),
      "m.yaml:1:9: error[KJ1130]: unknown key 'idd' in 'nodes'\n   1 | nodes: {idd: x}\n     |         ^^^ did you "
      "mean 'id'?\n"
      "m.yaml:3:9: error[KJ1130]: 'column' is missing\n   3 |   fast: {unit: days}\n     |         ^^^^^^^^^^^^ "
      "write {column: NAME, unit: UNIT}\n"
      "m.yaml:4:27: error[KJ1130]: unknown unit 'weeks'\n   4 |   slow: {column: t, unit: weeks}\n     |            "
      "               ^^^^^ known: s, min, h, days, ms\n");
}

TEST(RoadCsv, AucklandComesIn) {
  const std::filesystem::path source(KJEDE_SOURCE_DIR);
  const auto folder = source / ".." / "shared" / "data" / "jemss_auckland" / "models" / "1" / "travel" / "roads";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no real files in ../shared/data/jemss_auckland";
  const auto file = text::read_source(source / "examples" / "auckland" / "roads.yaml");
  ASSERT_TRUE(file);
  const auto mapping = read_road_mapping(*file);
  ASSERT_TRUE(mapping) << base::render(mapping.error());
  base::NoProgress progress;
  const auto done = import_csv({folder / "nodes.csv", folder / "arcs.csv", {}}, *mapping, SpeedModel(), progress);
  ASSERT_TRUE(done) << base::render(done.error());
  EXPECT_EQ(done->report.nodes, 54'370U);
  EXPECT_EQ(done->report.arcs, 90'638U);
  EXPECT_TRUE(problems(*done).empty());
  EXPECT_EQ(done->network.modes[0].weights[done->network.first_out[0]], 2'425U);  // 2.806238e-5 days
}

}  // namespace
}  // namespace kjede::road
