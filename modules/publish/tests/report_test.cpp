#include "kjede/publish/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "kjede/catalog/load.hpp"
#include "sample.hpp"
#include "sample_report.hpp"

namespace kjede::publish {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const catalog::Catalog& shipped() {
  static const auto loaded = catalog::load(KJEDE_SOURCE_DIR "/catalog");
  if (!loaded) {
    throw std::runtime_error(base::render(loaded.error()));
  }
  return *loaded;
}

base::Result<Document> composed(const std::string& name) {
  KJEDE_ASSIGN(const auto plan, shipped_report(name));
  const sample::Invented invented(shipped(), needs_of(*plan, shipped()), 2015, 2024);
  ReportData data{.catalog = &shipped(),
                  .measurements = invented.measurements,
                  .analyses = invented.analyses,
                  .period = *base::Period::parse(name == "unit" ? "2024-Q3" : "2024"),
                  .unit = "ambulanse_bergen",
                  .date = base::make_date(2025, 3, 1),
                  .data_version = "0123456789abcdef",
                  .synthetic = true};
  for (const auto* unit : shipped().units.of_kind("ambulance_service")) {
    data.unit = unit->id;
  }
  return compose(*plan, data);
}

// KJEDE_KEEP_REPORTS=folder keeps what is printed, to be read.
void keep(const std::vector<ExportFile>& files) {
  if (const char* folder = std::getenv("KJEDE_KEEP_REPORTS")) {
    for (const auto& file : files) {
      const auto path = std::filesystem::path(folder) / file.path;
      std::filesystem::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << file.content;
    }
  }
}

class ShippedReport : public ::testing::TestWithParam<const char*> {};

TEST_P(ShippedReport, NamesOnlyWhatTheCatalogHas) {
  const auto document = composed(GetParam());
  ASSERT_TRUE(document) << base::render(document.error());
  const auto page = html(*document, {});
  EXPECT_EQ(page.find('{', page.find("</style>")), std::string::npos) << "a placeholder is left";
}

TEST_P(ShippedReport, IsPrinted) {
  const auto tools = sample::tools();
  if (!tools) {
    GTEST_SKIP() << base::render(tools.error());
  }
  const auto document = composed(GetParam());
  ASSERT_TRUE(document) << base::render(document.error());
  const auto begin = std::chrono::steady_clock::now();
  const auto files = print_report(*document, *tools);
  ASSERT_TRUE(files) << base::render(files.error());
  RecordProperty("seconds",
                 std::to_string(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()));
  keep(*files);
  EXPECT_EQ((*files)[0].path, std::string(GetParam()) + ".html");
  EXPECT_EQ((*files)[1].content.substr(0, 5), "%PDF-");
}

INSTANTIATE_TEST_SUITE_P(Every, ShippedReport, ::testing::Values("annual", "short", "unit"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace kjede::publish
