#include "kjede/dispatch/recommend.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "small_scheme.hpp"

namespace kjede::dispatch {
namespace {

using namespace testing;

struct World : SmallScheme {
  StraightTimes times{60, 1};
  ResponderPolicy policy = *responder_policy("kjede");
  Incident incident = arrest();
  Moment now = noon();
  std::function<void(const SchemeIndex&, LiveState&)> change;

  base::Result<Recommendation> ask() {
    const SchemeIndex index(scheme, rules, times, kDay);
    LiveState live(index);
    if (change) change(index, live);
    return recommend(index, live, times, incident, policy, now);
  }
};

// One line a thing: what a reader checks by eye.
std::string said(const base::Result<Recommendation>& answer) {
  if (!answer) return base::render(answer.error());
  const auto time = [](const auto& arrival) { return arrival ? fmt::format("{}", arrival->seconds) : "?"; };
  std::string out;
  for (const auto& each : answer->ordinary) {
    out += fmt::format("{}{} {}\n", each.id, each.free ? "" : " busy", time(each.arrival));
  }
  for (const auto& each : answer->responders) {
    out += fmt::format("> {} {} {} {}", each.unit, to_string(each.role), each.channel, time(each.arrival));
    if (each.aed && !each.aed->id.empty()) out += fmt::format(" {} +{}", each.aed->id, each.aed->detour_seconds);
    out += "\n";
  }
  for (const auto& each : answer->reserves) out += fmt::format("+ {}\n", each.unit);
  for (const auto& each : answer->not_eligible) {
    out += fmt::format("- {} {} {}\n", each.unit, each.requirement, each.reason.en);
  }
  for (const auto& each : answer->remarks) out += "! " + each.en + "\n";
  if (answer->police) out += "112: " + *answer->police + "\n";
  return out;
}

constexpr auto kStraight = "! Times of arrival are reckoned in a straight line, without roads.\n";

TEST(Recommend, SendsTheOrdinaryResourceAndWhoeverGainsTime) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 9);
  world.resource("A2", ResourceKind::ambulance, 12);
  world.resource("L1", ResourceKind::doctor, 10);
  world.resource("F1", ResourceKind::air, 200);
  world.unit("brann-1", "brann", 3);
  world.unit("korps-1", "hjelpekorps", 2);
  world.unit("brann-2", "brann", 20);
  const auto answer = world.ask();
  EXPECT_EQ(said(answer), std::string("A1 600\nL1 720\nA2 780\n"
                                      "> korps-1 to_patient direct 180\n> brann-1 to_patient 110 240\n") +
                              kStraight);
  EXPECT_EQ(answer->time_gain_seconds, 420);
  EXPECT_EQ(answer->responders[0].gain_seconds, 420);
  EXPECT_TRUE(answer->factors.suspected_arrest);
  EXPECT_TRUE(answer->factors.gain_likely);
  EXPECT_EQ(answer->factors.free_ordinary, 4);
  EXPECT_EQ(answer->factors.ordinary_seconds, 600);
  EXPECT_EQ(answer->factors.responder_seconds, 180);
  EXPECT_EQ(answer->rules, "akutthjelper-2019-draft");
  EXPECT_LT(answer->responders[0].arrival->low, 180);
  EXPECT_GT(answer->responders[0].arrival->high, 180);
}

TEST(Recommend, SaysWhyTheOthersAreNotEligible) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("fri", "brann", 1).on_duty = false;
  world.unit("opptatt", "brann", 1.1);
  world.unit("uten-terminal", "brann", 1.2).terminal = "";
  world.unit("gammel-maske", "brann", 1.3);
  world.unit("uøvd", "brann", 1.4);
  world.unit("annet-omrade", "hjelpekorps", 1.5);
  world.unit("politi", "politi", 1.6);
  world.unit("for-langt", "brann", 15.5);
  for (auto& item : world.scheme.equipment) {
    if (item.unit == "gammel-maske" && item.item == "ventilation_mask") item.expires = base::make_date(2026, 5, 17);
  }
  for (auto& responder : world.scheme.responders) {
    if (responder.unit == "uøvd") responder.practised["cpr_adult"] = base::make_date(2025, 5, 17);
  }
  world.scheme.agreements[1].municipalities = {"1103"};
  world.incident.municipality = "0301";
  world.organisation("police", "politi", "municipality");
  world.change = [](const SchemeIndex& index, LiveState& live) { live.set_incident(*index.unit("opptatt"), "i9"); };
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n"
                                           "- fri R18 off duty\n- opptatt R18 on another incident\n"
                                           "- uten-terminal R30 not available in nødnett\n"
                                           "- gammel-maske R27 ventilation_mask expired 2026-05-17\n"
                                           "- uøvd R52 mannskap-uøvd: last practised cpr_adult on 2025-05-17\n"
                                           "- annet-omrade R61 outside the agreement's area\n"
                                           "- politi R21 police cannot be part of the scheme\n"
                                           "- for-langt R49 no time gain: there after 990 s, the ordinary resource "
                                           "after 960 s\n") +
                                   kStraight);
}

TEST(Recommend, LetsSomebodyFetchAnAedWhenThatGains) {
  World world;
  world.policy.lapsed = Lapsed::warn;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("nær", "hjelpekorps", 2);
  world.unit("nest", "hjelpekorps", 3);
  world.lose_aed("nær");
  world.lose_aed("nest");
  world.aed("torget", 2.5);
  world.aed("stengt", 0.2, "Mo-Su 22:00-23:00");
  const auto answer = world.ask();
  EXPECT_EQ(said(answer),
            std::string("A1 960\n> nær to_patient direct 180\n> nest fetch_aed direct 285 torget +45\n") + kStraight);
  EXPECT_EQ(answer->bystander_aed->id, "torget");
}

TEST(Recommend, SendsAUnitWhoseAedIsGoneByAnother) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("uten", "brann", 2);
  world.lose_aed("uten");
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n- uten R26 lacks aed\n") + kStraight);
  world.aed("torget", 1);
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n> uten fetch_aed 110 225 torget +45\n") + kStraight);
}

TEST(Recommend, ADoorThatClosesBeforeSomebodyComesIsNotOpen) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 30);
  world.unit("uten", "brann", 5);
  world.lose_aed("uten");
  world.aed("butikk", 1, "Mo-Fr 08:00-12:04");
  EXPECT_EQ(said(world.ask()), std::string("A1 1860\n- uten R26 has no AED, and none open to fetch\n") + kStraight);
}

TEST(Recommend, FollowsTheAgreementsChannel) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("brann-1", "brann", 2);
  world.scheme.agreements[0].channel = "direct";
  auto answer = world.ask();
  EXPECT_EQ(answer->responders[0].channel, "direct");
  EXPECT_TRUE(answer->responders[0].channel_by_agreement);
  world.scheme.agreements[0].channel = "110";
  answer = world.ask();
  EXPECT_EQ(answer->responders[0].channel, "110");
  EXPECT_FALSE(answer->responders[0].channel_by_agreement);
}

TEST(Recommend, AsksPoliceOnlyWithAReasonAndOutsideTheScheme) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("brann-1", "brann", 2);
  EXPECT_FALSE(world.ask()->police);
  world.incident.police_reason = "patruljen står i gata";
  const auto answer = world.ask();
  EXPECT_EQ(answer->police, "patruljen står i gata");
  EXPECT_EQ(answer->responders.size(), 1u);
  EXPECT_EQ(answer->responders[0].unit, "brann-1");
}

TEST(Recommend, StaysInsideTheFrameOfTheScheme) {
  const auto with = [](const std::function<void(Incident&)>& change) {
    World world;
    world.resource("A1", ResourceKind::ambulance, 15);
    world.unit("brann-1", "brann", 2);
    change(world.incident);
    return said(world.ask());
  };
  const auto only = [](const char* why) { return std::string("A1 960\n- ") + why + "\n" + kStraight; };
  EXPECT_EQ(with([](auto& i) { i.initiator = "110"; }), only(" R05 only AMK and LVS start such missions"));
  EXPECT_EQ(with([](auto& i) { i.purpose = "lift_assist"; }), only(" R14 the purpose is not life-saving first aid"));
  EXPECT_EQ(with([](auto& i) { i.in_hospital = true; }), only(" R06 the incident is in a hospital"));
  EXPECT_EQ(with([](auto& i) { i.indication = "H.06.03"; }),
            only(" R40 no threatened or manifest failure of vital functions"));
}

TEST(Recommend, ReadsTheIndexAndWhatIsKnown) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.incident.indication = "A.06.01";
  EXPECT_EQ(world.ask()->factors.indication, "unclear_vital_failure");
  world.incident.conscious = false;
  world.incident.breathing_normally = false;
  EXPECT_EQ(world.ask()->factors.indication, "unconscious_not_breathing");
}

TEST(Recommend, ReplacesThoseWhoRefuse) {
  World world;
  world.policy.phases[0].number = 1;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("en", "brann", 1);
  world.unit("to", "brann", 2);
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n> en to_patient 110 120\n+ to\n") + kStraight);
  world.incident.alerted = {{"en", false}};
  EXPECT_EQ(said(world.ask()),
            std::string("A1 960\n> to to_patient 110 180\n- en policy refused or did not answer\n") + kStraight);
  world.incident.alerted = {{"en", true}};
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n+ to\n") + kStraight);
}

TEST(Recommend, KeepsToRadiusHoursPhasesAndRest) {
  World world;
  world.policy = *responder_policy("goodsam-nsw");
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("en", "brann", 0.4);
  world.unit("to", "brann", 0.9);
  EXPECT_EQ(world.ask()->responders.size(), 1u);
  world.incident.rural = true;
  EXPECT_EQ(world.ask()->responders.size(), 2u);
  world.policy = *responder_policy("heartrunner-se");
  world.now.minute = 6 * 60 + 59;
  EXPECT_EQ(said(world.ask()),
            std::string("A1 960\n-  policy outside the hours when responders are alerted\n") + kStraight);
  world.now.minute = 7 * 60;
  EXPECT_EQ(world.ask()->responders.size(), 2u);
  world.policy = *responder_policy("hartslagnu");
  world.incident.rural = false;
  world.unit("tre", "brann", 1.4);
  EXPECT_EQ(world.ask()->responders.size(), 2u);
  world.incident.elapsed_seconds = 60;
  EXPECT_EQ(world.ask()->responders.size(), 3u);
  world.policy = *responder_policy("katretter");
  world.change = [&](const SchemeIndex& index, LiveState& live) {
    live.set_accepted(*index.unit("en"), world.now.instant - std::chrono::minutes(119));
  };
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n- en policy rests after its last mission\n") + kStraight);
}

// What issue 4 calls bad input and faults, as far as a recommendation meets them.
TEST(RecommendFaults, UnknownPlace) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.incident.place = {10, 95};
  EXPECT_EQ(said(world.ask()),
            "error[KJ1260]: 10, 95 is no place on the globe\n"
            "  = give longitude first, then latitude, in degrees: 10.75,59.91\n");
}

TEST(RecommendFaults, NoOrdinaryResourceIsRegistered) {
  World world;
  EXPECT_NE(said(world.ask()).find("KJ1262"), std::string::npos);
}

TEST(RecommendFaults, AllResourcesBusy) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 9).state = ResourceState::at_scene;
  world.resource("A2", ResourceKind::ambulance, 5).state = ResourceState::to_hospital;
  world.resource("A3", ResourceKind::ambulance, 1).state = ResourceState::off_duty;
  world.unit("brann-1", "brann", 3);
  EXPECT_EQ(said(world.ask()),
            std::string("A2 busy 360\nA1 busy 600\n> brann-1 to_patient 110 240\n"
                        "! All ordinary resources are busy: divert the nearest, or ask the neighbouring centre, before "
                        "first responders can be alerted.\n") +
                kStraight);
}

TEST(RecommendFaults, PositionOlderThanAllowedOrFromAClockAhead) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("brann-1", "brann", 8);
  const auto with_age = [&](int seconds) {
    world.change = [&, seconds](const SchemeIndex& index, LiveState& live) {
      live.move_unit(*index.unit("brann-1"), world.times.spot(at(1)),
                     world.now.instant - std::chrono::seconds(seconds));
    };
    return world.ask();
  };
  const auto fresh = with_age(1800);
  EXPECT_EQ(fresh->responders[0].arrival->seconds, 120);
  EXPECT_FALSE(fresh->responders[0].arrival->old_position);
  const auto old = with_age(1801);
  EXPECT_EQ(old->responders[0].arrival->seconds, 540);  // from its station
  EXPECT_TRUE(old->responders[0].arrival->old_position);
  EXPECT_EQ(with_age(-120)->responders[0].arrival->seconds, 120);
  EXPECT_EQ(with_age(-121)->responders[0].arrival->seconds, 540);
}

TEST(RecommendFaults, ClockSkewBetweenSources) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.incident.received = world.now.instant + std::chrono::seconds(120);
  EXPECT_TRUE(world.ask());
  world.incident.received = world.now.instant + std::chrono::seconds(121);
  EXPECT_EQ(said(world.ask()),
            "error[KJ1263]: the call was received 121 s from now\n"
            "  = set the clocks right, or correct the time of the call\n");
}

TEST(RecommendFaults, AnAgreementThatEndsAtMidnight) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("brann-1", "brann", 2);
  world.scheme.agreements[0].to = kDay;
  EXPECT_EQ(world.ask()->responders.size(), 1u);  // the last day counts
  world.scheme.agreements[0].to = kDay - std::chrono::days(1);
  EXPECT_EQ(said(world.ask()), std::string("A1 960\n- brann-1 R08 the agreement has ended\n") + kStraight);
  world.now.date = kDay + std::chrono::days(1);  // the snapshot of yesterday is not used after midnight
  EXPECT_EQ(said(world.ask()),
            "error[KJ1261]: the scheme was judged for 2026-05-18, it is 2026-05-19\n  = take a new snapshot\n");
}

// 2026-10-25 03:00 becomes 02:00: the hour from two to three is there twice, and both belong to the same day.
TEST(RecommendFaults, TheNightTheClocksGoBack) {
  const auto zone = *base::TimeZone::find("Europe/Oslo");
  const auto night = base::make_date(2026, 10, 25);
  const auto first = moment_of(night + std::chrono::minutes(30), zone);
  const auto second = moment_of(night + std::chrono::minutes(90), zone);
  EXPECT_EQ(first.minute, 150);
  EXPECT_EQ(second.minute, 150);
  EXPECT_EQ(first.date, night);
  EXPECT_EQ(second.date, night);
  EXPECT_EQ(moment_of(night - std::chrono::minutes(119), zone).minute, 1);
}

TEST(RecommendFaults, HostileTextStaysText) {
  World world;
  world.resource("A1", ResourceKind::ambulance, 15);
  world.unit("'; drop table --", "brann", 2).name = "<script>\x1b[2J";
  const auto answer = world.ask();
  EXPECT_EQ(answer->responders[0].unit, "'; drop table --");
  EXPECT_EQ(answer->responders[0].name, "<script>\x1b[2J");
}

TEST(ResponderPolicies, SaysWhichThereAre) {
  const auto unknown = responder_policy("goodsam");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(base::render(unknown.error()),
            "error[KJ1202]: there is no policy 'goodsam'\n  = use one of kjede, none, goodsam-london, goodsam-emids, "
            "goodsam-nsw, goodsam-scas, heartrunner-se, hjerteloeber-dk, firstaed, hartslagnu, mobile-retter, "
            "katretter\n");
}

}  // namespace
}  // namespace kjede::dispatch
