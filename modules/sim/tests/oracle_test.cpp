// The simulator against what theory says exactly: Erlang, the hypercube, the pure travel-time law, MEXCLP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "kjede/dispatch/coverage.hpp"
#include "kjede/sim/queueing.hpp"
#include "small_service.hpp"

namespace kjede::sim {
namespace {

Stream poisson(double per_day, std::vector<double> weights, Law scene) {
  Stream stream;
  stream.per_day = per_day;
  stream.zone_weight = std::move(weights);
  stream.scene = std::move(scene);
  stream.transport = 0;
  return stream;
}

Order long_run(int days, WhenBusy when_busy) {
  Order order;
  order.days = days;
  order.warm_up_days = 2;
  order.replications = 10;
  order.threads = 2;
  order.seed = 11;
  order.when_busy = when_busy;
  return order;
}

// Within four standard errors of the replications' mean: a wrong formula is many away.
void expect_near(const Run& run, const Figure& figure, double truth) {
  const auto found = estimate(run, figure);
  ASSERT_TRUE(found.interval);
  const double half = (found.interval->high - found.interval->low) / 2;
  EXPECT_NEAR(found.mean, truth, 4.0 / 2.262 * half)
      << "interval " << found.interval->low << " to " << found.interval->high;
  EXPECT_LT(half, 0.05 * std::max(truth, 0.02)) << "the run is too short to say anything";
}

double lost_share(const Replication& r) { return static_cast<double>(r.lost) / static_cast<double>(r.calls); }

class ErlangLoss : public testing::TestWithParam<std::pair<int, double>> {};

TEST_P(ErlangLoss, ShareLostAndBusyFraction) {
  const auto [servers, load] = GetParam();
  auto service = line_service({.stations = {0}, .zones = {0}, .vehicles = std::vector<std::uint32_t>(servers, 0)});
  service.demand.streams = {poisson(load * 1440 / 30, {1}, exponential(30))};
  const auto run = simulate(service, long_run(1500, WhenBusy::lose));
  ASSERT_TRUE(run);
  expect_near(*run, lost_share, erlang_b(servers, load));
  expect_near(
      *run, [](const Replication& r) { return r.busy_fraction(); }, load * (1 - erlang_b(servers, load)) / servers);
}

INSTANTIATE_TEST_SUITE_P(Fleets, ErlangLoss,
                         testing::Values(std::pair{1, 0.5}, std::pair{1, 2.0}, std::pair{3, 2.0}, std::pair{8, 5.0}),
                         [](const auto& p) {
                           return "A" + std::to_string(p.param.first) + "x" + std::to_string(p.index);
                         });

TEST(Loss, IsInsensitiveToTheLawOfService) {
  auto service = line_service({.stations = {0}, .zones = {0}, .vehicles = {0, 0, 0}});
  service.demand.streams = {poisson(2 * 48, {1}, constant(30))};
  expect_near(*simulate(service, long_run(1500, WhenBusy::lose)), lost_share, erlang_b(3, 2));
}

TEST(ErlangWaiting, ShareThatWaitsAndMeanWait) {
  auto service = line_service({.stations = {0}, .zones = {0}, .vehicles = {0, 0, 0}});
  service.demand.streams = {poisson(2 * 48, {1}, exponential(30))};
  const auto run = simulate(service, long_run(2000, WhenBusy::queue));
  expect_near(
      *run, [](const Replication& r) { return double(r.waited) / double(r.calls); }, erlang_c(3, 2));
  // W = C / (A μ − λ), in minutes
  expect_near(
      *run, [](const Replication& r) { return double(r.waiting) / 60'000 / double(r.calls); },
      erlang_c(3, 2) * 30 / (3 - 2));
}

TEST(InfiniteFleet, ResponsesFollowTheTravelTimeLawExactly) {
  LinePlan plan{.stations = {0, 20}, .zones = {1, 4, 12, 25}};
  for (int i = 0; i < 200; ++i) plan.vehicles.push_back(i % 2);
  auto service = line_service(plan);
  auto stream = poisson(200, {4, 3, 2, 1}, exponential(20));
  stream.ready = constant(2);
  stream.turnout = constant(1);
  service.demand.streams = {stream};
  const auto run = simulate(service, long_run(50, WhenBusy::queue));
  // Units on their way home are never nearer than the station's own: homes are where they come from.
  const std::array<double, 4> drive = {1, 4, 8, 5};
  for (const auto& r : run->replications) {
    for (const Millis time : r.response[0].times) EXPECT_LE(time, (3 + 8) * 60'000u);
    EXPECT_EQ(r.response[0].n(), r.calls);
    EXPECT_EQ(r.waited, 0u);
  }
  double mean = 0;
  for (std::size_t z = 0; z < 4; ++z) mean += (4.0 - double(z)) / 10 * (3 + drive[z]) * 60;
  const auto found = estimate(*run, [](const Replication& r) { return r.response[0].mean_seconds(); });
  EXPECT_LE(found.mean, mean + 5);  // units returning past the zones make it shorter, never longer
  EXPECT_GT(found.mean, mean * 0.8);
}

TEST(InfiniteFleet, WithoutReturningUnitsTheLawIsExact) {
  LinePlan plan{.stations = {0, 20}, .zones = {1, 4, 12, 25}};
  plan.vehicles.assign(4000, 0);
  for (std::size_t i = 0; i < plan.vehicles.size(); i += 2) plan.vehicles[i] = 1;
  auto service = line_service(plan);
  auto stream = poisson(100, {4, 3, 2, 1}, constant(100'000));  // nobody comes back within the run
  stream.ready = constant(2);
  stream.turnout = constant(1);
  service.demand.streams = {stream};
  Order order = long_run(10, WhenBusy::queue);
  order.warm_up_days = 0;
  order.replications = 2;
  order.by_zone = true;
  const auto run = simulate(service, order);
  const std::array<Millis, 4> drive = {1, 4, 8, 5};
  for (const auto& r : run->replications)
    for (std::size_t z = 0; z < 4; ++z) EXPECT_EQ(r.zones[z].sum, std::int64_t{r.zones[z].n} * (3 + drive[z]) * 60'000);
}

// Units a few milliseconds apart, so that driving takes no time but the order of choice is given.
struct Hypercube {
  HypercubeModel model;
  Service service;
};

Hypercube small_hypercube(std::uint32_t units, std::size_t zones, double load, std::uint64_t seed) {
  base::Rng rng(seed);
  Hypercube both;
  both.model.units = units;
  const auto places = units + zones;
  std::vector<Millis> times(places * places, 1);
  std::vector<double> weights;
  for (std::size_t z = 0; z < zones; ++z) {
    std::vector<std::uint32_t> list(units);
    std::iota(list.begin(), list.end(), 0);
    rng.shuffle(std::span(list));
    for (std::uint32_t k = 0; k < units; ++k) times[list[k] * places + units + z] = k + 1;
    both.model.preference.push_back(list);
    weights.push_back(1 + rng.uniform());
  }
  for (std::size_t p = 0; p < places; ++p) times[p * places + p] = 0;
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (const double w : weights) both.model.zone_rate.push_back(load / 30 * w / total);
  both.model.service_time.assign(units, 30);
  LinePlan plan;
  for (std::uint32_t m = 0; m < units; ++m) plan.stations.push_back(m), plan.vehicles.push_back(m);
  for (std::size_t z = 0; z < zones; ++z) plan.zones.push_back(100 + double(z));
  both.service = line_service(plan);
  const auto table = std::make_shared<TravelTable>(TravelTable::build(times, static_cast<std::uint32_t>(places), 0));
  both.service.travel.sets = {{table, table}};
  both.service.demand.streams = {poisson(load * 48, weights, exponential(30))};
  return both;
}

TEST(HypercubeOracle, SimulatedBusyFractionsAreTheExactOnes) {
  for (const auto& [units, load] : {std::pair{4u, 2.0}, std::pair{7u, 3.0}}) {
    const auto both = small_hypercube(units, 6, load, 5);
    const auto exact = exact_hypercube(both.model);
    ASSERT_TRUE(exact);
    EXPECT_NEAR(exact->lost, erlang_b(static_cast<int>(units), load), 1e-9);
    const auto run = simulate(both.service, long_run(800, WhenBusy::lose));
    for (std::uint32_t m = 0; m < units; ++m)
      expect_near(
          *run, [m](const Replication& r) { return double(r.units[m].busy) / double(r.units[m].on_duty); },
          exact->busy[m]);
  }
}

TEST(HypercubeOracle, TheApproximationIsWithinTwoPercent) {
  for (std::uint64_t seed = 1; seed < 6; ++seed) {
    const auto both = small_hypercube(9, 12, 4.5, seed);
    const auto exact = exact_hypercube(both.model);
    const auto near = approximate_hypercube(both.model);
    for (std::uint32_t m = 0; m < 9; ++m) EXPECT_NEAR(near->busy[m], exact->busy[m], 0.02);
    for (std::size_t z = 0; z < 12; ++z) {
      EXPECT_NEAR(near->choice[z][0], exact->choice[z][0], 0.02);
      EXPECT_NEAR(std::accumulate(near->choice[z].begin(), near->choice[z].end(), 0.0), 1 - exact->lost, 1e-6);
    }
  }
}

// Every unit has calls that only it can take, so it is busy a share q of the time whatever the others do; a few probing
// calls that anybody can take then meet exactly the coverage that MEXCLP reckons with.
TEST(Mexclp, ItsValueIsTheShareInTimeWhenUnitsAreIndependent) {
  LinePlan plan{.stations = {0, 10, 20}, .zones = {2, 5, 9, 15, 19}, .vehicles = {0, 1, 1, 2}};
  auto service = line_service(plan);
  const double load = 0.6;
  const double q = load / (1 + load);
  const std::vector<double> weights = {5, 4, 3, 2, 1};
  for (std::uint32_t v = 0; v < 4; ++v) {
    service.vehicles[v].kinds = 1u | (2u << v);
    std::vector<double> here(5, 0);
    here[plan.vehicles[v] == 0 ? 0 : plan.vehicles[v] == 1 ? 2 : 4] = 1;
    auto own = poisson(load * 48, here, exponential(30));
    own.priority = Priority::planned;
    own.kinds = 2u << v;
    service.demand.streams.push_back(own);
  }
  auto probe = poisson(100, weights, constant(0));
  service.demand.streams.push_back(probe);
  // Nobody drives: places are a millisecond apart within reach, and there is no road otherwise.
  const auto places = service.place_count();
  std::vector<Millis> times(std::size_t{places} * places, 0);
  std::vector<Millis> from_stations;
  for (std::uint32_t s = 0; s < 3; ++s)
    for (std::uint32_t z = 0; z < 5; ++z) {
      const bool reached = std::abs(plan.stations[s] - plan.zones[z]) <= 6;
      from_stations.push_back(reached ? 1 : road::unreachable);
      times[s * places + 3 + z] = from_stations.back();
    }
  const auto table = std::make_shared<TravelTable>(TravelTable::build(times, places, 0));
  service.travel.sets = {{table, table}};
  service.targets.urban[0] = 60'000;
  const auto run = simulate(service, long_run(1500, WhenBusy::lose));
  const std::vector<Millis> limits(5, 60'000);
  const auto cover = dispatch::Coverage::build(from_stations, limits, weights);
  dispatch::CoverCounts counts(cover, q, 4);
  for (const auto s : plan.vehicles) counts.add(s);
  // Probes that find everybody busy are lost: they are late too.
  expect_near(
      *run, [](const Replication& r) { return double(r.response[0].within) / (100.0 * 1500); },
      counts.expected() / cover.total_demand());
}

}  // namespace
}  // namespace kjede::sim
