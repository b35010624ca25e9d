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

TEST(Parameters, TakeOtherValuesForOneRun) {
  const Scratch scratch("base");
  const auto as_written = load("catalog");
  std::string name;
  for (const auto* tried : {"limit", "bound"}) {
    if (load("catalog", {{tried, "5 min"}})) name = tried;
  }
  ASSERT_TRUE(as_written);
  const auto misspelt = load("catalog", {{"no_such_parameter", "1"}, {"other", "2"}});
  ASSERT_FALSE(misspelt);
  EXPECT_EQ(misspelt.error().size(), 2U);
  EXPECT_EQ(misspelt.error()[0].message, "no indicator has a parameter 'no_such_parameter'");
  if (name.empty()) GTEST_SKIP() << "the base catalog has no parameter";
  EXPECT_NE(load("catalog", {{name, "5 min"}})->hash, as_written->hash);
  const auto unreadable = load("catalog", {{name, "5 +"}});
  ASSERT_FALSE(unreadable);
  EXPECT_NE(base::render(unreadable.error()).find("--parameter " + name), std::string::npos);
}

TEST(Codes, EachHasAFixture) {
  std::string all;
  for (const auto& name : cases()) all += testing::read_file(tests_folder / "errors" / name / "expected.txt");
  all += base::render(load("no such folder").error());
  const Scratch scratch("base");
  all += base::render(load("catalog", {{"no_such_parameter", "1"}}).error());
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
