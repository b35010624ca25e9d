// Queueing formulas: printed values, identities, and enumeration.
#include "kjede/sim/queueing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "kjede/sim/codes.hpp"

namespace kjede::sim {
namespace {

TEST(Erlang, PrintedValues) {
  EXPECT_DOUBLE_EQ(erlang_b(1, 0.5), 0.5 / 1.5);
  EXPECT_DOUBLE_EQ(erlang_b(2, 1), 0.2);
  EXPECT_NEAR(erlang_b(5, 3), 0.110054, 1e-6);
  EXPECT_NEAR(erlang_b(10, 5), 0.018385, 1e-6);
  EXPECT_EQ(erlang_b(0, 3), 1);
  EXPECT_EQ(erlang_b(4, 0), 0);
  EXPECT_DOUBLE_EQ(erlang_c(1, 0.7), 0.7);
  EXPECT_DOUBLE_EQ(erlang_c(2, 1), 1.0 / 3);
  EXPECT_NEAR(erlang_c(3, 2), 4.0 / 9, 1e-12);
  EXPECT_EQ(erlang_c(3, 3), 1);
}

TEST(Larson, CorrectedSharesAddUpToWhatIsNotLost) {
  for (const auto& [servers, load] : {std::pair{1, 0.4}, std::pair{4, 2.0}, std::pair{16, 7.0}, std::pair{30, 29.0}}) {
    const auto q = larson_corrections(servers, load);
    const double r = load * (1 - erlang_b(servers, load)) / servers;
    double sum = 0;
    for (int j = 0; j < servers; ++j) sum += q[static_cast<std::size_t>(j)] * std::pow(r, j) * (1 - r);
    EXPECT_NEAR(sum, 1 - erlang_b(servers, load), 1e-9);
    EXPECT_NEAR(q[0], 1, 1e-9);
  }
}

// Two servers, load 1: states 0.4, 0.4, 0.2. First busy, second free: 0.4 · 1/2 · 1 = 0.2 over r (1 − r), r = 0.4.
TEST(Larson, TwoServersByHand) { EXPECT_NEAR(larson_corrections(2, 1)[1], 0.2 / (0.4 * 0.6), 1e-12); }

// Two units, two zones, each prefers its own; λ = 1 each, μ = 1: states 00, 10, 01, 11.
// Balance: p0 (2) = p1 + p2; p1 (1 + 2) = p0 + p3; symmetric; p3 (2) = 2 (p1 + p2): p = 1/5, 1/5, 1/5, 2/5.
TEST(Hypercube, TwoUnitsByHand) {
  const HypercubeModel model{.zone_rate = {1, 1}, .preference = {{0, 1}, {1, 0}}, .service_time = {1, 1}, .units = 2};
  const auto exact = exact_hypercube(model);
  EXPECT_NEAR(exact->lost, 0.4, 1e-9);
  EXPECT_NEAR(exact->busy[0], 0.6, 1e-9);
  EXPECT_NEAR(exact->choice[0][0], 0.4, 1e-9);
  EXPECT_NEAR(exact->choice[0][1], 0.2, 1e-9);
  const auto near = approximate_hypercube(model);
  EXPECT_NEAR(near->busy[0], 0.6, 1e-6);
  EXPECT_NEAR(near->choice[0][0], 0.4, 1e-6);
}

// One unit prefers nothing but its own zone is far: service times differ by unit. p(busy) of a single unit is a/(1+a).
TEST(Hypercube, OneUnitIsTheLossFormula) {
  const HypercubeModel model{.zone_rate = {0.3, 0.1}, .preference = {{0}, {0}}, .service_time = {2}, .units = 1};
  EXPECT_NEAR(exact_hypercube(model)->busy[0], 0.8 / 1.8, 1e-9);
  EXPECT_NEAR(approximate_hypercube(model)->busy[0], 0.8 / 1.8, 1e-6);
}

TEST(Hypercube, ServiceTimesByUnitAndZone) {
  // Every zone takes twice as long for unit 1: as unit times 1 and 2.
  HypercubeModel by_unit{.zone_rate = {0.5, 0.5}, .preference = {{0, 1}, {1, 0}}, .service_time = {1, 2}, .units = 2};
  HypercubeModel by_zone = by_unit;
  by_zone.service_time = {1, 1, 2, 2};
  const auto a = approximate_hypercube(by_unit);
  const auto b = approximate_hypercube(by_zone);
  EXPECT_NEAR(a->busy[0], b->busy[0], 1e-9);
  const auto exact = exact_hypercube(by_unit);
  EXPECT_NEAR(a->busy[0], exact->busy[0], 0.03);
  EXPECT_NEAR(a->busy[1], exact->busy[1], 0.03);
}

TEST(Hypercube, RefusesWhatItCannotAnswer) {
  HypercubeModel model{.zone_rate = {1},
                       .preference = {std::vector<std::uint32_t>(13)},
                       .service_time = std::vector<double>(13, 1),
                       .units = 13};
  std::iota(model.preference[0].begin(), model.preference[0].end(), 0);
  const auto many = exact_hypercube(model);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error()[0].message, "13 units have too many states");
  EXPECT_EQ(many.error()[0].suggestion, "use the approximate hypercube");
  EXPECT_TRUE(approximate_hypercube(model));
  model.units = 0;
  EXPECT_EQ(approximate_hypercube(model).error()[0].code, codes::bad_queue.id);
}

}  // namespace
}  // namespace kjede::sim
