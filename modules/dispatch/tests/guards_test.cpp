// Every guard refuses for its own reason, and going home is never refused.
#include "kjede/dispatch/guards.hpp"

#include <gtest/gtest.h>

#include "kjede/dispatch/codes.hpp"
#include "kjede/dispatch/policy.hpp"

namespace kjede::dispatch {
namespace {

struct Case {
  Guards guards;
  Unit unit{.status = UnitStatus::at_station, .station = 0, .home = 0};
  Refusal ask(std::uint32_t to, double gain = 0.1, std::uint32_t idle_at = 2, int minute = 12 * 60) const {
    return judge(guards,
                 {.unit = unit, .to = to, .gain = gain, .idle_at = idle_at, .now = 3'600'000, .minute_of_day = minute});
  }
};

TEST(Guards, WithoutRulesEverythingIdleMoves) { EXPECT_EQ(Case().ask(1), Refusal::allowed); }

TEST(Guards, BusyAndRestingUnitsStay) {
  Case c;
  c.unit.status = UnitStatus::resting;
  EXPECT_EQ(c.ask(1), Refusal::resting);
  c.unit.status = UnitStatus::to_scene;
  EXPECT_EQ(c.ask(1), Refusal::off_limits);
}

TEST(Guards, MovesPerShift) {
  Case c;
  c.guards.moves_per_shift = 2;
  c.unit.moves = 1;
  EXPECT_EQ(c.ask(1), Refusal::allowed);
  c.unit.moves = 2;
  EXPECT_EQ(c.ask(1), Refusal::too_many_moves);
}

TEST(Guards, NightOverMidnight) {
  Case c;
  c.guards.night_from = 23 * 60;
  c.guards.night_to = 6 * 60;
  EXPECT_EQ(c.ask(1, 0.1, 2, 23 * 60), Refusal::night);
  EXPECT_EQ(c.ask(1, 0.1, 2, 5 * 60 + 59), Refusal::night);
  EXPECT_EQ(c.ask(1, 0.1, 2, 6 * 60), Refusal::allowed);
}

TEST(Guards, StayGainAndHardCover) {
  Case c;
  c.guards.least_stay = 30 * 60'000;
  c.unit.since = 3'600'000 - 29 * 60'000;
  EXPECT_EQ(c.ask(1), Refusal::too_short_stay);
  c.unit.since = 0;
  c.guards.least_gain = 0.02;
  EXPECT_EQ(c.ask(1, 0.01), Refusal::gain);
  c.guards.hard_cover = {1, 0};
  EXPECT_EQ(c.ask(1, 0.1, 1), Refusal::hard_cover);
  EXPECT_EQ(c.ask(1, 0.1, 2), Refusal::allowed);
}

TEST(Guards, HomeIsAlwaysAllowed) {
  Case c;
  c.guards.moves_per_shift = 0;
  c.guards.least_gain = 1;
  c.guards.night_to = 1440;
  c.guards.hard_cover = {1, 1};
  c.unit.station = 1;
  EXPECT_EQ(c.ask(0, 0, 1), Refusal::allowed);
  EXPECT_EQ(name_of(Refusal::hard_cover), "last unit of a station that must be covered");
}

TEST(Policy, EveryNameIsAPolicyAndAWrongOneIsExplained) {
  for (const auto name : policy_names()) EXPECT_EQ(policy_named(name)->name, name);
  const auto wrong = policy_named("dmexlcp");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error()[0].code, codes::unknown_policy.id);
  EXPECT_EQ(wrong.error()[0].message,
            "unknown policy 'dmexlcp'; there are static, redispatch, reroute, dmexclp, dmexclp-dispatch, "
            "compliance, priority-list");
  EXPECT_EQ(wrong.error()[0].suggestion, "did you mean 'dmexclp'?");
}

}  // namespace
}  // namespace kjede::dispatch
