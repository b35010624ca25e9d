#include "kjede/dispatch/mission.hpp"

#include <gtest/gtest.h>

#include "mission_events.hpp"

namespace kjede::dispatch {
namespace {

using testing_events::at;
using testing_events::event;
using testing_events::ordinary;
using testing_events::responder;

std::string said(const base::Result<std::vector<MissionEvent>>& result) {
  if (result) return "ok";
  std::string text;
  for (const auto& problem : result.error()) {
    if (!text.empty()) text += " | ";
    text += std::string(problem.code) + ": " + problem.message;
  }
  return text;
}

Mission opened() { return replay(std::vector{testing_events::opening()}); }

Mission after(Mission mission, std::vector<MissionEvent> proposed) {
  const auto events = decide(mission, std::move(proposed));
  EXPECT_EQ(said(events), "ok");
  if (events) {
    for (const auto& e : *events) apply(mission, e);
  }
  return mission;
}

TEST(Mission, AlertsOrdinaryAndResponderTogether) {
  const auto mission = after(opened(), {responder("sund"), ordinary("A1")});
  EXPECT_TRUE(mission.has_ordinary());
  EXPECT_TRUE(mission.has_responder_out());
}

TEST(Mission, NeverAlertsAResponderAlone) {
  EXPECT_EQ(said(decide(opened(), {responder("sund")})),
            "KJ1216: a first responder may only be alerted together with an ordinary resource (R60)");
  EXPECT_EQ(said(decide(opened(), {ordinary("A1"), responder("sund"), event(EventKind::ordinary_cancelled, "A1")})),
            "KJ1216: a first responder may only be alerted together with an ordinary resource (R60)");
  const auto cancelled = after(after(opened(), {ordinary("A1")}), {event(EventKind::ordinary_cancelled, "A1")});
  EXPECT_EQ(said(decide(cancelled, {responder("sund")})).substr(0, 6), "KJ1216");
  EXPECT_EQ(said(decide(cancelled, {responder("sund"), ordinary("A2")})), "ok");
}

TEST(Mission, RaisesAnAlarmWhenTheLastOrdinaryResourceIsLost) {
  auto mission = after(opened(), {ordinary("A1"), ordinary("A2"), responder("sund")});
  mission = after(mission, {event(EventKind::ordinary_cancelled, "A1")});
  EXPECT_EQ(mission.alarms, 0);
  const auto events = decide(mission, {event(EventKind::ordinary_cancelled, "A2")});
  ASSERT_EQ(said(events), "ok");
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ(events->at(1).kind, EventKind::alarm_raised);
  EXPECT_EQ(body_of(events->at(1)), R"({"reason":"no_ordinary_resource"})");
}

TEST(Mission, KeepsTheSchemeToItsPurpose) {
  auto opening = testing_events::opening();
  opening.fields["purpose"] = "lift_assist";
  opening.fields["initiator"] = "home_care";
  opening.fields["in_hospital"] = true;
  EXPECT_EQ(said(decide(replay(std::vector{opening}), {ordinary("A1"), responder("sund")})),
            "KJ1217: only AMK and the emergency primary care centre may start such a mission (R05) | "
            "KJ1217: the purpose is not life-saving first aid: outside the scheme (R14) | "
            "KJ1217: the incident is in a hospital: outside the scheme (R06)");
}

TEST(Mission, AsksPoliceOnlyBy112WithAReason) {
  auto police = responder("p1");
  police.fields["group"] = "police";
  EXPECT_EQ(said(decide(opened(), {ordinary("A1"), police})), "KJ1218: police cannot be part of the scheme (R21)");
  auto request = event(EventKind::police_requested, "p1");
  EXPECT_EQ(said(decide(opened(), {request})),
            "KJ1210: police_requested lacks 'channel' (R23) | KJ1210: police_requested lacks 'reason' (R22)");
  request.fields = {{"channel", "direct"}, {"reason", "nearest with a defibrillator"}};
  EXPECT_EQ(said(decide(opened(), {request})),
            "KJ1218: police are always asked through their operations centre, 112 (R23)");
  request.fields["channel"] = "112";
  EXPECT_EQ(said(decide(opened(), {request})), "ok");
}

TEST(Mission, KeepsFireTo110AndPersonsToSecureChannels) {
  auto fire = responder("sund");
  fire.fields["channel"] = "direct";
  EXPECT_EQ(said(decide(opened(), {ordinary("A1"), fire})),
            "KJ1219: fire crews are alerted through the 110 centre unless the agreement says otherwise (R63)");
  fire.fields["channel_by_agreement"] = true;
  EXPECT_EQ(said(decide(opened(), {ordinary("A1"), fire})), "ok");
  fire.fields["secure"] = false;
  EXPECT_EQ(said(decide(opened(), {ordinary("A1"), fire})),
            "KJ1219: person-identifying data may only go by a secure channel (R62)");
  fire.fields["content"] = "stripped";
  EXPECT_EQ(said(decide(opened(), {ordinary("A1"), fire})), "ok");
}

TEST(Mission, ClosesOnlyWithItsDocumentation) {
  auto mission = after(opened(), {ordinary("A1"), responder("sund"), responder("nes")});
  EXPECT_EQ(said(decide(mission, {event(EventKind::closed)})),
            "KJ1220: 'nes' lacks time of arrival (R87) | KJ1220: 'nes' lacks handover to the first health resource "
            "(R88) | KJ1220: 'nes' lacks identity and end of mission (R90) | KJ1220: 'sund' lacks time of arrival "
            "(R87) | KJ1220: 'sund' lacks handover to the first health resource (R88) | KJ1220: 'sund' lacks identity "
            "and end of mission (R90)");
  mission = after(mission, {event(EventKind::silent, "nes"), event(EventKind::arrived, "sund", 9)});
  auto handover = event(EventKind::handed_over, "sund", 20);
  handover.fields = {{"to", "A1"}, {"own_arrival", "2026-05-17T12:08:00Z"}, {"care", {"cpr"}}, {"deviations", "none"}};
  auto ended = event(EventKind::ended, "sund", 30);
  ended.fields = {{"identity", "p-81"}};
  mission = after(mission, {handover, ended, event(EventKind::closed, "", 31)});
  EXPECT_TRUE(mission.closed);
  EXPECT_EQ(mission.units.at("sund").own_arrival, at(8));
  EXPECT_EQ(said(decide(mission, {event(EventKind::mobile, "sund", 40)})),
            "KJ1212: mobile comes after the mission was closed");
}

TEST(Mission, NeedsADecisionBeforeClosing) {
  const auto mission = opened();
  EXPECT_EQ(said(decide(mission, {event(EventKind::closed)})),
            "KJ1220: whether to alert a first responder was never decided (R40)");
  auto reason = event(EventKind::not_alerted);
  reason.fields = {{"reason", "no time gain"}};
  EXPECT_EQ(said(decide(mission, {reason, event(EventKind::closed)})), "ok");
}

TEST(Mission, TakesLateAndRepeatedEvents) {
  auto mission = after(opened(), {ordinary("A1"), responder("sund")});
  mission = after(mission, {event(EventKind::arrived, "sund", 9)});
  mission = after(mission, {event(EventKind::mobile, "sund", 3), event(EventKind::arrived, "sund", 10)});
  const auto& unit = mission.units.at("sund");
  EXPECT_EQ(unit.progress, UnitProgress::arrived);
  EXPECT_EQ(unit.mobile, at(3));
  EXPECT_EQ(unit.arrived, at(9));
  mission = after(mission, {ordinary("A2")});
  mission = after(mission, {testing_events::correction("sund", "arrived", "2026-05-17T12:07:30Z")});
  EXPECT_EQ(mission.units.at("sund").arrived, at(7) + std::chrono::seconds(30));
}

TEST(Mission, TakesALateAnswer) {
  auto mission = after(opened(), {ordinary("A1"), responder("sund")});
  mission = after(mission, {event(EventKind::silent, "sund", 2)});
  EXPECT_FALSE(mission.has_responder_out());
  mission = after(mission, {event(EventKind::acknowledged, "sund", 3)});
  EXPECT_TRUE(mission.has_responder_out());
}

TEST(Mission, FlagsAClockThatRunsAhead) {
  auto early = ordinary("A1");
  early.occurred = at(5);
  early.clock = "locus";
  const auto events = decide(opened(), {early});
  ASSERT_EQ(said(events), "ok");
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ(events->at(1).kind, EventKind::deviation);
  EXPECT_EQ(body_of(events->at(1)), R"({"reason":"clock_ahead","clock":"locus","seconds":300})");
}

TEST(Mission, RefusesWhatCannotBe) {
  EXPECT_EQ(said(decide(Mission{}, {ordinary("A1")})), "KJ1212: ordinary_alerted comes before the incident was opened");
  EXPECT_EQ(said(decide(opened(), {testing_events::opening()})), "KJ1212: the incident is open already");
  EXPECT_EQ(said(decide(opened(), {event(EventKind::arrived, "sund")})),
            "KJ1215: 'sund' was not alerted on this incident");
  const auto mission = after(opened(), {ordinary("A1"), responder("sund")});
  EXPECT_EQ(said(decide(mission, {ordinary("A1")})), "KJ1214: 'A1' is already on this incident");
  EXPECT_EQ(said(decide(mission, {event(EventKind::stood_down, "A1")})),
            "KJ1212: stood_down is for first responders; 'A1' is an ordinary resource");
  EXPECT_EQ(said(decide(mission, {event(EventKind::ordinary_cancelled, "sund")})),
            "KJ1212: 'sund' is not an ordinary resource");
  auto other = ordinary("A2");
  other.incident = "i2";
  EXPECT_EQ(said(decide(mission, {other})), "KJ1213: ordinary_alerted belongs to another incident than the rest");
  EXPECT_EQ(said(decide(mission, {})), "KJ1210: nothing was proposed");
}

TEST(Mission, KeepsFieldsOfANewerVersion) {
  auto alert = ordinary("A1");
  alert.fields["from_the_future"] = {{"a", 1}};
  const auto events = decide(opened(), {alert});
  ASSERT_EQ(said(events), "ok");
  EXPECT_EQ(body_of(events->at(0)), R"({"channel":"radio","from_the_future":{"a":1}})");
}

TEST(MissionEvent, KeepsTheTalkgroupOfAnAlert) {
  auto alert = responder("sund");
  alert.fields["talkgroup"] = "TG-77";
  EXPECT_TRUE(check_fields(alert));
  EXPECT_NE(body_of(alert).find("\"talkgroup\":\"TG-77\""), std::string::npos) << body_of(alert);
  alert.fields["talkgroup"] = 77;
  ASSERT_FALSE(check_fields(alert));
  EXPECT_EQ(check_fields(alert).error().front().message,
            "responder_alerted: 'talkgroup' (R66) must be a text that is not empty");
}

TEST(MissionEvent, NamesEveryKind) {
  for (int i = 0; i < event_kind_count; ++i) {
    const auto kind = static_cast<EventKind>(i);
    EXPECT_EQ(spec_of(kind).kind, kind);
    EXPECT_EQ(parse_event_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(parse_event_kind("nothing"));
}

}  // namespace
}  // namespace kjede::dispatch
