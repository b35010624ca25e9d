// Generated calls: laws, rates by hour, and attributes that do not disturb each other.
#include "kjede/sim/calls.hpp"

#include <gtest/gtest.h>

#include "kjede/stats/mean.hpp"
#include "random_service.hpp"

namespace kjede::sim {
namespace {

std::vector<Call> generate(const Demand& demand, std::uint64_t seed, Time until) {
  GeneratedCalls source(demand, base::Rng(seed), until);
  std::vector<Call> calls(1'000'000);
  calls.resize(source.next(calls));
  return calls;
}

double mean_of(const Law& law) {
  base::Rng rng(5);
  std::vector<double> draws;
  for (int i = 0; i < 200'000; ++i) draws.push_back(draw(law, rng));
  return *stats::mean(draws);
}

TEST(Law, MeansAreWhatTheySay) {
  const std::vector<Law> laws = {{.kind = Law::Kind::constant, .a = 50'000},
                                 {.kind = Law::Kind::exponential, .a = 50'000},
                                 {.kind = Law::Kind::lognormal, .a = 50'000, .b = 0.5},
                                 {.kind = Law::Kind::weibull, .a = 2.5, .b = 34.3 * 60'000},
                                 {.kind = Law::Kind::normal, .a = 50'000, .b = 1'000},
                                 {.kind = Law::Kind::sample, .values = {10'000, 20'000, 60'000}}};
  for (const auto& law : laws) EXPECT_NEAR(mean_of(law) / law.mean(), 1, 0.01);
}

TEST(AliasTable, SharesFollowTheWeights) {
  const std::vector<double> weights = {1, 0, 5, 4};
  const AliasTable table(weights);
  std::array<int, 4> counts{};
  for (int i = 0; i < 100'000; ++i) ++counts[table.pick((i + 0.5) / 100'000)];
  EXPECT_NEAR(counts[0], 10'000, 2);
  EXPECT_EQ(counts[1], 0);
  EXPECT_NEAR(counts[2], 50'000, 2);
  EXPECT_NEAR(counts[3], 40'000, 2);
}

TEST(GeneratedCalls, AsManyPerHourAsTheRateSays) {
  const auto service = random_service(3);
  const auto calls = generate(service.demand, 1, 1000 * day);
  std::array<double, 24> by_hour{};
  for (const auto& call : calls) ++by_hour[static_cast<std::size_t>(call.received % day / hour)];
  for (std::size_t h = 0; h < 24; ++h) EXPECT_NEAR(by_hour[h] / 1000, 2.5 * (h < 8 ? 0.5 : 1.25), 0.2);
  EXPECT_NEAR(static_cast<double>(calls.size()) / 1000, 60, 1);
  EXPECT_TRUE(std::ranges::is_sorted(calls, {}, &Call::received));
}

TEST(GeneratedCalls, WeeksHaveTheirOwnLevel) {
  auto service = random_service(3);
  service.demand.week_factor = {1, 0.5};
  const auto calls = generate(service.demand, 1, 200 * week);
  double even = 0;
  double odd = 0;
  for (const auto& call : calls) (call.received / week % 2 == 0 ? even : odd) += 1;
  EXPECT_NEAR(odd / even, 0.5, 0.02);
}

TEST(GeneratedCalls, TriageIsPartOfReadinessAndLeavesItsLawAlone) {
  auto service = random_service(3);
  for (auto& stream : service.demand.streams) {
    stream.triage = {.kind = Law::Kind::lognormal, .a = 96'000, .b = 0.75};
    stream.ready = {.kind = Law::Kind::lognormal, .a = 127'000, .b = 0.75};
  }
  auto calls = generate(service.demand, 1, 1000 * day);
  for (const auto& call : calls) EXPECT_LE(call.triage, call.ready);
  const auto median = [&](Millis Call::*of) {
    std::ranges::sort(calls, {}, of);
    return static_cast<double>(calls[calls.size() / 2].*of);
  };
  EXPECT_NEAR(median(&Call::triage), 96'000, 1000);
  EXPECT_NEAR(median(&Call::ready), 127'000, 1500);
}

TEST(GeneratedCalls, OneAttributesLawDoesNotDisturbTheOthers) {
  auto service = random_service(3);
  const auto before = generate(service.demand, 9, 10 * day);
  for (auto& stream : service.demand.streams) stream.scene = {.kind = Law::Kind::lognormal, .a = 1'000'000, .b = 1};
  const auto after = generate(service.demand, 9, 10 * day);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].received, after[i].received);
    EXPECT_EQ(before[i].zone, after[i].zone);
    EXPECT_EQ(before[i].handover, after[i].handover);
    EXPECT_EQ(before[i].turnout, after[i].turnout);
    EXPECT_EQ(before[i].drive_factor, after[i].drive_factor);
  }
}

}  // namespace
}  // namespace kjede::sim
