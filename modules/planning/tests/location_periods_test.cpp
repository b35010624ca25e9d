// Several periods against all pairs of plans tried one by one.

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "instances.hpp"

namespace kjede::planning {
namespace {

using Model = LocationModel;

LocationProblem two_periods(std::uint64_t seed, double busy) {
  auto problem = random_problem(seed, 6, 12);
  base::Rng rng(seed + 1000);
  auto later = problem.periods.front();
  problem.periods.front().name = "now";
  later.name = "2030";
  for (auto& weight : later.weight) weight = static_cast<double>(1 + rng.below(20));
  problem.periods.push_back(later);
  for (auto& period : problem.periods) {
    period.busy = busy;
    period.share = 0.5;
  }
  return problem;
}

std::vector<std::vector<int>> plans_of(const LocationProblem& problem, const LocationOptions& options) {
  std::vector<std::vector<int>> plans;
  every_plan(problem, options, options.fleet, [&](const std::vector<int>& plan) { plans.push_back(plan); });
  return plans;
}

double best_own(const LocationProblem& problem, const LocationOptions& options) {
  const auto plans = plans_of(problem, options);
  double best = -1e300;
  const double sign = is_minimised(options.model) ? -1.0 : 1.0;
  for (const auto& now : plans)
    for (const auto& later : plans) {
      double moves = 0.0;
      for (std::size_t s = 0; s < now.size(); ++s) moves += std::max(0, later[s] - now[s]);
      const double value =
          0.5 * location_objective(problem, options, 0, now) + 0.5 * location_objective(problem, options, 1, later);
      best = std::max(best, sign * value - options.move_cost * moves);
    }
  return sign * best;
}

double least_regret(const LocationProblem& problem, const LocationOptions& options) {
  const auto plans = plans_of(problem, options);
  const double sign = is_minimised(options.model) ? -1.0 : 1.0;
  std::vector<double> best(2, -1e300);
  for (const auto& plan : plans)
    for (std::size_t p = 0; p < 2; ++p)
      best[p] = std::max(best[p], sign * location_objective(problem, options, p, plan));
  double least = 1e300;
  for (const auto& plan : plans) {
    double worst = 0.0;
    for (std::size_t p = 0; p < 2; ++p)
      worst = std::max(worst, best[p] - sign * location_objective(problem, options, p, plan));
    least = std::min(least, worst);
  }
  return least;
}

TEST(LocationPeriods, OwnSitesWithMoveCost) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed)
    for (const auto model : {Model::mclp, Model::mexclp, Model::pmedian})
      for (const double cost : {0.0, 2.0, 1000.0})
        for (const bool exact : {false, true}) {
          const auto problem = two_periods(seed, model == Model::mexclp ? 0.3 : 0.0);
          const LocationOptions options{
              .model = model, .fleet = 2, .rule = PeriodRule::own_sites, .move_cost = cost, .exact = exact};
          const auto plan = solve_location(problem, options);
          ASSERT_TRUE(plan.has_value());
          EXPECT_NEAR(plan->objective, best_own(problem, options), 1e-6)
              << to_string(model) << " seed " << seed << " cost " << cost << (exact ? " exact" : "");
          EXPECT_TRUE(cost < 1000.0 || plan->moves == 0);
          EXPECT_TRUE(plan->proven || !exact);
        }
}

TEST(LocationPeriods, LeastWorstRegret) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed)
    for (const auto model : {Model::mclp, Model::mexclp, Model::pmedian})
      for (const bool exact : {false, true}) {
        const auto problem = two_periods(seed, model == Model::mexclp ? 0.3 : 0.0);
        const LocationOptions options{.model = model, .fleet = 2, .rule = PeriodRule::regret, .exact = exact};
        const auto plan = solve_location(problem, options);
        ASSERT_TRUE(plan.has_value());
        const double least = least_regret(problem, options);
        EXPECT_NEAR(plan->objective, least, 1e-6) << to_string(model) << " seed " << seed << (exact ? " exact" : "");
        EXPECT_LE(plan->bound, least + 1e-6);
        EXPECT_NEAR(std::max(plan->periods[0].regret, plan->periods[1].regret), plan->objective, 1e-6);
      }
}

// Times of day that differ only in how busy vehicles are: one plan, best over their mixture.
TEST(LocationPeriods, OneFleetForSeveralBusyFractions) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    auto problem = two_periods(seed, 0.1);
    problem.periods[1] = problem.periods[0];
    problem.periods[1].busy = 0.6;
    for (const bool exact : {false, true}) {
      const LocationOptions options{.model = Model::mexclp, .fleet = 3, .exact = exact};
      const auto plan = solve_location(problem, options);
      ASSERT_TRUE(plan.has_value());
      EXPECT_NEAR(plan->objective, brute_force(problem, options), 1e-6) << seed;
    }
  }
}

// By night only sites that are open all day and night count.
TEST(LocationPeriods, ClosedAtNight) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    auto problem = two_periods(seed, 0.0);
    problem.periods[1] = problem.periods[0];
    problem.periods[1].closed = {1, 0, 1, 0, 1, 0};
    problem.radius.assign(12, 4.0);
    for (const bool exact : {false, true}) {
      const LocationOptions options{.model = Model::gradual, .fleet = 2, .second_radius = 12.0, .exact = exact};
      const auto plan = solve_location(problem, options);
      ASSERT_TRUE(plan.has_value());
      EXPECT_NEAR(plan->objective, brute_force(problem, options), 1e-6) << seed;
    }
  }
}

// Points differ in how busy their surroundings are, and cover is a chance.
TEST(LocationPeriods, LocalBusyFractionsAndUncertainDriving) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    auto problem = two_periods(seed, 0.3);
    problem.periods.pop_back();
    LocationOptions options{.model = Model::mexclp, .fleet = 3, .sigma = 0.4};
    auto plan = solve_location(problem, options);
    ASSERT_TRUE(plan.has_value());
    EXPECT_NEAR(plan->objective, brute_force(problem, options), 1e-6) << seed;
    options.sigma = 0.0;
    for (std::size_t i = 0; i < 12; ++i) problem.point_busy.push_back(i % 3 == 0 ? 0.1 : 0.5);
    plan = solve_location(problem, options);
    ASSERT_TRUE(plan.has_value());
    EXPECT_NEAR(plan->objective, brute_force(problem, options), 1e-6) << seed;
  }
}

TEST(LocationPeriods, SameInputSamePlan) {
  const auto problem = random_problem(5, 40, 300);
  const LocationOptions options{.model = Model::pmedian, .fleet = 6};
  const auto once = solve_location(problem, options);
  const auto again = solve_location(problem, options);
  ASSERT_TRUE(once.has_value() && again.has_value());
  EXPECT_EQ(once->periods[0].sites, again->periods[0].sites);
  EXPECT_EQ(once->bound, again->bound);
}

}  // namespace
}  // namespace kjede::planning
