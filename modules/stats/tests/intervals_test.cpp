// What must hold for every input, and the edges that the reference cases do not reach.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "kjede/stats/goal.hpp"
#include "kjede/stats/mean.hpp"
#include "kjede/stats/proportion.hpp"
#include "kjede/stats/quality.hpp"
#include "kjede/stats/quantile.hpp"
#include "kjede/stats/rate.hpp"

namespace kjede::stats {
namespace {

struct Counts {
  std::int64_t x, n;
};

Counts any_counts() {
  const auto n = *rc::gen::inRange<std::int64_t>(1, 5000);
  return {*rc::gen::inRange<std::int64_t>(0, n + 1), n};
}

TEST(Proportion, IntervalsHoldTheEstimateAndMirror) {
  EXPECT_TRUE(rc::check("wilson, clopper_pearson, jeffreys, mid_p", [] {
    const auto [x, n] = any_counts();
    const double p = *proportion(x, n);
    for (const auto method : {wilson, clopper_pearson, jeffreys, mid_p, wilson_corrected}) {
      const auto ci = method(x, n, 0.95), mirror = method(n - x, n, 0.95);
      RC_ASSERT(ci && ci->low >= 0 && ci->high <= 1 && ci->low <= p && p <= ci->high);
      RC_ASSERT(std::abs(ci->low - (1 - mirror->high)) < 1e-9);
    }
    RC_ASSERT(wilson(0, n)->low == 0 && wilson(n, n)->high == 1);
    RC_ASSERT(clopper_pearson(x, n)->high >= mid_p(x, n)->high - 1e-12);
  }));
}

TEST(Proportion, NoIntervalWithoutADenominatorOrOutsideIt) {
  for (const auto method : {wilson, clopper_pearson, jeffreys, mid_p, wilson_corrected, agresti_coull}) {
    EXPECT_FALSE(method(0, 0, 0.95));
    EXPECT_FALSE(method(-1, 4, 0.95));
    EXPECT_FALSE(method(5, 4, 0.95));
    EXPECT_FALSE(method(2, 4, 1.0));
    EXPECT_FALSE(method(2, 4, 0.0));
  }
  EXPECT_FALSE(proportion(0, 0));
}

TEST(Proportion, MidPHasTheClosedFormAtZero) {
  EXPECT_NEAR(mid_p(0, 10)->high, 1 - std::pow(0.05, 0.1), 1e-13);
  EXPECT_EQ(mid_p(0, 10)->low, 0);
}

TEST(Rate, IntervalsHoldTheRate) {
  EXPECT_TRUE(rc::check("exact, byar, phe, mid_p, profile", [] {
    const auto x = *rc::gen::inRange<std::int64_t>(0, 3000);
    const double t = *rc::gen::inRange(1, 1000000);
    const double r = *rate(x, t, 1000);
    for (const auto method : {rate_exact, rate_byar, rate_phe, rate_mid_p, rate_profile_likelihood}) {
      const auto ci = method(x, t, 1000, 0.95);
      RC_ASSERT(ci && ci->low >= 0 && ci->low <= r && r <= ci->high);
    }
    const auto exact = *rate_profile_likelihood(x, t, 1000, 0.95), read = *rate_profile_interpolated(x, t, 1000, 0.95);
    RC_ASSERT(std::abs(exact.high / read.high - 1) < 2e-3);
  }));
}

TEST(Rate, ProfileLikelihoodSolvesItsEquation) {
  for (const std::int64_t x : {1, 9, 797}) {
    const auto ci = *rate_profile_likelihood(x, 1);
    for (const double mean : {ci.low, ci.high}) {
      const double count = static_cast<double>(x);
      EXPECT_NEAR(2 * (count * std::log(count / mean) - count + mean), 3.841458820694124, 1e-9);
    }
  }
}

TEST(Rate, NothingWithoutExposure) {
  EXPECT_FALSE(rate(3, 0));
  EXPECT_FALSE(rate_exact(3, 0));
  EXPECT_FALSE(rate_exact(3, -1));
  EXPECT_FALSE(rate_byar(-1, 10));
  EXPECT_FALSE(rate_profile_likelihood(3, HUGE_VAL));
}

TEST(Quantile, LiesWithinTheSampleAndGrows) {
  EXPECT_TRUE(rc::check("all types", [] {
    auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(-10000, 10000), [](int v) { return v / 10.0; })));
    std::ranges::sort(values);
    for (const auto type : {QuantileType::type2, QuantileType::type6, QuantileType::type7, QuantileType::type8}) {
      double before = values.front();
      for (int percent = 0; percent <= 100; percent += 5) {
        const double q = *quantile(values, percent / 100.0, type);
        RC_ASSERT(q >= before && q <= values.back());
        before = q;
      }
    }
  }));
}

TEST(Quantile, MissingForAnEmptySample) {
  EXPECT_FALSE(quantile({}, 0.5));
  EXPECT_FALSE(five_numbers({}));
  EXPECT_FALSE(mean({}));
  const std::vector<double> one{4};
  EXPECT_EQ(quantile(one, 0.9), 4);
  EXPECT_FALSE(mean_t(one));
  EXPECT_FALSE(mean_t(std::vector<double>{4, 4, 4}));
  EXPECT_FALSE(quantile(one, 1.1));
}

TEST(Goal, IsDecidedOnTheExactFraction) {
  const Goals goals{.green = {Comparison::at_least, {90, 100}}, .yellow = Goal{Comparison::at_least, {70, 100}}};
  EXPECT_EQ(goal_level(179, 199, goals), GoalLevel::yellow);  // 89.9497 %, printed as 90
  EXPECT_EQ(goal_level(180, 200, goals), GoalLevel::green);
  EXPECT_EQ(goal_level(7, 10, goals), GoalLevel::yellow);
  EXPECT_EQ(goal_level(69, 100, goals), GoalLevel::red);
  EXPECT_EQ(goal_level(0, 0, goals), std::nullopt);
  const Goals faster{.green = {Comparison::less_than, {12, 1}}, .yellow = Goal{Comparison::less_than, {25, 1}}};
  EXPECT_EQ(goal_level(12.0, faster), GoalLevel::yellow);
  EXPECT_EQ(goal_level(25.0, faster), GoalLevel::red);
  EXPECT_TRUE(meets(9, 225, {Comparison::at_most, {4, 100}}));
  EXPECT_FALSE(meets(9, 225, {Comparison::less_than, {4, 100}}));
}

TEST(Goal, RoundsHalfAwayFromZeroOnTheExactFraction) {
  EXPECT_EQ(rounded(9, 2515, 100, 1), 4);    // the report truncates to 0,3
  EXPECT_EQ(rounded(45, 1156, 100, 1), 39);  // 3,8
  EXPECT_EQ(rounded(70, 1998, 100, 1), 35);  // 3,4
  EXPECT_EQ(rounded(179, 199, 100, 0), 90);
  EXPECT_EQ(rounded(1, 8, 100, 0), 13);  // 12.5
  EXPECT_EQ(rounded(-1, 8, 100, 0), -13);
  EXPECT_EQ(rounded(62, 67, 100, 1), 925);
}

TEST(Quality, CoverageIsOverAllThatEitherSourceKnows) {
  const auto both = coverage({.registry_only = 40, .other_only = 60, .both = 900});
  EXPECT_DOUBLE_EQ(both.registry->value, 0.94);
  EXPECT_DOUBLE_EQ(both.other->value, 0.96);
  EXPECT_NEAR(*both.estimated_total, 941.0 * 961 / 901 - 1, 1e-9);
  EXPECT_FALSE(coverage({}).registry);
}

TEST(Quality, CompletenessShowsBothParts) {
  const auto shown = completeness(5, 15, 200);
  EXPECT_EQ(shown.complete->numerator, 180);
  EXPECT_DOUBLE_EQ(shown.missing->value, 0.025);
  EXPECT_DOUBLE_EQ(shown.unknown->value, 0.075);
  EXPECT_EQ(shown.complete->ci, *wilson(180, 200));
  EXPECT_FALSE(completeness(0, 0, 0).complete);
  EXPECT_EQ(correctness(46, 50)->ci, *wilson(46, 50));
}

}  // namespace
}  // namespace kjede::stats
