// People, local times and files.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "../src/calendar.hpp"
#include "../src/person.hpp"
#include "collected.hpp"
#include "kjede/demo/codes.hpp"
#include "kjede/demo/csv.hpp"
#include "kjede/demo/generate.hpp"
#include "kjede/testing/golden.hpp"

namespace kjede::demo {
namespace {

TEST(calendar, has_the_offset_of_the_zone_database_in_every_hour_of_twenty_years) {
  const auto oslo = base::TimeZone::find("Europe/Oslo");
  ASSERT_TRUE(oslo);
  for (std::int64_t t = 1'293'800'000; t < 1'924'000'000; t += 3600) {
    const std::string offset = oslo->local_text(base::Instant(std::chrono::seconds(t))).substr(19);
    ASSERT_EQ(oslo_offset(t), offset == "+02:00" ? 7200 : 3600) << t;
  }
}

TEST(calendar, moves_times_in_the_hour_that_spring_skips) {
  const std::int64_t skipped =
      base::make_date(2024, 3, 31).time_since_epoch().count() * std::int64_t{86'400} + 2 * 3600 + 1800;
  const std::int64_t utc = oslo_to_utc(skipped);
  EXPECT_EQ(utc + oslo_offset(utc), skipped + 3600);
}

int control(std::string_view id, const std::vector<int>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (id[i] - '0');
  return sum % 11;
}

TEST(people, have_well_formed_numbers_that_belong_to_nobody) {
  People people(base::Rng(5));
  std::set<std::string> seen;
  for (int i = 0; i < 20'000; ++i) {
    const Person person = people.make(i % 103, i % 2 == 0, base::make_date(2024, 2, 29));
    const std::string id(person.identity_text());
    EXPECT_TRUE(seen.insert(id).second);
    EXPECT_EQ(control(id, {3, 7, 6, 1, 8, 9, 4, 5, 2, 1}), 0);
    EXPECT_EQ(control(id, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}), 0);
    const int month = std::stoi(id.substr(2, 2));
    EXPECT_TRUE(month >= 81 && month <= 92) << "month + 80";
    EXPECT_EQ((id[8] - '0') % 2 == 1, i % 2 == 0) << "odd for men";
  }
}

TEST(people, run_out_without_stopping) {
  People people(base::Rng(6));
  for (int i = 0; i < 100'000; ++i) people.make(0, true, base::make_date(2024, 6, 1));
}

TEST(csv, writes_norwegian_cells) {
  std::string row;
  const std::int64_t repeated = 1'729'991'400;  // 2024-10-27 01:10 UTC, 02:10 for the second time
  const std::vector<Cell> cells{std::string_view("St. Olav; \"Øya\""),
                                Cell{},
                                std::int64_t{69},
                                Fixed{250, 2},
                                Fixed{-5, 1},
                                base::make_date(2024, 2, 29),
                                Moment{1'709'208'300},
                                Moment{repeated},
                                Moment{repeated - 3600}};
  append_csv(row, cells);
  EXPECT_EQ(row,
            "\"St. Olav; \"\"Øya\"\"\";;69;2,50;-0,5;2024-02-29;2024-02-29 13:05:00;2024-10-27 "
            "02:10:00+01:00;2024-10-27 02:10:00+02:00\n");
}

std::string small_files(const std::string& name, std::uint64_t seed) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / name;
  CsvFolder files(folder.string());
  Options options;
  options.seed = seed;
  options.scale = 2;
  options.registers = {"ihca", "icu_unit"};
  options.from_year = 2024;
  const auto done = generate(testing::norway(), options, files);
  EXPECT_TRUE(done) << base::render(done.error());
  EXPECT_EQ(files.written()[0].rows, 2U * 1156U);
  EXPECT_EQ(files.written()[1].rows, 67U) << "there are only so many units";
  EXPECT_NE(kjede::testing::read_file(folder / "README.txt").find("SYNTETISKE DATA"), std::string::npos);
  return kjede::testing::read_file(folder / "synthetic-ihca.csv") +
         kjede::testing::read_file(folder / "synthetic-icu_unit.csv");
}

TEST(generate, gives_the_same_bytes_for_the_same_options_and_others_for_another_seed) {
  const std::string one = small_files("one", 7);
  EXPECT_EQ(one, small_files("two", 7));
  EXPECT_NE(one, small_files("three", 8));
}

TEST(generate, says_what_is_wrong_with_the_options) {
  testing::Collected rows(testing::norway());
  const auto message = [&](Options options) { return generate(testing::norway(), options, rows).error()[0].message; };
  Options options;
  options.scale = 0;
  EXPECT_EQ(message(options), "scale 0 is not between 1 and 10000");
  options = {};
  options.registers = {"ohka"};
  EXPECT_EQ(message(options), "no demonstration of register 'ohka'");
  options = {};
  options.from_year = 2025;
  EXPECT_EQ(message(options), "from 2025 to 2024 is no period");
}

TEST(generate, says_what_the_catalog_lacks) {
  catalog::Catalog empty;
  testing::Collected rows(empty);
  const auto done = generate(empty, {}, rows);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().size(), 5U);
  EXPECT_EQ(done.error()[0].code, codes::register_differs.id);
  EXPECT_EQ(done.error()[0].message, "the catalog has no register 'ohca'");
}

TEST(csv, says_that_a_folder_cannot_be_written) {
  CsvFolder files("/proc/nowhere");
  Options options;
  options.registers = {"icu_unit"};
  const auto done = generate(testing::norway(), options, files);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error()[0].code, codes::file_not_written.id);
}

}  // namespace
}  // namespace kjede::demo
