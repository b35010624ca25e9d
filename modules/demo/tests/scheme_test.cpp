// The synthetic scheme: the same rows every time, in the columns of the catalog, as many as asked for.

#include "kjede/demo/scheme.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "collected.hpp"
#include "kjede/demo/csv.hpp"

namespace kjede::demo {
namespace {

const base::Date kDay = base::make_date(2026, 5, 17);

class Texts final : public RowSink {
 public:
  base::Result<void> begin(const Table& table) override {
    now_ = table.register_id;
    return {};
  }
  base::Result<void> row(std::span<const Cell> cells) override {
    append_csv(all[now_], cells);
    ++rows[now_];
    return {};
  }
  base::Result<void> end() override { return {}; }

  std::map<std::string, std::string> all;
  std::map<std::string, int> rows;

 private:
  std::string now_;
};

SchemeOptions small() {
  SchemeOptions options;
  options.day = kDay;
  options.attested = {"R02", "R68", "R74"};
  return options;
}

TEST(Scheme, IsTheSameEveryTimeAndAnotherWithAnotherSeed) {
  Texts first, second, other;
  ASSERT_TRUE(make_scheme(small(), first));
  ASSERT_TRUE(make_scheme(small(), second));
  EXPECT_EQ(first.all, second.all);
  auto options = small();
  options.seed = 7;
  ASSERT_TRUE(make_scheme(options, other));
  EXPECT_NE(first.all["responder_unit"], other.all["responder_unit"]);
}

TEST(Scheme, FitsItsRegisters) {
  testing::Collected rows(testing::norway());
  ASSERT_TRUE(make_scheme(small(), rows));
  EXPECT_EQ(rows.problems(), std::vector<std::string>{});
  EXPECT_EQ(rows.of("responder_unit").size(), 75u);
  EXPECT_EQ(rows.of("responder").size(), 300u);
  EXPECT_EQ(rows.of("aed").size(), 500u);
  EXPECT_EQ(rows.of("ordinary_resource").size(), 40u);
}

TEST(Scheme, GrowsToTheCountryAndBeyond) {
  auto options = SchemeOptions::national();
  options.day = kDay;
  Texts rows;
  ASSERT_TRUE(make_scheme(options, rows));
  EXPECT_EQ(rows.rows["aed"], 12'000);
  EXPECT_EQ(rows.rows["responder"], 6'000);
  EXPECT_EQ(rows.rows["responder_unit"], 1'500);
  EXPECT_EQ(rows.rows["ordinary_resource"], 600);
}

TEST(Scheme, LiesOnThePlacesGiven) {
  auto options = small();
  options.places = {{10.75, 59.91, 1, "Byen"}};
  Texts rows;
  ASSERT_TRUE(make_scheme(options, rows));
  EXPECT_NE(rows.all["responder_unit"].find(";Byen;10,7"), std::string::npos)
      << rows.all["responder_unit"].substr(0, 300);
  EXPECT_EQ(rows.rows["responder_organisation"], 3);
}

TEST(Scheme, SaysWhatItCannotMake) {
  Texts rows;
  auto options = small();
  options.day = {};
  EXPECT_EQ(make_scheme(options, rows).error().front().message, "the scheme needs the day it is in order on");
  options = small();
  options.units = 0;
  EXPECT_EQ(make_scheme(options, rows).error().front().message, "sizes and scale of the scheme are from 1 to 1000000");
  const auto path = std::filesystem::temp_directory_path() / "kjede-demo-places.csv";
  std::ofstream(path) << "lon,lat,weight\n10.7,59.9,2\n10.7,95,2\n";
  const auto read = read_places(path.string());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().front().message, "'" + path.string() + "', row 2: lon, lat or weight cannot be used");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace kjede::demo
