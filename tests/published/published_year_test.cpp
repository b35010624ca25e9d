// The published year, end to end: the demonstration is written to files, the files are imported, the indicators are
// measured, and every indicator of targets.yaml gives what was printed. Nothing is rejected on the way.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "kjede/catalog/load.hpp"
#include "kjede/demo/csv.hpp"
#include "kjede/demo/errors.hpp"
#include "kjede/demo/generate.hpp"
#include "kjede/measure/disclosure.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/testing/fresh_store.hpp"
#include "targets.hpp"

namespace kjede::published {
namespace {

using text::YamlNode;

const catalog::Catalog& norway() {
  static const auto loaded = catalog::load(std::string(KJEDE_SOURCE_DIR) + "/catalog");
  EXPECT_TRUE(loaded) << base::render(loaded.error());
  return *loaded;
}

struct Imported {
  std::string register_id;
  registry::ImportReport report;
};

// indicator, level, unit, year
using Key = std::tuple<std::string, std::string, std::string, int>;

// What one database gave.
struct World {
  std::vector<Imported> imported;
  base::Diagnostics warnings;
  std::map<Key, measure::Measurement> measured;
};

void import_all(const demo::CsvFolder& files, store::RecordStore& store, World& world) {
  base::NoProgress quiet;
  for (const auto& file : files.written()) {
    registry::ImportOptions options;
    options.recorded = base::Instant(std::chrono::seconds(1'740'000'000));
    const std::vector<std::string> paths{file.path};
    auto report =
        registry::import_records(norway(), *norway().find_register(file.register_id), paths, options, store, quiet);
    ASSERT_TRUE(report) << base::render(report.error());
    world.imported.push_back({file.register_id, *std::move(report)});
  }
}

class PublishedYear : public ::testing::TestWithParam<store::Dialect> {
 protected:
  static void SetUpTestSuite() {
    folder_ = (std::filesystem::path(::testing::TempDir()) / "kjede-published").string();
    demo::CsvFolder files(folder_);
    const auto made = demo::generate(norway(), {}, files);
    ASSERT_TRUE(made) << base::render(made.error());
    make(files, ":memory:", worlds_[store::Dialect::duckdb]);
    const char* server = std::getenv("KJEDE_TEST_POSTGRES");
    if (server == nullptr) return;
    const auto run = [&](const std::string& sql) {
      auto database = store::open(server, store::Mode::read_write);
      ASSERT_TRUE(database) << base::render(database.error());
      ASSERT_TRUE((*database)->execute(sql));
    };
    run("create schema kjede_published");
    make(files, std::string(server) + "?options=-csearch_path%3Dkjede_published", worlds_[store::Dialect::postgres]);
    run("drop schema kjede_published cascade");
  }

  static void make(const demo::CsvFolder& files, const std::string& location, World& world) {
    const std::string key = location == ":memory:" ? "" : folder_ + "/key";
    auto store = store::open_records({location, key, store::Mode::read_write, {}});
    ASSERT_TRUE(store) << base::render(store.error());
    import_all(files, **store, world);
    const auto results = measure::measure(norway(), **store, measure::Request{}, &world.warnings);
    ASSERT_TRUE(results) << base::render(results.error());
    for (const auto& result : *results)
      world.measured[{result.indicator, result.level, result.unit, result.period.year()}] = result;
  }

  static void TearDownTestSuite() {
    std::filesystem::remove_all(folder_);
    worlds_.clear();
  }

  void SetUp() override {
    if (worlds_.count(GetParam()) == 0) GTEST_SKIP() << "KJEDE_TEST_POSTGRES is not set; scripts/with-postgres sets it";
    world_ = &worlds_[GetParam()];
  }

  const measure::Measurement& at(const std::string& indicator, const std::string& level, const std::string& unit_name,
                                 int year) const {
    const catalog::Unit* unit =
        unit_name.empty() ? norway().units.of_kind("nation").front() : norway().units.find_by_name(unit_name, level);
    static const measure::Measurement nothing;
    if (unit == nullptr) {
      ADD_FAILURE() << "no unit " << unit_name;
      return nothing;
    }
    const auto found = world_->measured.find({indicator, unit->kind, unit->id, year});
    if (found != world_->measured.end()) return found->second;
    ADD_FAILURE() << "not measured: " << indicator << ' ' << unit->id << ' ' << year;
    return nothing;
  }

  static std::string folder_;
  static std::map<store::Dialect, World> worlds_;
  const World* world_ = nullptr;
};

std::string PublishedYear::folder_;
std::map<store::Dialect, World> PublishedYear::worlds_;

TEST_P(PublishedYear, is_imported_without_a_rejected_or_doubtful_row) {
  for (const auto& [id, report] : world_->imported) {
    EXPECT_EQ(report.batch.rejected, 0) << id;
    EXPECT_EQ(report.batch.warned, 0) << id;
    EXPECT_EQ(report.batch.created, static_cast<std::int64_t>(report.rows)) << id;
    for (const auto& problem : report.problems)
      ADD_FAILURE() << id << ' ' << problem.field << ": " << problem.reason.en << " x" << problem.rows;
    for (const auto& file : report.files) EXPECT_TRUE(file.unused_columns.empty()) << id;
  }
}

TEST_P(PublishedYear, measures_to_the_published_indicators) {
  for (const YamlNode& figure : targets().find("figures")->items) {
    if (figure.find("indicator") == nullptr) continue;
    SCOPED_TRACE(scalar(figure, "id") + " (" + scalar(figure, "source") + ")");
    const auto& got = at(scalar(figure, "indicator"), scalar(figure, "level"), scalar(figure, "unit"),
                         static_cast<int>(number(figure, "year")));
    const int decimals = static_cast<int>(number(figure, "decimals"));
    expect_counts(figure, got.numerator, got.denominator);
    const YamlNode* percentiles = figure.find("percentiles");
    if (percentiles == nullptr) continue;
    for (const auto& [p, expect] : percentiles->entries) {
      const auto same = std::find_if(got.percentiles.begin(), got.percentiles.end(),
                                     [&](const auto& one) { return one.percentile == std::stoi(p.scalar); });
      ASSERT_NE(same, got.percentiles.end()) << "P" << p.scalar;
      EXPECT_DOUBLE_EQ(rounded(same->value, decimals), std::stod(expect.scalar)) << "P" << p.scalar;
    }
  }
}

TEST_P(PublishedYear, measures_to_the_published_tables) {
  for (const YamlNode& table : targets().find("tables")->items) {
    for_each_cell(table, [&](const std::string& unit, int year, const std::string& printed) {
      const auto& got = at(scalar(table, "indicator"), unit.empty() ? "" : scalar(table, "level"), unit, year);
      expect_cell(got.numerator, got.denominator, printed);
    });
  }
}

// 14 per 100 000 with sustained circulation (§2.3.4).
TEST_P(PublishedYear, has_the_published_incidence) {
  const auto& got = at("sustained_rosc_ohca", "", "", 2024);
  ASSERT_TRUE(got.rate);
  EXPECT_DOUBLE_EQ(rounded(*got.rate, 0), 14.0) << *got.rate;
}

TEST_P(PublishedYear, has_a_file_whose_every_mistake_is_rejected) {
  const auto file = demo::write_errors(norway(), folder_);
  ASSERT_TRUE(file) << base::render(file.error());
  auto store = store::open_records({":memory:", "", store::Mode::read_write, {}});
  ASSERT_TRUE(store);
  base::NoProgress quiet;
  const std::vector<std::string> paths{file->path};
  registry::ImportOptions options;
  options.rejects = folder_ + "/rejects.csv";
  options.recorded = base::Instant(std::chrono::seconds(1'740'000'000));
  const auto report =
      registry::import_records(norway(), *norway().find_register("ohca"), paths, options, **store, quiet);
  ASSERT_TRUE(report) << base::render(report.error());
  const auto count = static_cast<std::int64_t>(demo::mistakes().size());
  EXPECT_EQ(report->batch.rejected, count);
  EXPECT_EQ(report->batch.created, count);
}

TEST_P(PublishedYear, knows_every_unit_and_population_it_needs) { EXPECT_EQ(base::render(world_->warnings), ""); }

// "I 2024 var det bare Ullevål sykehus som fylte alle kriterier" (§2.5.5): more than 15 answers, sent to more than 70
// %.
TEST_P(PublishedYear, shows_self_reported_health_at_ulleval_alone) {
  std::vector<measure::Measurement> cells;
  for (const auto& [key, m] : world_->measured) {
    if (m.indicator == "eq_vas_ihca" && m.level == "hospital" && m.period.year() == 2024) cells.push_back(m);
  }
  measure::mask(norway(), cells);
  std::vector<std::string> shown;
  for (const auto& m : cells) {
    if (m.masked == measure::MaskReason::none && m.denominator > 0) shown.push_back(m.unit);
  }
  EXPECT_EQ(shown, (std::vector<std::string>{norway().units.find_by_name("Ullevål", "hospital")->id}));
}

INSTANTIATE_TEST_SUITE_P(Store, PublishedYear, ::testing::Values(store::Dialect::duckdb, store::Dialect::postgres),
                         kjede::testing::adapter_name);

}  // namespace
}  // namespace kjede::published
