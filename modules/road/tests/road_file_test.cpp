#include "kjede/road/road_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "kjede/road/import_csv.hpp"

namespace kjede::road {
namespace {

namespace fs = std::filesystem;

constexpr const char* nodes = "id,lon,lat\n1,10.0,60.0\n2,10.1,60.0\nfar,10.2,60.0\n";
constexpr const char* arcs =
    "from,to,seconds,seconds_2,project\n1,2,100.5,130,\n2,1,100.5,,\n2,far,60,80,bridge\nfar,2,60,80,bridge\n";

Network sample() {
  auto done = import_csv_text({"n.csv", nodes, "a.csv", arcs}, {}, SpeedModel());
  EXPECT_TRUE(done) << base::render(done.error());
  return done->network;
}

class RoadFileTest : public testing::Test {
 protected:
  RoadFileTest() : folder_(fs::temp_directory_path() / ("kjede-road-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~RoadFileTest() override { fs::remove_all(folder_); }

  std::string refusal(const std::string& bytes) {
    const auto path = folder_ / "x.road";
    std::ofstream(path, std::ios::binary) << bytes;
    const auto file = RoadFile::open(path);
    auto text = file ? std::string("accepted") : base::render(file.error());
    for (auto at = text.find(folder_.string() + "/"); at != std::string::npos; at = text.find(folder_.string() + "/")) {
      text.erase(at, folder_.string().size() + 1);
    }
    return text;
  }

  fs::path folder_;
};

std::string bytes_of(const Network& network) {
  const auto bytes = road_file_bytes(network.view());
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

constexpr const char* remedy =
    "\n  = make it with `kjede road import --nodes N.csv --arcs A.csv --out X.road` or `--osm X.osm.pbf`\n";

TEST_F(RoadFileTest, GivesBackWhatWasWritten) {
  auto network = sample();
  network.texts = {"a.csv", "our own survey", "CC0", "NO"};
  network.hierarchy = {1, 2, 3};
  network.ferries = {{2, 600'000, 1'800'000, 360, 1380}};
  ASSERT_TRUE(write_road_file(folder_ / "x.road", network.view()));
  const auto file = RoadFile::open(folder_ / "x.road");
  ASSERT_TRUE(file) << base::render(file.error());
  const auto& roads = file->roads();
  EXPECT_THAT(roads.shape.head, testing::ElementsAreArray(network.head));
  EXPECT_EQ(roads.node_name(2), "far");
  EXPECT_EQ(roads.node_name(0), "1");
  ASSERT_EQ(roads.modes.size(), 2U);
  EXPECT_EQ(roads.modes[1].name, "seconds_2");
  EXPECT_THAT(roads.modes[0].weights, testing::ElementsAre(100'500, 100'500, unreachable, unreachable));
  EXPECT_THAT(roads.open_weights[1], testing::ElementsAre(130'000, unreachable, 80'000, 80'000));
  EXPECT_EQ(roads.projects[0].id, "bridge");
  EXPECT_EQ(roads.texts.licence, "CC0");
  EXPECT_THAT(roads.hierarchy, testing::ElementsAre(1, 2, 3));
  ASSERT_NE(roads.ferry_of(2), nullptr);
  EXPECT_EQ(roads.ferry_of(2)->headway, 1'800'000U);
  EXPECT_EQ(bytes_of(sample()), bytes_of(sample()));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);  // nothing temporary stays
}

TEST_F(RoadFileTest, RefusesWhatIsNoRoadFile) {
  EXPECT_EQ(refusal("id,lon,lat\n"), std::string("error[KJ1111]: 'x.road' is not a road file") + remedy);
  EXPECT_EQ(refusal(""), std::string("error[KJ1111]: 'x.road' is empty") + remedy);
  EXPECT_EQ(base::render(RoadFile::open("absent.road").error()),
            "error[KJ1110]: cannot read the road file 'absent.road': No such file or directory\n  = check the path and "
            "the rights to it\n");
  EXPECT_EQ(base::render(write_road_file("no/such/folder/x.road", sample().view()).error()),
            "error[KJ1110]: cannot write the road file 'no/such/folder/x.road': No such file or directory\n  = choose "
            "another place with --out\n");
}

TEST_F(RoadFileTest, RefusesAFileCutShort) {
  const auto bytes = bytes_of(sample());
  EXPECT_EQ(refusal(bytes.substr(0, bytes.size() - 1)), "error[KJ1113]: 'x.road' is cut short: it has " +
                                                            std::to_string(bytes.size() - 1) + " of " +
                                                            std::to_string(bytes.size()) + " bytes" + remedy);
  EXPECT_EQ(refusal(bytes.substr(0, 40)), std::string("error[KJ1111]: 'x.road' is not a road file") + remedy);
}

TEST_F(RoadFileTest, RefusesEveryChangedByte) {
  const auto bytes = bytes_of(sample());
  for (std::size_t at = 12; at < bytes.size(); at += 7) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    EXPECT_THAT(refusal(changed), testing::StartsWith("error[KJ1113]: 'x.road' is ")) << at;
  }
  EXPECT_EQ(refusal(bytes + "x"),
            std::string("error[KJ1113]: 'x.road' is damaged: its checksum does not fit") + remedy);
}

TEST_F(RoadFileTest, RefusesANewerVersion) {
  auto bytes = bytes_of(sample());
  bytes[8] = 9;
  EXPECT_EQ(refusal(bytes),
            "error[KJ1112]: 'x.road' is a road file of version 9; this program reads versions up to 1\n  = use a newer "
            "kjede, or make the file again with this one\n");
}

TEST_F(RoadFileTest, ChecksWhatAForgedFileSays) {
  auto network = sample();
  network.head[0] = 99;
  EXPECT_EQ(refusal(bytes_of(network)),
            std::string("error[KJ1113]: 'x.road' is damaged: an arc leads to a node that does not exist") + remedy);
  EXPECT_FALSE(write_road_file(folder_ / "x.road", network.view()));
  network = sample();
  network.project[0] = 7;
  EXPECT_THAT(refusal(bytes_of(network)), testing::HasSubstr("an arc belongs to a project that does not exist"));
  network = sample();
  network.shape_count[1] = 5;
  EXPECT_THAT(refusal(bytes_of(network)), testing::HasSubstr("an arc's shape lies outside the list of points"));
  network = sample();
  network.modes[0].weights[0] = 0xFFFFFFFF;
  EXPECT_THAT(refusal(bytes_of(network)), testing::HasSubstr("a travel time is larger than `unreachable`"));
}

}  // namespace
}  // namespace kjede::road
