#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kjede/catalog/load.hpp"
#include "kjede/publish/report.hpp"
#include "sample_report.hpp"

namespace kjede::publish {
namespace {

using ::testing::HasSubstr;

const catalog::Catalog& shipped() {
  static const auto loaded = catalog::load(KJEDE_SOURCE_DIR "/catalog");
  if (!loaded) {
    throw std::runtime_error(base::render(loaded.error()));
  }
  return *loaded;
}

std::string annual_of(const std::vector<std::string>& registers) {
  const auto whole = shipped_report("annual");
  const auto plan = narrowed(*whole, shipped(), registers);
  const sample::Invented invented(shipped(), needs_of(*plan, shipped()), 2015, 2024);
  const ReportData data{.catalog = &shipped(),
                        .measurements = invented.measurements,
                        .analyses = invented.analyses,
                        .period = *base::Period::parse("2024"),
                        .date = base::make_date(2025, 3, 1),
                        .data_version = "0123456789abcdef"};
  const auto document = compose(*plan, data);
  return document ? html(*document, {}) : base::render(document.error());
}

TEST(NarrowedReport, OutOfHospitalAloneHasNoSectionOfTheHospitals) {
  const auto page = annual_of({"ohca"});
  EXPECT_THAT(page, HasSubstr("Årsrapport for hjertestans utenfor sykehus"));
  EXPECT_THAT(page, HasSubstr("2.4 Pasientrapporterte data"));
  EXPECT_THAT(page, HasSubstr("2.6 Hjertestans hos barn"));
  EXPECT_THAT(page, HasSubstr("Vedlegg 15"));
  for (const auto* gone : {"inne på sykehus", "Inne på sykehus", "in-hospital", "In hospital"}) {
    EXPECT_EQ(page.find(gone), std::string::npos) << gone;
  }
}

TEST(NarrowedReport, InHospitalAloneHasNoSectionOfTheAmbulances) {
  const auto page = annual_of({"ihca"});
  EXPECT_THAT(page, HasSubstr("Årsrapport for hjertestans inne på sykehus"));
  EXPECT_THAT(page, HasSubstr("2.2 Kvalitetsindikatorer for hjertestans inne på sykehus"));
  EXPECT_THAT(page, HasSubstr("Vedlegg 1 Kompletthet"));
  for (const auto* gone : {"AMK", "akutthjelper", "out-of-hospital", "Utstein", "Vedlegg 2"}) {
    EXPECT_EQ(page.find(gone), std::string::npos) << gone;
  }
}

TEST(NarrowedReport, AskingForAllIsThePlanItself) {
  const auto whole = shipped_report("annual");
  EXPECT_EQ(narrowed(*whole, shipped(), {}), *whole);
  EXPECT_EQ(narrowed(*whole, shipped(), {"ihca", "ohca"}), *whole);
  const auto together = shipped_report("short");
  EXPECT_EQ(narrowed(*together, shipped(), {"icu"}), *together);
}

}  // namespace
}  // namespace kjede::publish
