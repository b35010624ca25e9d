// The catalog that docs/reference/definition.md shows, block by block, is one that loads and passes its tests.

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "kjede/catalog/load.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/run_tests.hpp"
#include "scratch.hpp"

namespace kjede::catalog {
namespace {

namespace fs = std::filesystem;

// Writes every fenced block whose first line is `# <file>` into the folder; a table has no comment lines.
void write_blocks(const std::string& page, const fs::path& folder) {
  std::istringstream lines(page);
  std::ofstream out;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```yaml" || line == "```csv") {
      std::string name;
      std::getline(lines, name);
      const auto path = folder / name.substr(2);
      fs::create_directories(path.parent_path());
      out.open(path);
    } else if (line == "```") {
      out.close();
    } else if (out.is_open()) {
      out << line << "\n";
    }
  }
}

TEST(Documentation, ShowsACatalogThatWorks) {
  const Scratch scratch("documentation");
  write_blocks(testing::read_file(fs::path(KJEDE_SOURCE_DIR) / "docs/reference/definition.md"), "shown");
  const auto catalog = load("shown");
  ASSERT_TRUE(catalog) << base::render(catalog.error());
  EXPECT_EQ(base::render(catalog->warnings), "");
  ASSERT_EQ(catalog->indicators.size(), 1U);
  ASSERT_EQ(catalog->analyses.size(), 1U);
  for (const auto& outcome : run_tests(catalog->indicators[0], catalog->registers[0])) {
    EXPECT_TRUE(outcome.passed()) << base::render(outcome.problems);
  }
}

// Inputs the fuzzer once minded, and those it starts from: told or understood, never a crash.
TEST(Corpus, OfExpressionsIsReadOrTold) {
  const Scratch scratch("corpus");
  const auto catalog = load("catalog");
  ASSERT_TRUE(catalog);
  Scope scope;
  scope.reg = &catalog->registers.front();
  std::size_t inputs = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(KJEDE_SOURCE_DIR) / "tests/fuzz/corpus/expression")) {
    const auto text = testing::read_file(entry.path());
    const auto tree = parse_expression(text, place_in_text("corpus", text), scope, Wanted::any);
    EXPECT_TRUE(tree.has_value() || !base::render(tree.error()).empty());
    ++inputs;
  }
  EXPECT_GE(inputs, 6U);
}

}  // namespace
}  // namespace kjede::catalog
