// Every model against all plans tried one by one, by the exact model and by the heuristic.

#include <gmock/gmock.h>

#include <cmath>

#include "instances.hpp"

namespace kjede::planning {
namespace {

using Model = LocationModel;

std::vector<Model> all_models() {
  std::vector<Model> models;
  for (const auto& name : location_models()) models.push_back(*location_model(name));
  return models;
}

LocationOptions options_for(Model model, int fleet) {
  LocationOptions options{.model = model, .fleet = model == Model::lscm ? 0 : fleet};
  options.second_radius = model == Model::dsm ? 16.0 : 14.0;
  options.share = 0.5;
  options.reliability = 0.8;
  return options;
}

LocationProblem problem_for(Model model, std::uint64_t seed) {
  auto problem = random_problem(seed, 7, 12);
  problem.periods.front().busy = needs_busy(model) ? 0.3 : 0.0;
  if (model == Model::lscm) problem.radius.assign(12, 11.0);
  if (model == Model::bernoulli_nash) problem.radius.assign(12, 13.0);
  return problem;
}

void expect_best(const LocationProblem& problem, const LocationOptions& options, std::uint64_t seed) {
  const double best = brute_force(problem, options);
  const auto plan = solve_location(problem, options);
  const std::string where = std::string(to_string(options.model)) + (options.exact ? " exact" : " heuristic") +
                            " seed " + std::to_string(seed) + " fleet " + std::to_string(options.fleet);
  if (std::isinf(best)) {
    EXPECT_FALSE(plan.has_value()) << where;
    return;
  }
  ASSERT_TRUE(plan.has_value()) << where << ' ' << (plan ? "" : base::render(plan.error()));
  const double scale = 1e-6 * std::max(1.0, std::abs(best));
  EXPECT_NEAR(plan->objective, best, scale) << where;
  const double slack = is_minimised(options.model) ? best - plan->bound : plan->bound - best;
  EXPECT_GE(slack, -scale) << where;
  if (plan->objective != 0.0) {
    EXPECT_NEAR(plan->gap, std::abs((plan->bound - plan->objective) / plan->objective), 1e-6) << where;
  }
  EXPECT_TRUE(plan->proven || !options.exact) << where;
}

class EveryModel : public ::testing::TestWithParam<Model> {};

TEST_P(EveryModel, ExactFindsTheBest) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed)
    for (const int fleet : {2, 3}) {
      auto options = options_for(GetParam(), fleet);
      options.exact = true;
      expect_best(problem_for(GetParam(), seed), options, seed);
    }
}

TEST_P(EveryModel, HeuristicFindsTheBestOfSmallInstances) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed)
    for (const int fleet : {GetParam() == Model::malp ? 3 : 1, 2, 4})
      expect_best(problem_for(GetParam(), seed), options_for(GetParam(), fleet), seed);
}

TEST_P(EveryModel, KeptClosedAndLimitedSites) {
  for (std::uint64_t seed = 21; seed <= 26; ++seed) {
    auto problem = problem_for(GetParam(), seed);
    problem.keep.assign(7, 0);
    problem.keep[2] = 1;
    problem.capacity.assign(7, 2);
    problem.capacity[5] = 0;
    problem.capacity[0] = 1;
    auto options = options_for(GetParam(), 4);
    options.stations = places_vehicles(GetParam()) ? 3 : 0;
    expect_best(problem, options, seed);
    options.exact = true;
    expect_best(problem, options, seed);
  }
}

INSTANTIATE_TEST_SUITE_P(Location, EveryModel, ::testing::ValuesIn(all_models()),
                         [](const auto& model) { return std::string(to_string(model.param)); });

}  // namespace
}  // namespace kjede::planning
