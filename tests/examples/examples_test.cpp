// From a foreign file to measured numbers by catalog and mapping alone. Small files of our own always; the real ones
// when they lie beside the project (../shared/data).

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "kjede/catalog/load.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/text/source.hpp"

namespace kjede {
namespace {

namespace fs = std::filesystem;

fs::path shared_data() { return fs::path(KJEDE_SOURCE_DIR) / ".." / "shared" / "data"; }

class Example : public testing::Test {
 protected:
  void open(const std::string& name, const std::string& mapping) {
    const auto folder = fs::path(KJEDE_SOURCE_DIR) / "examples" / name;
    auto loaded = catalog::load(folder);
    ASSERT_TRUE(loaded) << base::render(loaded.error());
    catalog_ = *std::move(loaded);
    auto file = text::read_source(folder / "mappings" / (mapping + ".yaml"));
    ASSERT_TRUE(file) << base::render(file.error());
    auto read = registry::load_mapping(*file);
    ASSERT_TRUE(read) << base::render(read.error());
    mapping_ = *std::move(read);
    auto store = store::open_records({":memory:", "", store::Mode::read_write, {}});
    ASSERT_TRUE(store) << base::render(store.error());
    store_ = *std::move(store);
  }

  void import(const std::vector<std::string>& files) {
    base::NoProgress progress;
    registry::ImportOptions options;
    options.mapping = mapping_;
    options.recorded = base::Instant(std::chrono::hours(24 * 365 * 55));
    auto report = registry::import_records(catalog_, catalog_.registers[0], files, options, *store_, progress);
    ASSERT_TRUE(report) << base::render(report.error());
    report_ = *std::move(report);
  }

  measure::Measurement measured(const std::string& indicator, const std::string& unit, int year) {
    measure::Request request;
    request.indicators = {indicator};
    request.units = {unit};
    request.from = base::make_date(year, 1, 1);
    request.to = base::make_date(year, 12, 31);
    const auto results = measure::measure(catalog_, *store_, request);
    EXPECT_TRUE(results) << base::render(results.error());
    EXPECT_EQ(results->size(), 1U);
    return results && !results->empty() ? results->front() : measure::Measurement{};
  }

  // "field code rows", most frequent first.
  std::vector<std::string> problems() const {
    std::vector<std::string> lines;
    for (const auto& p : report_.problems)
      lines.push_back(p.field + " " + p.code + " " + std::to_string(p.rows) + (p.warning ? " warned" : ""));
    return lines;
  }

  std::vector<std::string> stored(const std::string& columns) {
    const auto table = store_->database().query("select concat_ws(' ', " + columns + ") from " +
                                                store::table_of(catalog_.registers[0].id) + " order by record_key");
    EXPECT_TRUE(table) << base::render(table.error());
    std::vector<std::string> lines;
    for (const auto& row : table->rows) lines.push_back(std::get<std::string>(row[0]));
    return lines;
  }

  static std::string data(const std::string& name) { return std::string(KJEDE_TEST_DATA) + "/" + name; }

  catalog::Catalog catalog_;
  registry::Mapping mapping_;
  registry::ImportReport report_;
  std::unique_ptr<store::RecordStore> store_;
};

TEST_F(Example, NewYork) {
  open("new_york", "nyc_ems");
  import({data("new_york.csv")});
  EXPECT_EQ(report_.batch.created, 5);
  EXPECT_EQ(report_.batch.rejected, 2);  // an unknown borough, and an hour that the clock skipped
  const auto bronx = measured("nyc_response_time", "bronx", 2015);
  EXPECT_EQ(bronx.denominator, 2);
  ASSERT_TRUE(bronx.value);
  EXPECT_DOUBLE_EQ(*bronx.value, 408.0);
  EXPECT_EQ(measured("nyc_response_time", "new_york", 2015).denominator, 3);
  EXPECT_EQ(measured("nyc_within_9_min", "staten_island", 2015).numerator, 1);
}

TEST_F(Example, Encounters) {
  open("synthea", "encounter");
  import({data("encounters.ndjson")});
  EXPECT_EQ(report_.batch.created, 3);
  EXPECT_EQ(report_.batch.rejected, 1);  // a provider that is no unit
  EXPECT_EQ(report_.passed_over, 1U);    // a Patient
  const auto readmitted = measured("readmission_30d", "kansas", 2020);
  EXPECT_EQ(readmitted.numerator, 1);
  EXPECT_EQ(readmitted.denominator, 2);
  EXPECT_EQ(measured("emergency_length", "provider_8a990ec7", 2020).value, 2.0);
}

TEST_F(Example, NemsisBecomesTheNorwegianRegister) {
  open("nemsis", "nemsis_ohca");
  import({data("nemsis.xml")});
  EXPECT_EQ(report_.batch.created, 2);
  EXPECT_EQ(report_.batch.rejected, 0);
  EXPECT_EQ(report_.passed_over, 1U);  // no arrest
  EXPECT_THAT(
      stored("arrest_date, ambulance_service, age, sex, witnessed, location, bystander_cpr, aed_attached_by, "
             "shocked_before_ems, ems_cpr, first_rhythm, mechanical_cpr, rosc_any, rosc_sustained, cpc, transported"),
      testing::ElementsAre(
          "2024-10-09 danbury_ems 59 male bystander home yes first_responder yes yes vf yes yes yes cpc_1 yes",
          "2024-10-10 sample_agency 0 ems no not_attached no yes no no"));
  EXPECT_EQ(measured("response_time", "danbury_ems", 2024).value, 9.0);
  EXPECT_EQ(measured("bystander_cpr", "usa", 2024).denominator, 1);  // the other was witnessed by the ambulance
}

TEST_F(Example, TheRealNewYorkIncidents) {
  const auto packed = shared_data() / "nyc_ems" / "nyc_ems_incidents.csv.gz";
  if (!fs::exists(packed)) GTEST_SKIP() << packed << " is not here";
  const auto plain = fs::temp_directory_path() / ("kjede-nyc-" + std::to_string(::getpid()) + ".csv");
  ASSERT_EQ(std::system(("gzip -dc '" + packed.string() + "' > '" + plain.string() + "'").c_str()), 0);
  open("new_york", "nyc_ems");
  import({plain.string()});
  fs::remove(plain);
  EXPECT_EQ(report_.rows, 373'154U);
  EXPECT_EQ(report_.batch.created, 373'150);
  EXPECT_THAT(problems(), testing::ElementsAre("incident_time KJ0520 70 warned",
                                               "borough KJ0514 4"));  // the repeated hour of November; UNKNOWN
  const auto city = measured("nyc_response_time", "new_york", 2015);
  EXPECT_EQ(city.denominator, 40'595);
  EXPECT_NEAR(*city.value / 60, 10.65, 0.005);
}

TEST_F(Example, TheRealEncounters) {
  const auto file = shared_data() / "interop" / "fhir-synthea-10" / "Encounter.000.ndjson";
  if (!fs::exists(file)) GTEST_SKIP() << file << " is not here";
  open("synthea", "encounter");
  import({file.string()});
  EXPECT_EQ(report_.batch.created, 1215);
  EXPECT_THAT(problems(), testing::ElementsAre());
}

TEST_F(Example, TheRealNemsisSamples) {
  const auto folder = shared_data() / "interop" / "nemsis";
  if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not here";
  open("nemsis", "nemsis_ohca");
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "Compliance")) {
    const auto path = entry.path().string();
    if (entry.path().extension() == ".xml" && path.find("-EMS-") != std::string::npos &&
        path.find("/full/") != std::string::npos)
      files.push_back(path);
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder / "SampleData" / "EMS")) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  import(files);
  EXPECT_EQ(report_.rows, 45U);
  EXPECT_THAT(problems(),
              testing::ElementsAre(
                  " KJ0523 15 warned"));  // witnessed by the ambulance, CPR by a bystander: the files are random
}

}  // namespace
}  // namespace kjede
