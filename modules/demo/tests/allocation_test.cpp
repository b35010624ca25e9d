#include "../src/allocation.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <stdexcept>

namespace kjede::demo {
namespace {

Members first(std::uint32_t n) {
  Members all(n);
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

double type_7(const std::vector<double>& sorted, double p) {
  const double h = static_cast<double>(sorted.size() - 1) * p;
  const auto low = static_cast<std::size_t>(h);
  return sorted[low] + (h - static_cast<double>(low)) * (sorted[std::min(low + 1, sorted.size() - 1)] - sorted[low]);
}

TEST(choose, takes_exactly_so_many_different_members) {
  base::Rng rng(1);
  for (std::size_t count = 0; count <= 50; ++count) {
    const auto chosen = choose(rng, first(50), count, [](auto m) { return m % 7 == 0 ? 1e9 : 1.0 + m; });
    EXPECT_EQ(std::set<std::uint32_t>(chosen.begin(), chosen.end()).size(), count);
  }
}

TEST(choose, takes_weight_zero_only_when_nothing_else_is_left) {
  base::Rng rng(2);
  const auto weight = [](auto m) { return m < 10 ? 0.0 : 1.0; };
  for (const auto m : choose(rng, first(30), 20, weight)) EXPECT_GE(m, 10U);
  EXPECT_EQ(choose(rng, first(30), 25, weight).size(), 25U);
}

TEST(choose, gives_chances_in_proportion_to_the_weights) {
  base::Rng rng(3);
  int heavy = 0;
  for (int i = 0; i < 2000; ++i) {
    for (const auto m : choose(rng, first(40), 10, [](auto m) { return m < 20 ? 3.0 : 1.0; })) heavy += m < 20 ? 1 : 0;
  }
  EXPECT_NEAR(heavy / 20'000.0, 0.75, 0.01);
}

TEST(choose, keeps_proportions_beside_members_that_are_certain) {
  base::Rng rng(5);
  int heavy = 0;
  for (int i = 0; i < 2000; ++i) {
    for (const auto m : choose(rng, first(40), 11, [](auto m) { return m == 0 ? 1e9 : m <= 20 ? 3.0 : 1.0; }))
      heavy += m > 0 && m <= 20 ? 1 : 0;
  }
  EXPECT_NEAR(heavy / 20'000.0, 60.0 / 79.0, 0.01);
}

TEST(choose, cannot_take_more_than_there_are) {
  base::Rng rng(4);
  EXPECT_THROW(choose(rng, first(3), 4), std::logic_error);
}

TEST(apportion, gives_whole_numbers_that_sum_to_the_total) {
  EXPECT_EQ(apportion(10, {1, 1, 1}), (std::vector<int>{4, 3, 3}));
  EXPECT_EQ(apportion(7, {0, 5, 1}), (std::vector<int>{0, 6, 1}));
  EXPECT_EQ(apportion(0, {2, 3}), (std::vector<int>{0, 0}));
}

TEST(portion, sums_to_the_total_over_the_parts) {
  const std::vector<int> parts{49, 50, 52, 52, 54, 51, 54, 55, 56, 53};
  int sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) sum += portion(44, parts, i);
  EXPECT_EQ(sum, 44);
}

TEST(quantile_values, have_exactly_the_quantiles_of_the_knots) {
  const std::vector<Knot> knots{{0.0, 1.0},    {0.10, 300.0},  {0.25, 420.0}, {0.50, 564.0},
                                {0.75, 840.0}, {0.90, 1320.0}, {1.0, 4100.0}};
  for (const std::size_t n : {50U, 99U, 100U, 2540U, 2541U}) {
    const auto values = quantile_values(n, knots);
    for (const auto& knot : knots) EXPECT_DOUBLE_EQ(type_7(values, knot.share), knot.value) << n;
  }
}

TEST(spread, keeps_the_order_of_the_latent_values) {
  const std::vector<double> latent{0.3, 0.1, 0.9, 0.5};
  const std::vector<Knot> knots{{0.0, 0.0}, {1.0, 3.0}};
  EXPECT_EQ(spread(latent, knots), (std::vector<double>{1.0, 0.0, 3.0, 2.0}));
}

TEST(counts_printed_as, finds_every_count_that_is_printed_so) {
  for (int whole = 1; whole <= 120; ++whole) {
    for (int share = 0; share <= 100; ++share) {
      const auto [low, high] = counts_printed_as(share, whole);
      for (int part = 0; part <= whole; ++part)
        EXPECT_EQ(percent(part, whole) == share, part >= low && part <= high) << part << '/' << whole;
    }
  }
}

}  // namespace
}  // namespace kjede::demo
