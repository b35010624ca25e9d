// The definitions that Kjede ships: they load without a warning, and their own test rows pass.

#include <gtest/gtest.h>

#include "kjede/catalog/load.hpp"
#include "kjede/catalog/run_tests.hpp"

namespace kjede::catalog {
namespace {

TEST(ShippedCatalog, Loads) {
  const auto catalog = load(std::string(KJEDE_SOURCE_DIR) + "/catalog");
  ASSERT_TRUE(catalog) << base::render(catalog.error());
  EXPECT_EQ(base::render(catalog->warnings), "");
  EXPECT_GE(catalog->indicators.size(), 20U);
  EXPECT_EQ(catalog->hash.size(), 32U);
}

TEST(ShippedCatalog, PassesItsOwnTestRows) {
  const auto catalog = load(std::string(KJEDE_SOURCE_DIR) + "/catalog");
  ASSERT_TRUE(catalog);
  std::size_t rows = 0;
  for (const auto& indicator : catalog->indicators) {
    for (const auto& outcome : run_tests(indicator, *catalog->find_register(indicator.register_id))) {
      EXPECT_TRUE(outcome.passed()) << base::render(outcome.problems);
      rows += outcome.rows.size();
    }
  }
  EXPECT_GT(rows, 200U);
}

}  // namespace
}  // namespace kjede::catalog
