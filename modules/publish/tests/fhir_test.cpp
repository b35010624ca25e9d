#include "kjede/publish/fhir.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "kjede/publish/open_data.hpp"
#include "kjede/testing/golden.hpp"
#include "sample_catalog.hpp"

namespace kjede::publish {
namespace {

using Json = nlohmann::ordered_json;

const FhirOptions options{.canonical = "https://example.org/kjede/fhir",
                          .publisher = "Kjede",
                          .date = base::make_date(2025, 3, 1),
                          .synthetic = true};

TEST(Fhir, MeasureAndReportsAreExact) {
  const auto files = fhir_export(sample::small_catalog(), sample::measurements(), options);
  ASSERT_EQ(files.size(), 8U);
  for (const auto& file : files) {
    kjede::testing::expect_golden(file.content, KJEDE_ROOM_DIR "/tests/golden/fhir/" + file.path);
  }
}

TEST(Fhir, MaskedCountsAreNotThere) {
  const auto catalog = sample::small_catalog();
  const auto report = Json::parse(
      fhir_measure_report(catalog.indicators[0], catalog.units.find("voss"), sample::measurements()[1], options));
  const auto& group = report["group"][0];
  EXPECT_FALSE(group.contains("extension"));
  for (const auto& population : group["population"]) {
    EXPECT_FALSE(population.contains("count"));
    EXPECT_EQ(population["_count"]["extension"][0]["valueCode"], "masked");
  }
  EXPECT_FALSE(group["measureScore"].contains("value"));
}

TEST(Fhir, ScoreIsNumeratorOverDenominatorWithoutExclusions) {
  const auto catalog = sample::small_catalog();
  const auto report =
      Json::parse(fhir_measure_report(catalog.indicators[0], nullptr, sample::measurements()[0], options));
  const auto& population = report["group"][0]["population"];
  const double denominator = population[1]["count"].get<double>() - population[2]["count"].get<double>();
  EXPECT_DOUBLE_EQ(population[3]["count"].get<double>() / denominator,
                   report["group"][0]["measureScore"]["value"].get<double>());
}

TEST(Fhir, IdsAreAllowedAndStable) {
  const std::regex allowed("[A-Za-z0-9.-]{1,64}");
  EXPECT_EQ(fhir_id("rosc_ihca", "voss", "2024-Q1"), "rosc-ihca.voss.2024-Q1");
  const auto cut = fhir_id(std::string(60, 'a'), "ambulanse_nordlandssykehuset", "2024");
  EXPECT_TRUE(std::regex_match(cut, allowed)) << cut;
  EXPECT_NE(cut, fhir_id(std::string(60, 'a'), "ambulanse_nordlandssykehuset", "2023"));
}

// The keys of the published examples of HL7's DEQM guide that we write too must have the same JSON types.
void expect_same_shape(const Json& ours, const Json& theirs, const std::string& path) {
  for (const auto& [key, value] : ours.items()) {
    if (theirs.is_object() && theirs.contains(key)) {
      EXPECT_EQ(value.type_name(), std::string(theirs[key].type_name())) << path << "/" << key;
      if (value.is_object()) {
        expect_same_shape(value, theirs[key], path + "/" + key);
      } else if (value.is_array() && !value.empty() && !theirs[key].empty()) {
        expect_same_shape(value[0], theirs[key][0], path + "/" + key + "[0]");
      }
    }
  }
}

TEST(Fhir, HasTheShapeOfThePublishedExamples) {
  const std::string folder = KJEDE_SOURCE_DIR "/../shared/data/interop/fhir-measure-deqm/";
  std::ifstream report(folder + "MeasureReport-summ-measurereport01.json"), measure(folder + "Measure-pi-example.json");
  if (!report || !measure) {
    GTEST_SKIP() << "the DEQM examples are not here";
  }
  const auto catalog = sample::small_catalog();
  const auto without_extensions = [](Json json) {
    json.erase("extension");
    return json;
  };
  expect_same_shape(without_extensions(Json::parse(
                        fhir_measure_report(catalog.indicators[0], nullptr, sample::measurements()[0], options))),
                    Json::parse(report), "");
  expect_same_shape(without_extensions(Json::parse(fhir_measure(catalog.indicators[0], options))), Json::parse(measure),
                    "");
}

TEST(OpenData, FilesAreExact) {
  auto catalog = sample::small_catalog();
  catalog.indicators[0].name.nb = "=HYPERLINK(\"x\")";  // must not run in a spreadsheet
  for (const auto& file :
       open_data(catalog, sample::measurements(), {.date = base::make_date(2025, 3, 1), .synthetic = true})) {
    kjede::testing::expect_golden(file.content, KJEDE_ROOM_DIR "/tests/golden/open_data/" + file.path);
  }
}

}  // namespace
}  // namespace kjede::publish
