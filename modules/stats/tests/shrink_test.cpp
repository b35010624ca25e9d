#include "kjede/stats/shrink.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "kjede/base/rng.hpp"

namespace kjede::stats {
namespace {

TEST(Shrink, LeavesLargeGroupsAndDrawsSmallOnes) {
  const std::vector<GroupMean> groups{
      {0, 10'000, 2.0, 0.5}, {0, 10'000, 2.4, 0.5}, {0, 10'000, 2.2, 0.5}, {0, 3, 4.0, 0.5}};
  const auto shrunk = shrink_means(groups);
  EXPECT_NEAR(shrunk.means[0].mean, 2.0, 0.001);
  EXPECT_NEAR(shrunk.means[1].mean, 2.4, 0.001);
  EXPECT_LT(shrunk.means[3].weight, 0.5);
  EXPECT_LT(shrunk.means[3].mean, 3.5);
  EXPECT_GT(shrunk.means[3].mean, 2.2);
}

TEST(Shrink, WithoutSpreadBetweenGroupsAllAreAlike) {
  const std::vector<GroupMean> groups{{0, 10, 2.0, 1.0}, {0, 10, 2.01, 1.0}, {0, 10, 1.99, 1.0}};
  const auto shrunk = shrink_means(groups);
  for (const auto& mean : shrunk.means) EXPECT_NEAR(mean.mean, 2.0, 1e-9);
  EXPECT_EQ(shrunk.sd_between, 0.0);
}

TEST(Shrink, OneGroupAloneAndOneValueEachAreNoTrouble) {
  const std::vector<GroupMean> alone{{0, 5, 2.0, 1.0}};
  EXPECT_DOUBLE_EQ(shrink_means(alone).means[0].mean, 2.0);
  const std::vector<GroupMean> singles{{0, 1, 2.0, 0.0}, {1, 1, 3.0, 0.0}};
  EXPECT_DOUBLE_EQ(shrink_means(singles).means[0].mean, 2.0);
  EXPECT_TRUE(shrink_means({}).means.empty());
}

// 60 municipalities of 5 places with 12 missions each: the shrunk means are nearer the truth than the raw ones, and the
// variances are found again.
TEST(Shrink, IsNearerTheTruthThanTheRawMeans) {
  base::Rng rng(7);
  std::vector<GroupMean> groups;
  std::vector<double> truth;
  for (std::size_t parent = 0; parent < 60; ++parent) {
    const double centre = 2.3 + 0.3 * rng.normal();
    for (int place = 0; place < 5; ++place) {
      truth.push_back(centre + 0.15 * rng.normal());
      double sum = 0.0, squares = 0.0;
      for (int i = 0; i < 12; ++i) {
        const double x = truth.back() + 0.5 * rng.normal();
        sum += x;
        squares += x * x;
      }
      groups.push_back({parent, 12, sum / 12, std::sqrt((squares - sum * sum / 12) / 11)});
    }
  }
  const auto shrunk = shrink_means(groups);
  double raw = 0.0, better = 0.0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    raw += std::pow(groups[i].mean - truth[i], 2);
    better += std::pow(shrunk.means[i].mean - truth[i], 2);
  }
  EXPECT_LT(better, 0.85 * raw);
  EXPECT_NEAR(shrunk.sd_within, 0.5, 0.02);
  EXPECT_NEAR(shrunk.sd_between, 0.15, 0.05);
  EXPECT_NEAR(shrunk.sd_parents, 0.3, 0.06);
}

}  // namespace
}  // namespace kjede::stats
