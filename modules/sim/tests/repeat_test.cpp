// The same bytes on every run and for any number of threads; the same calls for every policy.
#include <gtest/gtest.h>

#include "kjede/sim/calls.hpp"
#include "log_rows.hpp"
#include "random_service.hpp"

namespace kjede::sim {
namespace {

std::string fingerprint(const Run& run) {
  std::string text = run.log();
  for (const auto& r : run.replications) {
    for (const auto& response : r.response)
      text += std::to_string(response.n()) + " " + std::to_string(response.sum) + " " + std::to_string(response.within);
    for (const auto& unit : r.units)
      text += " " + std::to_string(unit.busy) + " " + std::to_string(unit.on_duty) + " " + std::to_string(unit.moves) +
              " " + std::to_string(unit.kilometres);
  }
  return text;
}

class EveryPolicy : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryPolicy, SameBytesForAnyNumberOfThreads) {
  const auto service = random_service(3);
  auto order = short_run(std::string(GetParam()));
  const auto once = simulate(service, order);
  ASSERT_TRUE(once);
  for (const int threads : {1, 2, 3}) {
    order.threads = threads;
    EXPECT_EQ(fingerprint(*simulate(service, order)), fingerprint(*once));
  }
}

TEST_P(EveryPolicy, EveryCallIsServedOnceAndTimesFollowEachOther) {
  const auto service = random_service(4);
  const auto run = simulate(service, short_run(std::string(GetParam())));
  std::uint64_t calls = 0;
  std::uint64_t responses = 0;
  for (const auto& r : run->replications) {
    calls += r.calls;
    EXPECT_EQ(r.unreached, 0u);
    for (const auto& response : r.response) responses += response.n();
  }
  EXPECT_EQ(calls, responses);
  std::map<std::string, int> ended;
  for (const auto& row : rows_of(*run)) {
    if (row.at("status") != "cancelled") ++ended[row.at("incident_id")];
    double last = -1;
    for (const auto* column : {"call_received", "incident_created", "resource_alerted", "resource_mobile",
                               "arrived_scene", "at_patient", "left_scene", "at_hospital", "clear", "at_station"}) {
      const double time = minutes(row, column);
      if (time < 0) continue;
      EXPECT_GE(time, last - 1e-9) << column << " of " << row.at("mission_id");
      last = time;
    }
  }
  EXPECT_EQ(ended.size(), calls);
  for (const auto& [incident, times] : ended) EXPECT_EQ(times, 1) << incident;
}

TEST_P(EveryPolicy, NoVehicleIsInTwoPlacesAtOnce) {
  const auto service = random_service(5);
  auto order = short_run(std::string(GetParam()));
  order.replications = 1;
  std::map<std::string, std::vector<std::pair<double, double>>> busy;
  for (const auto& row : rows_of(*simulate(service, order)))
    busy[row.at("vehicle")].emplace_back(minutes(row, "resource_alerted"), minutes(row, "clear"));
  for (auto& [vehicle, spans] : busy) {
    std::ranges::sort(spans);
    for (std::size_t i = 1; i < spans.size(); ++i) EXPECT_GE(spans[i].first, spans[i - 1].second - 1e-9) << vehicle;
  }
}

TEST_P(EveryPolicy, BusyTimeIsWhatTheLogSays) {
  const auto service = random_service(6);
  auto order = short_run(std::string(GetParam()));
  order.warm_up_days = 0;
  order.replications = 1;
  const auto run = simulate(service, order);
  std::map<std::string, double> busy;
  for (const auto& row : rows_of(*run))
    busy[row.at("vehicle")] +=
        std::min(minutes(row, "clear"), 5 * 1440.0) - std::min(minutes(row, "resource_alerted"), 5 * 1440.0);
  for (std::size_t u = 0; u < service.vehicles.size(); ++u)
    EXPECT_NEAR(static_cast<double>(run->replications[0].units[u].busy) / 60'000, busy[service.vehicles[u].id], 0.1);
}

INSTANTIATE_TEST_SUITE_P(All, EveryPolicy,
                         testing::ValuesIn(dispatch::policy_names().begin(), dispatch::policy_names().end()),
                         [](const auto& param) {
                           std::string name(param.param);
                           std::erase(name, '-');
                           return name;
                         });

TEST(CommonRandomNumbers, EveryPolicyMeetsTheSameCalls) {
  const auto service = random_service(3);
  const auto received = [&](const char* policy) {
    std::map<std::string, std::vector<std::string>> calls;
    for (const auto& row : rows_of(*simulate(service, short_run(policy))))
      calls[row.at("incident_id")] = {row.at("call_received"), row.at("zone"), row.at("priority"),
                                      row.at("incident_created")};
    return calls;
  };
  EXPECT_EQ(received("static"), received("dmexclp"));
  EXPECT_EQ(received("static"), received("redispatch"));
}

TEST(CommonRandomNumbers, PairingNarrowsTheDifference) {
  const auto service = random_service(3);
  auto order = short_run("static");
  order.replications = 12;
  const auto a = simulate(service, order);
  order.policy = *dispatch::policy_named("dmexclp");
  const auto b = simulate(service, order);
  const Figure mean = [](const Replication& r) { return r.response[0].mean_seconds(); };
  const auto apart_a = *estimate(*a, mean).interval;
  const auto apart_b = *estimate(*b, mean).interval;
  const auto paired = *difference(*a, *b, mean).interval;
  EXPECT_LT(paired.high - paired.low, (apart_a.high - apart_a.low) + (apart_b.high - apart_b.low));
}

TEST(Seeds, AnotherSeedGivesOtherCalls) {
  const auto service = random_service(3);
  auto order = short_run("static");
  const auto a = simulate(service, order)->log();
  order.seed = 8;
  EXPECT_NE(simulate(service, order)->log(), a);
}

TEST(Trace, ReplayOfGeneratedCallsGivesTheSameMissions) {
  const auto service = random_service(3);
  auto order = short_run("dmexclp");
  order.replications = 1;
  const auto generated = simulate(service, order);
  // The calls of replication 0, drawn again.
  const base::Rng rng(base::Rng(order.seed).stream("replication 0").next());
  GeneratedCalls source(service.demand, rng, 30 * day);
  std::vector<Call> calls(100'000);
  calls.resize(source.next(calls));
  order.trace = calls;
  const auto replayed = simulate(service, order);
  EXPECT_EQ(replayed->log(), generated->log());
}

TEST(Trace, WholeWeeksAreDrawnAgain) {
  std::vector<Call> trace;
  for (int w = 0; w < 3; ++w)
    for (int c = 0; c <= w; ++c) trace.push_back(call_at(w * 7 * 1440 + 100 + c, 0));
  trace.push_back(call_at(21 * 1440 - 10, 0));  // so that the third week is whole
  const auto drawn = bootstrap_weeks(trace, 50, base::Rng(1));
  EXPECT_TRUE(std::ranges::is_sorted(drawn, {}, &Call::received));
  std::array<int, 50> sizes{};
  for (std::uint32_t i = 0; i < drawn.size(); ++i) {
    EXPECT_EQ(drawn[i].incident, i);
    ++sizes[static_cast<std::size_t>(drawn[i].received / week)];
  }
  for (const int size : sizes) EXPECT_TRUE(size == 1 || size == 2 || size == 4) << size;
  EXPECT_TRUE(bootstrap_weeks(std::vector<Call>{call_at(0, 0)}, 5, base::Rng(1)).empty());
}

}  // namespace
}  // namespace kjede::sim
