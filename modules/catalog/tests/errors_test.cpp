// A living collection of bad definitions. Each folder of tests/errors holds the files that differ from tests/base, and
// expected.txt: what a person sees. Improve a message by changing the code and reading the difference.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "kjede/catalog/codes.hpp"
#include "kjede/catalog/load.hpp"
#include "kjede/catalog/run_tests.hpp"
#include "kjede/testing/golden.hpp"
#include "scratch.hpp"

namespace kjede::catalog {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(tests_folder / "errors"))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string messages() {
  const auto catalog = load("catalog");
  if (!catalog) return base::render(catalog.error());
  auto text = base::render(catalog->warnings);
  for (const auto& indicator : catalog->indicators) {
    for (const auto& outcome : run_tests(indicator, *catalog->find_register(indicator.register_id)))
      text += base::render(outcome.problems);
  }
  return text;
}

class BadDefinition : public ::testing::TestWithParam<std::string> {};

TEST_P(BadDefinition, IsToldAsExpected) {
  const auto folder = tests_folder / "errors" / GetParam();
  const Scratch scratch(GetParam());
  fs::copy(folder, "catalog", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  const auto told = messages();
  EXPECT_NE(told, "");
  testing::expect_golden(told, folder / "expected.txt");
}

INSTANTIATE_TEST_SUITE_P(Errors, BadDefinition, ::testing::ValuesIn(cases()), [](const auto& of) { return of.param; });

TEST(BaseCatalog, HasNoMistake) {
  const Scratch scratch("base");
  EXPECT_EQ(messages(), "");
}

TEST(Codes, EachHasAFixture) {
  std::string all;
  for (const auto& name : cases()) all += testing::read_file(tests_folder / "errors" / name / "expected.txt");
  all += base::render(load("no such folder").error());
  for (const auto* code : codes::all) {
    EXPECT_NE(all.find("[" + std::string(code->id) + "]"), std::string::npos)
        << code->id << " " << code->title << " has no fixture";
    EXPECT_NE(code->explanation, "");
  }
}

TEST(Codes, AreUnique) {
  std::vector<std::string_view> ids;
  for (const auto* code : codes::all) ids.push_back(code->id);
  auto sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end());
  EXPECT_EQ(ids, sorted);
}

TEST(Load, SaysThatAFolderIsNoCatalog) {
  EXPECT_EQ(base::render(load("no such folder").error()),
            "error[KJ0230]: no such folder is no folder\n  = name the folder that holds catalog.yaml\n");
}

TEST(Load, RefusesAHugeFile) {
  const Scratch scratch("huge");
  std::ofstream("catalog/indicators/huge.yaml") << "indicator: huge\nname: " << std::string(20U << 20U, 'x') << "\n";
  const auto told = messages();
  EXPECT_LT(told.size(), 1000U);
  EXPECT_NE(told.find("[KJ0103]"), std::string::npos) << told;
}

}  // namespace
}  // namespace kjede::catalog
