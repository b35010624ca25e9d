// Bad input, with the exact words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "random_service.hpp"

namespace kjede::sim {
namespace {

std::vector<std::string> messages(const base::Result<Run>& result) {
  std::vector<std::string> texts;
  if (result) return texts;
  for (const auto& diagnostic : result.error())
    texts.push_back(std::string(diagnostic.code) + " " + diagnostic.message);
  return texts;
}

using testing::Contains;
using testing::ElementsAre;

TEST(Check, AFleetOfZero) {
  auto service = line_service({.stations = {0}, .zones = {1}});
  EXPECT_THAT(messages(simulate(service, replay_of({call_at(0, 0)}))),
              ElementsAre("KJ1301 the service area 'line' has no vehicle"));
}

TEST(Check, EverythingAtOnce) {
  auto service = random_service(1);
  service.vehicles[0].station = 9;
  service.vehicles[5].rest_after = 2000;
  service.travel.closures = {{.from = 5, .to = 5, .set = 3}};
  service.demand.streams[1].scene.a = -1;
  service.demand.streams[2].zone_weight.pop_back();
  EXPECT_THAT(messages(simulate(service, short_run("static"))),
              ElementsAre("KJ1302 vehicle 'v0' belongs to no station",
                          "KJ1302 the rest of vehicle 'day' does not lie inside its shift",
                          "KJ1302 a road closure ends before it begins or names a table that is not there",
                          "KJ1306 stream 2 of calls: a duration is not a number of 0 or more",
                          "KJ1306 stream 3 of calls: 39 zone weights for 40 zones"));
}

TEST(Check, ZonesWithoutARoadAndPatientsWithoutAHospital) {
  auto service = line_service({.stations = {0}, .zones = {1, 2}, .vehicles = {0}});
  const std::vector<Millis> times = {
      0, 60'000, road::unreachable, 60'000, 0, road::unreachable, road::unreachable, road::unreachable, 0};
  const auto table = std::make_shared<TravelTable>(TravelTable::build(times, 3));
  service.travel.sets = {{table, table}};
  Call call = call_at(0, 1);
  call.transport = true;
  EXPECT_THAT(messages(simulate(service, replay_of({call}))),
              ElementsAre("KJ1304 1 zones have calls but no vehicle has a road to them: z1",
                          "KJ1305 patients are transported, but no hospital receives them"));
}

TEST(Check, OrdersThatCannotBeRun) {
  const auto service = random_service(1);
  auto order = short_run("static");
  order.days = 0;
  order.threads = 0;
  order.policy.busy = 1;
  EXPECT_THAT(messages(simulate(service, order)),
              ElementsAre("KJ1307 cannot simulate 0 days after 1 days of warm-up",
                          "KJ1307 cannot run 4 replications on 0 threads",
                          "KJ1307 the busy fraction 1 of the policy lies outside 0 to 1"));
  auto trace = replay_of({call_at(5, 0), call_at(1, 0)});
  EXPECT_THAT(messages(simulate(service, trace)), Contains("KJ1307 the calls of the trace are not in order of time"));
  auto short_trace = replay_of({call_at(5, 0)});
  short_trace.bootstrap = true;
  EXPECT_THAT(messages(simulate(service, short_trace)),
              ElementsAre("KJ1307 the trace holds no whole week to draw from"));
}

TEST(Check, NoCalls) {
  auto service = line_service({.stations = {0}, .zones = {1}, .vehicles = {0}});
  Order order;
  EXPECT_THAT(messages(simulate(service, order)),
              ElementsAre("KJ1301 there are no calls: no stream has calls per day, and no trace is given"));
}

class StopAfterTwo final : public base::Progress {
 public:
  void at(std::string_view, std::uint64_t done, std::uint64_t) override { done_ = done; }
  bool stop_requested() const override { return done_ >= 2; }

 private:
  std::uint64_t done_ = 0;
};

TEST(Stopped, WholeReplicationsFromTheFrontAndSaidSo) {
  const auto service = random_service(1);
  const auto order = short_run("static");
  StopAfterTwo progress;
  const auto run = simulate(service, order, &progress);
  EXPECT_FALSE(run->complete);
  ASSERT_EQ(run->replications.size(), 2u);
  EXPECT_EQ(run->replications[1].log, simulate(service, order)->replications[1].log);
}

}  // namespace
}  // namespace kjede::sim
