// The catalogs under examples/: each loads without a warning, and its own test rows pass.

#include <gtest/gtest.h>

#include "kjede/catalog/load.hpp"
#include "kjede/catalog/run_tests.hpp"

namespace kjede::catalog {
namespace {

class ExampleCatalog : public testing::TestWithParam<const char*> {
 protected:
  const base::Result<Catalog> catalog_ = load(std::string(KJEDE_SOURCE_DIR) + "/examples/" + GetParam());
};

TEST_P(ExampleCatalog, LoadsAndPassesItsOwnTestRows) {
  ASSERT_TRUE(catalog_) << base::render(catalog_.error());
  EXPECT_EQ(base::render(catalog_->warnings), "");
  std::size_t tests = 0;
  for (const auto& indicator : catalog_->indicators) {
    for (const auto& outcome : run_tests(indicator, *catalog_->find_register(indicator.register_id))) {
      EXPECT_TRUE(outcome.passed()) << base::render(outcome.problems);
      ++tests;
    }
  }
  EXPECT_GE(tests, 2U);
}

INSTANTIATE_TEST_SUITE_P(Examples, ExampleCatalog, testing::Values("new_york", "nemsis", "synthea"));

}  // namespace
}  // namespace kjede::catalog
