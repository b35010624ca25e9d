#include "kjede/demo/region.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "kjede/text/csv.hpp"

namespace kjede::demo {
namespace {

using testing::Gt;
using testing::Lt;
using testing::SizeIs;

using Row = std::map<std::string, std::string>;

std::vector<Row> table(const std::vector<RegionFile>& files, std::string_view path) {
  std::vector<Row> rows;
  for (const auto& file : files) {
    if (file.path != path) continue;
    auto reader = text::CsvReader::from_text(file.path, file.content);
    EXPECT_TRUE(reader.has_value());
    for (text::CsvRow row; reader->next(row);) {
      Row cells;
      for (std::size_t i = 0; i < row.fields.size(); ++i) cells[reader->header()[i]] = std::string(row.fields[i]);
      rows.push_back(cells);
    }
  }
  return rows;
}

TEST(Region, HasTheSizeOfAHealthRegion) {
  const auto files = make_region({});
  EXPECT_THAT(table(files, "stations.csv"), SizeIs(20));
  EXPECT_THAT(table(files, "vehicles.csv"), SizeIs(30));
  EXPECT_THAT(table(files, "hospitals.csv"), SizeIs(3));
  int persons = 0, later = 0;
  std::set<std::string> municipalities, ids;
  for (const auto& zone : table(files, "zones.csv")) {
    persons += std::stoi(zone.at("population"));
    later += std::stoi(zone.at("population_2030"));
    municipalities.insert(zone.at("municipality"));
    EXPECT_TRUE(ids.insert(zone.at("id")).second);
    EXPECT_THAT(std::stoi(zone.at("population")), Gt(0));
  }
  EXPECT_THAT(persons, testing::AllOf(Gt(180'000), Lt(280'000)));
  EXPECT_NE(persons, later);
  EXPECT_THAT(municipalities.size(), Gt(12u));
}

TEST(Region, IsTheSameForASeedAndAnotherForAnother) {
  const auto one = make_region({.seed = 5}), again = make_region({.seed = 5}), other = make_region({.seed = 6});
  ASSERT_EQ(one.size(), again.size());
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].content, again[i].content) << one[i].path;
  EXPECT_NE(one.front().content, other.front().content);
}

TEST(Region, RoadsJoinEveryNodeAndTheTunnelIsReserved) {
  const auto files = make_region({});
  const auto nodes = table(files, "nodes.csv"), arcs = table(files, "arcs.csv");
  std::vector<std::size_t> parent(nodes.size());
  for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = i;
  const auto root = [&](std::size_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  int reserved = 0;
  for (const auto& arc : arcs) {
    EXPECT_THAT(std::stod(arc.at("seconds")), Gt(0.0));
    EXPECT_LE(std::stod(arc.at("seconds")), std::stod(arc.at("seconds_ordinary")));
    if (!arc.at("project").empty()) {
      ++reserved;
    } else {
      parent[root(std::stoul(arc.at("from")))] = root(std::stoul(arc.at("to")));
    }
  }
  EXPECT_THAT(reserved, Gt(4));
  std::set<std::size_t> parts;
  for (std::size_t i = 0; i < nodes.size(); ++i) parts.insert(root(i));
  // only the bends inside the tunnel hang on nothing until it is built
  EXPECT_THAT(parts.size(), Lt(12u));
}

}  // namespace
}  // namespace kjede::demo
