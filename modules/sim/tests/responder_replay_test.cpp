#include "kjede/sim/responder_replay.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "../../dispatch/tests/small_scheme.hpp"

namespace kjede::sim {
namespace {

using namespace dispatch::testing;
using dispatch::ResourceKind;

// A town with three responders nearer than its ambulance.
struct Town : SmallScheme {
  dispatch::StraightTimes times{60, 1};
  ReplayOrder order;
  std::vector<Arrest> arrests;

  Town() {
    resource("A1", ResourceKind::ambulance, 12);
    resource("A2", ResourceKind::ambulance, 25);
    unit("brann-1", "brann", 3);
    unit("brann-2", "brann", 4);
    unit("korps-1", "hjelpekorps", 2);
    for (int i = 0; i < 400; ++i) {
      arrests.push_back(
          {kDay + std::chrono::hours(20 * i) + std::chrono::minutes(i % 60), at(0.01 * (i % 50)), "", false});
    }
    order.policies = {policy("none"), policy("kjede"), policy("goodsam-scas")};
  }
  static dispatch::ResponderPolicy policy(const char* name) { return *dispatch::responder_policy(name); }
  ReplayRun run() {
    const dispatch::SchemeIndex index(scheme, rules, times, kDay);
    return replay(index, times, arrests, order);
  }
};

double scene(const ReplayOutcome& outcome) { return outcome.scene; }
double shock(const ReplayOutcome& outcome) { return outcome.shock; }
double survival(const ReplayOutcome& outcome) { return outcome.survival; }

TEST(ResponderReplay, RespondersGainTimeAndLives) {
  Town town;
  const auto run = town.run();
  const auto& none = run.policies[0];
  const auto& ours = run.policies[1];
  for (const auto& outcome : none.outcomes) {
    EXPECT_EQ(outcome.alerts, 0);
    EXPECT_FALSE(outcome.responder_first);
    EXPECT_TRUE(outcome.reached);
  }
  const auto sooner = paired(none, ours, scene);
  EXPECT_LT(sooner.mean, -120);
  ASSERT_TRUE(sooner.interval);
  EXPECT_LT(sooner.interval->high, 0);
  EXPECT_LT(paired(none, ours, shock).mean, -60);
  EXPECT_GT(paired(none, ours, survival).interval->low, 0);
}

// Common random numbers: an arrest at which nobody was alerted is the same story.
TEST(ResponderReplay, TheSameArrestHasTheSameAmbulance) {
  Town town;
  const auto run = town.run();
  int alike = 0;
  for (std::size_t i = 0; i < run.arrests; ++i) {
    if (run.policies[2].outcomes[i].alerts > 0) continue;
    EXPECT_EQ(run.policies[0].outcomes[i].scene, run.policies[2].outcomes[i].scene);
    ++alike;
  }
  EXPECT_GT(alike, 100);
}

TEST(ResponderReplay, IsTheSameForAnyNumberOfThreads) {
  Town town;
  const auto one = town.run();
  town.order.threads = 3;
  const auto three = town.run();
  for (std::size_t p = 0; p < one.policies.size(); ++p) {
    for (std::size_t i = 0; i < one.arrests; ++i) {
      EXPECT_EQ(one.policies[p].outcomes[i].scene, three.policies[p].outcomes[i].scene);
      EXPECT_EQ(one.policies[p].outcomes[i].alerts, three.policies[p].outcomes[i].alerts);
    }
  }
}

TEST(ResponderReplay, ReplacesWhoeverRefusesOrIsSilent) {
  Town town;
  auto one = Town::policy("kjede");
  one.phases[0].number = 1;
  auto without = one;
  without.replace = false;
  town.order.policies = {without, one};
  town.order.replies.accept = 0.2;
  const auto run = town.run();
  const auto alerts = [](const ReplayOutcome& outcome) { return double(outcome.alerts); };
  EXPECT_GT(paired(run.policies[0], run.policies[1], alerts).mean, 0.5);
  EXPECT_LT(paired(run.policies[0], run.policies[1], scene).mean, 0);
}

TEST(ResponderReplay, WithNobodyToSendItStillTellsTheStory) {
  Town town;
  town.scheme.units.clear();
  town.order.resource_busy = 1;
  const auto run = town.run();
  EXPECT_EQ(run.policies[1].outcomes[0].alerts, 0);
  EXPECT_TRUE(run.policies[1].outcomes[0].reached);
  town.arrests.clear();
  EXPECT_EQ(town.run().arrests, 0u);
}

TEST(Replies, FitsWhatItDrew) {
  const ReplyLaw law;
  base::Rng rng(7);
  std::string csv = ",Response,Response_Delay\n";
  for (int i = 0; i < 20'000; ++i) {
    const auto reply = draw_reply(law, rng);
    csv += std::to_string(i) +
           (reply.answer == Answer::accepts   ? ",1.0,"
            : reply.answer == Answer::refuses ? ",2.0,"
                                              : ",0.0,") +
           (reply.answer == Answer::silent ? "-1" : std::to_string(reply.seconds)) + "\n";
  }
  const auto fitted = fit_replies("drawn.csv", csv);
  ASSERT_TRUE(fitted) << base::render(fitted.error());
  EXPECT_NEAR(fitted->accept, law.accept, 0.01);
  EXPECT_NEAR(fitted->refuse, law.refuse, 0.01);
  EXPECT_NEAR(fitted->least, law.least, 1);
  EXPECT_NEAR(fitted->shape, law.shape, 0.15);
  EXPECT_NEAR(fitted->scale, law.scale, 0.8);
}

TEST(Replies, SaysWhichLinesAreNone) {
  const auto fitted = fit_replies("r.csv", "Response,Response_Delay\n1,12\n7,12\n1,soon\n");
  ASSERT_FALSE(fitted);
  EXPECT_EQ(base::render(fitted.error()),
            "error[KJ1320]: line 3: not a reply\n  = write 0, 1 or 2 and the delay in seconds\n"
            "error[KJ1320]: line 4: not a reply\n  = write 0, 1 or 2 and the delay in seconds\n");
  EXPECT_EQ(base::render(fit_replies("r.csv", "a,b\n1,2\n").error()),
            "error[KJ1320]: the columns Response and Response_Delay are not both there\n");
}

TEST(Arrests, AreReadAndDrawn) {
  const auto read = read_arrests("a.csv",
                                 "received,lon,lat,rural\n2025-02-01T12:00:00Z,10.7,59.9,yes\n"
                                 "2025-01-01T12:00:00+01:00,10.8,59.8,no\n");
  ASSERT_TRUE(read) << base::render(read.error());
  EXPECT_EQ(base::to_string((*read)[0].received), "2025-01-01T11:00:00Z");
  EXPECT_TRUE((*read)[1].rural);
  EXPECT_EQ(base::render(read_arrests("a.csv", "received,lon,lat\n2025-02-01T12:00:00,10,59\nx,10,99\n").error()),
            "error[KJ1321]: line 2: 'received' needs a time with its offset\n"
            "error[KJ1321]: line 3: 'received' needs a time with its offset\n");
  Town town;
  const auto drawn = draw_arrests(town.scheme, 100, kDay, 365, 1);
  EXPECT_EQ(drawn.size(), 100u);
  EXPECT_TRUE(
      std::is_sorted(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) { return a.received < b.received; }));
}

}  // namespace
}  // namespace kjede::sim
