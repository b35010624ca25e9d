// The shipped definitions on the path that measures: their test rows through SQL.

#include <gtest/gtest.h>

#include "kjede/catalog/load.hpp"
#include "kjede/measure/sql_tests.hpp"

namespace kjede::measure {
namespace {

TEST(Definitions, TestRowsMeasureTheSameInTheDatabase) {
  const auto catalog = catalog::load(KJEDE_SOURCE_DIR "/catalog");
  ASSERT_TRUE(catalog) << base::render(catalog.error());
  const auto outcomes = run_sql_tests(*catalog);
  ASSERT_TRUE(outcomes) << base::render(outcomes.error());
  EXPECT_GE(outcomes->size(), catalog->indicators.size());
  for (const auto& outcome : *outcomes) EXPECT_TRUE(outcome.passed()) << base::render(outcome.problems);
}

}  // namespace
}  // namespace kjede::measure
