#include "kjede/service/recommendation.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "../../dispatch/tests/small_scheme.hpp"
#include "kjede/service/alert.hpp"
#include "kjede/service/incident_file.hpp"

namespace kjede::service {
namespace {

using namespace dispatch::testing;
using dispatch::ResourceKind;
using text::Json;

struct Town : SmallScheme {
  base::NoProgress progress;
  base::Instant now = noon().instant;
  dispatch::Incident incident = arrest();

  Town() {
    resource("A1", ResourceKind::ambulance, 15);
    unit("brann-1", "brann", 2);
    unit("korps-1", "hjelpekorps", 3);
  }
  std::unique_ptr<RecommendSession> session() { return *RecommendSession::open(scheme, rules, {}, now, progress); }
};

const auto kPolicy = *dispatch::responder_policy("kjede");

std::shared_ptr<base::SourceFile> source(std::string text) {
  auto file = std::make_shared<base::SourceFile>();
  file->path = "incident.json";
  file->text = std::move(text);
  return file;
}

// A main road through the town, a node at each kilometre, as OpenStreetMap.
std::string one_road() {
  constexpr int kilometres = 20;
  std::string nodes, way;
  for (int k = 0; k <= kilometres; ++k) {
    const auto place = at(k - 1);
    nodes += fmt::format("n{} v1 T x{:.7f} y{:.7f}\n", k + 1, place.lon, place.lat);
    way += fmt::format("{}n{}", k == 0 ? "" : ",", k + 1);
  }
  return nodes + "w1 v1 Thighway=primary,maxspeed=60 N" + way + "\n";
}

std::string said(const std::vector<dispatch::MissionEvent>& events) {
  std::string out;
  for (const auto& event : events) out += std::string(to_string(event.kind)) + " " + event.unit + "\n";
  return out;
}

TEST(Recommendation, HasTheMembersThatAreAgreed) {
  Town town;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  const auto json = recommendation_object(answer);
  for (const auto* name : {"schema_version", "incident", "ordinary", "responders", "not_eligible", "factors",
                           "time_gain_seconds", "policy", "rules"}) {
    EXPECT_TRUE(json.contains(name)) << name;
  }
  for (const auto* name : {"unit", "role", "channel", "eta_seconds", "aed"}) {
    EXPECT_TRUE(json["responders"][0].contains(name)) << name;
  }
  EXPECT_EQ(json["factors"].size(), 5u);
  EXPECT_EQ(json["rules"], (Json{{"name", "akutthjelper-2019-draft"}, {"version", "2019-06-19"}}));
  EXPECT_EQ(recommendation_json(answer),
            recommendation_json(*town.session()->recommend(town.incident, kPolicy, town.now)));
}

TEST(Recommendation, ANewSchemeKeepsTheRoads) {
  Town town;
  const auto folder = std::filesystem::temp_directory_path() / "kjede-roads-once";
  std::filesystem::create_directories(folder);
  const auto file = (folder / "town.opl").string();
  std::ofstream(file) << one_road();
  RoadChoice roads;
  roads.file = file;
  auto first = RecommendSession::open(town.scheme, town.rules, roads, town.now, town.progress);
  ASSERT_TRUE(first) << first.error().front().message;
  std::filesystem::remove_all(folder);  // what is not there cannot be read again
  town.unit("brann-2", "brann", 1);
  auto second = RecommendSession::open_on_roads_of(**first, town.scheme, town.rules, town.now);
  ASSERT_TRUE(second);
  const auto before = *(*first)->recommend(town.incident, kPolicy, town.now);
  const auto after = *(*second)->recommend(town.incident, kPolicy, town.now);
  first->reset();  // the roads stay as long as anyone uses them
  EXPECT_EQ((*second)->scheme().units.size(), town.scheme.units.size());
  ASSERT_TRUE(before.ordinary.front().arrival && after.ordinary.front().arrival);
  EXPECT_FALSE(after.ordinary.front().arrival->straight_line);
  EXPECT_EQ(before.ordinary.front().arrival->seconds, after.ordinary.front().arrival->seconds);
  EXPECT_EQ(recommendation_json(*(*second)->recommend(town.incident, kPolicy, town.now)), recommendation_json(after));
}

TEST(Recommendation, IsReadableInBothLanguages) {
  Town town;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  EXPECT_EQ(recommendation_text(answer, "nb", false, 0),
            "Hendelse i1: policy kjede, regler akutthjelper-2019-draft 2019-06-19. Tidsgevinst 17:33\n\n"
            "enhet          oppgave        kanal          framme (80 %)  gevinst\n"
            "─────────────  ─────────────  ──────  ────────────────────  ───────\n"
            "A1             ambulanse              ~21:15 (10:51–31:39)\n"
            "Enhet brann-1  til pasienten  110        ~3:42 (2:13–5:11)    17:33\n"
            "Enhet korps-1  til pasienten  direct     ~5:03 (2:55–7:11)    16:12\n"
            "\n! Ankomsttidene er regnet i luftlinje, uten vei.\n");
  EXPECT_NE(recommendation_text(answer, "en", false, 0).find("to the patient"), std::string::npos);
}

TEST(Recommendation, KnowsWhoIsOutAndWhoRefused) {
  Town town;
  dispatch::MissionBoard board;
  const auto session = town.session();
  const auto first = *session->recommend(town.incident, kPolicy, town.now);
  const auto alerted = *alert_step(first, town.incident, board, {.recorder = "op3"}, town.now);
  for (const auto& event : alerted) board.apply(event);
  session->take(board);
  auto other = town.incident;
  other.id = "i2";
  auto answer = *session->recommend(other, kPolicy, town.now);
  EXPECT_TRUE(answer.responders.empty());
  ASSERT_EQ(answer.not_eligible.size(), 2u);
  EXPECT_EQ(answer.not_eligible[0].reason.en, "on another incident");
  EXPECT_FALSE(answer.ordinary[0].free);
  const auto refused = dispatch::MissionEvent{
      dispatch::EventKind::refused, "i1", "brann-1", town.now, "amk", town.now, "op3", Json::object()};
  board.apply(refused);
  session->take(board);
  answer = *session->recommend(town.incident, kPolicy, town.now + std::chrono::seconds(40));
  EXPECT_TRUE(answer.responders.empty());  // korps-1 is on it
  EXPECT_EQ(answer.not_eligible[0].reason.en, "refused or did not answer");
}

TEST(Recommendation, IsJudgedAnewAfterMidnight) {
  Town town;
  town.scheme.agreements[0].to = kDay;
  const auto session = town.session();
  EXPECT_EQ(session->recommend(town.incident, kPolicy, town.now)->responders.size(), 2u);
  const auto later = session->recommend(town.incident, kPolicy, town.now + std::chrono::hours(12));
  ASSERT_EQ(later->responders.size(), 1u);
  EXPECT_EQ(later->responders[0].unit, "korps-1");
}

TEST(Recommendation, IsFhirToo) {
  Town town;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  const auto bundle = Json::parse(recommendation_fhir(answer, town.incident));
  EXPECT_EQ(bundle["resourceType"], "Bundle");
  std::string kinds;
  for (const auto& entry : bundle["entry"]) kinds += entry["resource"]["resourceType"].get<std::string>() + " ";
  EXPECT_EQ(kinds, "Location ServiceRequest Task Task Task ");
  const auto& request = bundle["entry"][1]["resource"];
  EXPECT_EQ(request["priority"], "stat");
  EXPECT_EQ(bundle["entry"][2]["resource"]["basedOn"][0]["reference"],
            "urn:kjede:ServiceRequest:" + request["id"].get<std::string>());
}

TEST(Alert, IsOneStepThatTheMissionAccepts) {
  Town town;
  const dispatch::MissionBoard board;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  const auto events = *alert_step(answer, town.incident, board, {.recorder = "op3"}, town.now);
  EXPECT_EQ(said(events),
            "incident_opened \nrecommended \nordinary_alerted A1\nresponder_alerted brann-1\n"
            "responder_alerted korps-1\n");
  EXPECT_EQ(events[1].fields["factors"].size(), 5u);
  EXPECT_EQ(events[3].fields["content"], "full");
  const auto decided = board.decide(events);
  ASSERT_TRUE(decided) << base::render(decided.error());
  EXPECT_EQ(decided->size(), 5u);
}

// The order sent again writes nothing: everybody it means is out.
TEST(Alert, RepeatedMakesNoStep) {
  Town town;
  town.resource("A2", ResourceKind::ambulance, 20);
  const auto session = town.session();
  dispatch::MissionBoard board;
  const auto order = [&](const AlertOrder& wanted, int seconds) {
    session->take(board);
    const auto now = town.now + std::chrono::seconds(seconds);
    return *alert_step(*session->recommend(town.incident, kPolicy, now), town.incident, board, wanted, now);
  };
  const auto first = order({.recorder = "op3"}, 0);
  EXPECT_EQ(alert_key(first, board), alert_key(order({.recorder = "op4"}, 2), board));  // two who order at once
  for (const auto& event : first) board.apply(event);
  EXPECT_EQ(said(order({.recorder = "op3"}, 5)), "");
  EXPECT_EQ(said(order({.recorder = "op3", .ordinary = {"A1"}, .responders = {"brann-1"}}, 5)), "");
  // one of the two ambulances is lost: one is lacking, and the key is another
  board.apply({dispatch::EventKind::ordinary_cancelled, "i1", "A1", town.now, "amk", town.now, "op3", Json::object()});
  const auto second = order({.recorder = "op3"}, 60);
  EXPECT_EQ(said(second), "recommended \nordinary_alerted A1\n");
  EXPECT_NE(alert_key(first, board), alert_key(second, board));
}

TEST(Alert, AnIncidentIsReadBackFromItsFirstEvent) {
  Town town;
  town.incident.rural = true;
  town.incident.talkgroup = "TG-7";
  town.incident.initiator = "lvs";
  town.incident.priority = dispatch::Priority::urgent;
  town.incident.municipality = "0301";
  town.incident.conscious = town.incident.breathing_normally = false;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  const auto events = *alert_step(answer, town.incident, {}, {.recorder = "op3"}, town.now);
  const auto back = incident_of(events[0]);
  EXPECT_EQ(back.id, town.incident.id);
  EXPECT_EQ(back.place, town.incident.place);
  EXPECT_EQ(back.indication, town.incident.indication);
  EXPECT_EQ(back.received, town.incident.received);
  EXPECT_TRUE(back.rural);
  EXPECT_EQ(back.talkgroup, "TG-7");
  EXPECT_EQ(back.initiator, "lvs");
  EXPECT_EQ(back.purpose, "life_saving");
  EXPECT_EQ(back.priority, dispatch::Priority::urgent);
  EXPECT_EQ(back.municipality, "0301");
  EXPECT_EQ(back.conscious, false);
  EXPECT_EQ(back.breathing_normally, false);
  dispatch::MissionEvent bare = events[0];
  bare.fields = Json::object();
  EXPECT_FALSE(dispatch::is_place(incident_of(bare).place));
}

TEST(Alert, GoesByAChannelThatIsNotSecureOnlyStripped) {
  Town town;
  town.scheme.agreements[1].channel = "other";
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  const auto events = *alert_step(answer, town.incident, {}, {.recorder = "op3"}, town.now);
  EXPECT_EQ(events[4].fields["secure"], false);
  EXPECT_EQ(events[4].fields["content"], "stripped");
  EXPECT_TRUE(dispatch::MissionBoard().decide(events));
}

TEST(Alert, RefusesWithoutAFreeOrdinaryResource) {
  Town town;
  town.scheme.resources[0].state = dispatch::ResourceState::at_scene;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  const auto events = alert_step(answer, town.incident, {}, {.recorder = "op3"}, town.now);
  ASSERT_FALSE(events);
  EXPECT_EQ(base::render(events.error()),
            "error[KJ1216]: no ordinary resource is free (R60)\n"
            "  = divert one, or ask the neighbouring centre, and name it with --ordinary\n");
  const auto named = alert_step(answer, town.incident, {}, {.recorder = "op3", .ordinary = {"nabo-1"}}, town.now);
  EXPECT_EQ(said(*named),
            "incident_opened \nrecommended \nordinary_alerted nabo-1\nresponder_alerted brann-1\n"
            "responder_alerted korps-1\n");
}

TEST(Alert, SaysWhenNobodyOrOnlySomeAreAlerted) {
  Town town;
  const auto answer = *town.session()->recommend(town.incident, kPolicy, town.now);
  auto events =
      alert_step(answer, town.incident, {}, {.recorder = "op3", .no_responders = "innringer er lege"}, town.now);
  EXPECT_EQ(said(*events), "incident_opened \nrecommended \nordinary_alerted A1\nnot_alerted \n");
  events = alert_step(answer, town.incident, {}, {.recorder = "op3", .responders = {"korps-1"}}, town.now);
  EXPECT_EQ(said(*events), "incident_opened \nrecommended \nordinary_alerted A1\nresponder_alerted korps-1\n");
  events = alert_step(answer, town.incident, {}, {.recorder = "op3", .responders = {"politi"}}, town.now);
  EXPECT_EQ(base::render(events.error()),
            "error[KJ0961]: 'politi' was not recommended for this incident\n"
            "  = choose among the recommended and the reserves; the others are not eligible\n");
}

TEST(IncidentFile, ReadsItsOwnForm) {
  const auto reading = read_incident(
      source(R"({"incident": "i7", "lon": 10.75, "lat": 59.91, "indication": "A.06.01", "priority": "urgent",
                 "received": "2026-05-17T14:00:00+02:00", "conscious": false, "rural": true})"),
      {});
  ASSERT_TRUE(reading) << base::render(reading.error());
  EXPECT_EQ(reading->incident.id, "i7");
  EXPECT_EQ(base::to_string(reading->incident.received), "2026-05-17T12:00:00Z");
  EXPECT_EQ(reading->incident.conscious, false);
  EXPECT_FALSE(reading->incident.breathing_normally);
}

TEST(IncidentFile, SaysAllThatIsWrongAtOnce) {
  const auto reading = read_incident(
      source(R"({"lon": "x", "lat": 59, "indikation": "a", "received": "2026-05-17T14:00", "conscious": "no"})"), {});
  ASSERT_FALSE(reading);
  EXPECT_EQ(base::render(reading.error()),
            "error[KJ0960]: 'incident' is missing\n"
            "error[KJ0960]: 'indication' is missing\n"
            "error[KJ0960]: 'lon' must be a number\n"
            "error[KJ0960]: 'conscious' must be true, false or null (not known)\n"
            "error[KJ0960]: 'received' needs a time with its offset\n"
            "  = write it as 2026-05-17T14:00:00+02:00\n"
            "error[KJ0960]: unknown member 'indikation'\n  = did you mean 'indication'?\n");
}

TEST(IncidentFile, ReadsAnEidoAndTakesNoPerson) {
  const auto reading =
      read_incident(source(R"({"$id": "urn:emergency:uid:incidentid:a56:bcf.example", "eidoVersion": "1.0",
                 "callComponent": [{"callStartTimestamp": "2021-04-30T14:40:00.0-04:00"}],
                 "locationComponent": [{"locationByValue": "<gml:Point><gml:pos>59.91 10.75</gml:pos></gml:Point>"}],
                 "personComponent": [{"personIncidentRoleRegistryText": ["Caller"]}]})"),
                    {});
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->eido);
  EXPECT_EQ(reading->incident.id, "a56:bcf.example");
  EXPECT_EQ(reading->incident.place, (dispatch::Place{10.75, 59.91}));
  EXPECT_EQ(base::to_string(reading->incident.received), "2021-04-30T18:40:00Z");
}

TEST(IncidentFile, ReadsAPlace) {
  EXPECT_EQ(*read_place("10.75,59.91"), (dispatch::Place{10.75, 59.91}));
  for (const auto* wrong : {"", "10", "a,b", "10.75 59.91", "10,95", "nan,1"}) EXPECT_FALSE(read_place(wrong)) << wrong;
}

}  // namespace
}  // namespace kjede::service
