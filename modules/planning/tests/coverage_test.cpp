#include "kjede/planning/coverage.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>

#include "kjede/planning/congestion.hpp"
#include "kjede/planning/equity.hpp"
#include "kjede/planning/location_tables.hpp"
#include "kjede/planning/survival.hpp"
#include "kjede/sim/queueing.hpp"

namespace kjede::planning {
namespace {

// Values of planning_methods §7.
TEST(Survival, DeMaio) {
  EXPECT_NEAR(survival_de_maio(5.0), 0.120, 5e-4);
  EXPECT_NEAR(survival_de_maio(8.0), 0.059, 5e-4);
  EXPECT_NEAR(survival_de_maio(9.4), 0.0414, 5e-5);
  EXPECT_NEAR(survival_de_maio(12.0), 0.021, 5e-4);
  EXPECT_NEAR(survival_de_maio(22.0), 0.0016, 5e-5);
}

TEST(Survival, OtherCurves) {
  EXPECT_NEAR(survival_larsen(0.0, 0.0, 0.0), 0.67, 1e-12);
  EXPECT_EQ(survival_larsen(20.0, 20.0, 20.0), 0.0);
  EXPECT_NEAR(survival_valenzuela(0.0, 0.0), 1.0 / (1.0 + std::exp(-0.26)), 1e-12);
  // one minute later to CPR with the ambulance at the same time: odds 0.87^-1 · 0.74
  const auto odds = [](double p) { return p / (1.0 - p); };
  EXPECT_NEAR(odds(survival_waalewijn(false, 3.0, 8.0)) / odds(survival_waalewijn(false, 2.0, 8.0)),
              std::exp(-0.3 + 0.14), 1e-9);
  EXPECT_NEAR(odds(survival_waalewijn(true, 2.0, 8.0)) / odds(survival_waalewijn(false, 2.0, 8.0)), std::exp(-0.7),
              1e-9);
}

TEST(Congestion, ErlangAndLarson) {
  EXPECT_NEAR(sim::erlang_b(1, 1.0), 0.5, 1e-12);
  EXPECT_NEAR(sim::erlang_b(5, 3.0), 0.11005, 1e-5);  // tables of Erlang B
  EXPECT_NEAR(busy_fraction(4, offered_load(4, 0.37)), 0.37, 1e-9);
  // the chances that the first is free, the second is the first free one … and that all are busy add up to one
  const int servers = 6;
  const double busy = 0.4;
  const auto corrections = larson_corrections(servers, busy);
  double sum = sim::erlang_b(servers, offered_load(servers, busy));
  for (int j = 0; j < servers; ++j) sum += corrections[static_cast<std::size_t>(j)] * std::pow(busy, j) * (1.0 - busy);
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_NEAR(corrections[0], 1.0, 1e-9);
}

TEST(Equity, GiniAndWorstTenth) {
  const std::array<double, 4> people{1.0, 1.0, 1.0, 1.0};
  const std::array<double, 4> same{0.5, 0.5, 0.5, 0.5};
  const std::array<double, 4> one{0.0, 0.0, 0.0, 1.0};
  EXPECT_NEAR(gini(people, same), 0.0, 1e-12);
  EXPECT_NEAR(gini(people, one), 0.75, 1e-12);
  const std::array<double, 3> weights{5.0, 10.0, 85.0};
  const std::array<double, 3> values{0.2, 0.6, 1.0};
  EXPECT_NEAR(worst_share(weights, values), (5.0 * 0.2 + 5.0 * 0.6) / 10.0, 1e-12);
}

TEST(Coverage, UrbanAndRuralRadiusLessTheTimeBeforeDriving) {
  // 60 km/h: one kilometre a minute. Twelve minutes in town and 25 outside, three of them before driving.
  const TableText points{"p.csv",
                         "id,x,y,weight,place,settlement\nbase,0,0,100,Town,urban\nedge,9000,0,50,Town,urban\n"
                         "out,10000,0,20,Town,urban\nfarm,22000,0,5,Valley,rural\nhut,23000,0,1,Valley,rural\n"};
  const LocationOptions options{.model = LocationModel::mexclp, .fleet = 1, .before = 3.0};
  const auto input = make_location_problem(
      {.points = points}, {.radius = 12.0, .rural_radius = 25.0, .busy = {0.2}, .speed = 60.0}, options);
  ASSERT_TRUE(input.has_value()) << base::render(input.error());
  const std::vector<int> vehicles{2, 0, 0, 0, 0};
  const auto covered = cover_points(input->problem, options, 0, vehicles);
  EXPECT_TRUE(covered[0].covered && covered[1].covered && !covered[2].covered);
  EXPECT_TRUE(covered[3].covered && !covered[4].covered);
  EXPECT_NEAR(covered[1].nearest, 9.0, 1e-9);
  EXPECT_NEAR(covered[1].chance, 0.96, 1e-12);
  const std::vector<std::string> names{"Town", "Town", "Town", "Valley", "Valley"};
  const auto groups = cover_groups(input->problem.periods[0].weight, covered, names);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_NEAR(groups[0].covered, 150.0, 1e-9);
  EXPECT_NEAR(groups[0].expected, 144.0, 1e-9);
  EXPECT_NEAR(groups[1].demand, 6.0, 1e-9);
}

// Half of lognormal drives are shorter than the median, so a point on the border is covered half the time.
TEST(Coverage, UncertainDriving) {
  const TableText points{"p.csv", "id,x,y,weight\na,0,0,1\nb,10,0,1\n"};
  const LocationOptions options{.model = LocationModel::mexclp, .fleet = 1, .sigma = 0.3};
  const auto input = make_location_problem({.points = points}, {.radius = 10.0, .busy = {0.0}}, options);
  ASSERT_TRUE(input.has_value());
  const std::vector<int> vehicles{1, 0};
  const auto covered = cover_points(input->problem, options, 0, vehicles);
  EXPECT_NEAR(covered[1].chance, 0.5, 1e-12);
  EXPECT_NEAR(covered[0].chance, 1.0, 1e-12);
}

}  // namespace
}  // namespace kjede::planning
