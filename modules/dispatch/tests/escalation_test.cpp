// How alerts go on by the policies, over virtual time.

#include "kjede/dispatch/escalation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace kjede::dispatch {
namespace {

const base::Instant kStart = base::make_date(2026, 5, 18) + std::chrono::hours(10);

base::Instant at(int seconds) { return kStart + std::chrono::seconds(seconds); }

ResponderPolicy policy(const char* name) { return *responder_policy(name); }

// A course in which so many are alerted at once at the decision.
AlertCourse course(int units) {
  AlertCourse out;
  out.decided = kStart;
  for (int i = 1; i <= units; ++i) out.units.push_back({fmt::format("u{}", i), kStart, CourseAnswer::waiting, {}});
  return out;
}

std::string said(const Escalation& step) {
  std::string out;
  if (!step.silent.empty()) out += fmt::format("silent {} ", fmt::join(step.silent, ","));
  if (!step.stand_down.empty()) out += fmt::format("{}: {} ", step.stand_down_reason, fmt::join(step.stand_down, ","));
  if (step.ask) out += "ask ";
  if (step.next)
    out += fmt::format("next {}", std::chrono::duration_cast<std::chrono::seconds>(*step.next - kStart).count());
  return out;
}

void answer(AlertCourse& course, std::size_t unit, CourseAnswer answer, int seconds) {
  course.units[unit].answer = answer;
  course.units[unit].answered = at(seconds);
}

TEST(Escalation, OfTheDefaultAsksForAnotherWhenOneRefusesOrIsSilent) {
  auto going = course(3);
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(0))), "next 60");
  answer(going, 0, CourseAnswer::refused, 20);
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(20))), "ask next 60");
  asked(going, policy("kjede"), at(20));
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(21))), "next 60");  // nobody was found: not asked every second
  answer(going, 1, CourseAnswer::accepted, 30);
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(60))), "silent u3 ask ");
  answer(going, 2, CourseAnswer::silent, 60);
  asked(going, policy("kjede"), at(60));
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(61))), "");
}

TEST(Escalation, WhoeverIsSilentMayStillAccept) {
  auto going = course(1);
  answer(going, 0, CourseAnswer::silent, 60);
  EXPECT_FALSE(still_counts(going.units[0]));
  answer(going, 0, CourseAnswer::accepted, 90);
  EXPECT_TRUE(still_counts(going.units[0]));
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(90))), "");
}

TEST(Escalation, WithoutReplacementSilenceIsWrittenDownAndNobodyAskedFor) {
  auto going = course(2);
  answer(going, 0, CourseAnswer::refused, 5);
  EXPECT_EQ(said(escalate(policy("goodsam-london"), going, at(5))), "next 60");
  EXPECT_EQ(said(escalate(policy("goodsam-london"), going, at(60))), "silent u2 ");
}

// HartslagNu: the second ring after a minute, once.
TEST(Escalation, EachPhaseIsAskedForOnce) {
  const auto rings = policy("hartslagnu");
  auto going = course(2);
  answer(going, 0, CourseAnswer::accepted, 10);
  answer(going, 1, CourseAnswer::refused, 12);
  EXPECT_EQ(said(escalate(rings, going, at(59))), "next 60");
  EXPECT_EQ(said(escalate(rings, going, at(60))), "ask ");
  asked(going, rings, at(60));
  EXPECT_EQ(said(escalate(rings, going, at(61))), "");
}

// FirstAED: nine are asked, three go, the others are thanked.
TEST(Escalation, WhenEnoughHaveAcceptedTheOthersAreStoodDown) {
  const auto firstaed = policy("firstaed");
  auto going = course(6);
  answer(going, 3, CourseAnswer::accepted, 10);
  answer(going, 1, CourseAnswer::accepted, 12);
  answer(going, 0, CourseAnswer::refused, 13);
  EXPECT_EQ(said(escalate(firstaed, going, at(13))), "next 60");
  answer(going, 5, CourseAnswer::accepted, 20);
  EXPECT_EQ(said(escalate(firstaed, going, at(20))), "enough: u3,u5 ");
  answer(going, 2, CourseAnswer::accepted, 21);  // before it heard
  EXPECT_EQ(said(escalate(firstaed, going, at(21))), "enough: u3,u5 ");
  answer(going, 2, CourseAnswer::there, 21);  // at the scene it stays; the last of the others turns back
  EXPECT_EQ(said(escalate(firstaed, going, at(99))), "enough: u5,u6 ");
}

// Mobile Retter: two, and after 20 seconds of silence another.
TEST(Escalation, SilenceIsAsLongAsThePolicySays) {
  auto going = course(2);
  EXPECT_EQ(said(escalate(policy("mobile-retter"), going, at(19))), "next 20");
  EXPECT_EQ(said(escalate(policy("mobile-retter"), going, at(20))), "silent u1,u2 ask ");
}

TEST(Escalation, WhenTheAmbulanceIsThereWhoeverHasNotAnsweredIsCalledBack) {
  auto going = course(4);
  answer(going, 0, CourseAnswer::accepted, 10);
  answer(going, 1, CourseAnswer::silent, 60);
  answer(going, 2, CourseAnswer::there, 200);
  going.ordinary_there = true;
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(300))), "ordinary_there: u2,u4 ");
}

// R60: nobody is alerted to an incident whose ambulance was cancelled.
TEST(Escalation, WithoutAnOrdinaryResourceNobodyIsAskedFor) {
  auto going = course(1);
  answer(going, 0, CourseAnswer::refused, 10);
  going.may_alert = false;
  EXPECT_EQ(said(escalate(policy("kjede"), going, at(10))), "");
}

MissionEvent event(EventKind kind, const std::string& unit, int seconds) {
  return {kind, "i1", unit, at(seconds), "amk", at(seconds), "op3", text::Json::object()};
}

TEST(Escalation, ACourseIsReadFromTheMission) {
  EXPECT_FALSE(course_of(Mission{}));
  Mission mission;
  for (const auto& each : {event(EventKind::incident_opened, "", 0), event(EventKind::ordinary_alerted, "A1", 5),
                           event(EventKind::responder_alerted, "b", 5), event(EventKind::responder_alerted, "a", 6),
                           event(EventKind::acknowledged, "a", 20), event(EventKind::silent, "b", 65),
                           event(EventKind::arrived, "a", 90)}) {
    apply(mission, each);
  }
  auto going = course_of(mission);
  ASSERT_TRUE(going);
  EXPECT_EQ(going->decided, at(5));
  EXPECT_TRUE(going->may_alert);
  EXPECT_FALSE(going->ordinary_there);
  ASSERT_EQ(going->units.size(), 2u);
  EXPECT_EQ(going->units[0].unit, "b");
  EXPECT_EQ(going->units[0].answer, CourseAnswer::silent);
  EXPECT_EQ(going->units[1].answer, CourseAnswer::there);
  EXPECT_EQ(going->units[1].answered, at(20));
  apply(mission, event(EventKind::arrived, "A1", 100));
  EXPECT_TRUE(course_of(mission)->ordinary_there);
  apply(mission, event(EventKind::closed, "", 200));
  EXPECT_FALSE(course_of(mission));
}

}  // namespace
}  // namespace kjede::dispatch
