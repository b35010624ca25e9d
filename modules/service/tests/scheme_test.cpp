// The first-responder scheme from files to judgement, on both databases.

#include "kjede/service/scheme.hpp"

#include "kjede/service/forms.hpp"
#include "kjede/service/measure.hpp"
#include "kjede/service/responder_missions.hpp"
#include "scheme_fixture.hpp"

namespace kjede::service {
namespace {

using kjede::testing::said;

const base::Date kDay = base::make_date(2026, 5, 17);

class SchemeTest : public SchemeStoreTest {};

TEST_P(SchemeTest, AnEmptyStoreHasAnEmptyScheme) {
  const auto scheme = load_scheme(*records_, shipped(), std::nullopt);
  ASSERT_EQ(said(scheme), "ok");
  EXPECT_TRUE(scheme->units.empty() && scheme->aeds.empty() && scheme->resources.empty());
}

TEST_P(SchemeTest, LintFindsTheFaultsOfTheDemonstrationAndNoOthers) {
  const auto faults = bring_demonstration(kDay);
  ASSERT_GE(faults.size(), 15u);
  std::multiset<std::string> expected, found;
  for (const auto& fault : faults) expected.insert(fault.subject + " " + fault.id + " " + fault.requirement);
  const auto answer = lint({}, kDay);
  for (const auto& finding : answer->findings)
    found.insert(std::string(to_string(finding.subject)) + " " + finding.id + " " + finding.requirement);
  EXPECT_EQ(found, expected);
  EXPECT_EQ(answer->scheme.units.size(), 75u);
  EXPECT_EQ(answer->scheme.responders.size(), 300u);
  EXPECT_EQ(answer->scheme.aeds.size(), 60u);
  EXPECT_EQ(answer->scheme.resources.size(), 40u);
}

TEST_P(SchemeTest, NothingIsFoundWhereNothingIsWrongAndLaterMuch) {
  bring_demonstration(kDay, false);
  EXPECT_TRUE(lint({}, kDay)->findings.empty());
  const auto later = lint({.as_of = {}, .on = "2027-05-17"}, kDay);
  EXPECT_EQ(later->day, base::make_date(2027, 5, 17));
  EXPECT_GT(later->findings.size(), 3000u);  // 300 persons, 12 skills each, all but those of the last fortnight
}

TEST_P(SchemeTest, AsOfIsTheRegisterAsItWas) {
  const auto head =
      std::string("organisation_id;updated;name;responder_group;party;procedures;procedures_review;follow_up\n");
  const auto first =
      write("responder_organisation.csv", head + "o1;2026-01-02;Sund brann;fire;municipality;P1;2027-01-01;yes\n");
  EXPECT_EQ(bring("responder_organisation", first, base::Instant(base::make_date(2026, 1, 2))),
            "1 new, 0 changed, 0 unchanged, 0 rejected");
  const auto second = write("responder_organisation.csv", head + "o1;2026-02-01;Sund brann;fire;municipality;;;yes\n");
  EXPECT_EQ(bring("responder_organisation", second, base::Instant(base::make_date(2026, 2, 1))),
            "0 new, 1 changed, 0 unchanged, 0 rejected");
  const auto has = [&](const std::string& day) {
    const auto answer = lint({.as_of = day, .on = {}}, kDay);
    return std::any_of(answer->findings.begin(), answer->findings.end(),
                       [](const auto& finding) { return finding.requirement == "R67"; });
  };
  EXPECT_FALSE(has("2026-01-15"));
  EXPECT_TRUE(has("2026-02-02"));
}

TEST_P(SchemeTest, RefusesPoliceAndUnitsWithoutAPlace) {
  const auto police = write("responder_organisation.csv",
                            "organisation_id;updated;name;responder_group\no1;2026-01-02;Sund lensmann;police\n");
  EXPECT_EQ(bring("responder_organisation", police, base::Instant(kDay)),
            "0 new, 0 changed, 0 unchanged, 1 rejected; KJ0523 : Police cannot be part of the scheme (R21); ask "
            "police by 112 in the single case");
  const auto unit = write("responder_unit.csv",
                          "unit_id;updated;name;organisation_id;lon;lat\nu1;2026-01-02;Sund 1;o1;;60,1\n"
                          "u2;2026-01-02;Sund 2;o1;5,1;95\n");
  EXPECT_EQ(bring("responder_unit", unit, base::Instant(kDay)).substr(0, 43),
            "0 new, 0 changed, 0 unchanged, 2 rejected; ");
}

TEST_P(SchemeTest, FindsUnitsWithoutInsurance) {
  const auto unit = write("responder_unit.csv",
                          "unit_id;updated;name;organisation_id;lon;lat;terminal;talkgroup\n"
                          "u1;2026-01-02;Sund 1;o1;5,1;60,1;T1;TG1\n");
  bring("responder_unit", unit, base::Instant(kDay));
  const auto answer = lint({.as_of = {}, .on = {}, .unit = "u1"}, kDay);
  ASSERT_GE(answer->findings.size(), 2u);
  EXPECT_EQ(answer->findings[0].requirement, "R08");
  EXPECT_EQ(answer->findings[1].requirement, "R92");
  EXPECT_EQ(answer->units.at(0).blocked_by, std::vector<std::string>{"R08"});
}

TEST_P(SchemeTest, SaysWhichUnitsThereAreWhenOneIsNot) {
  const auto wrong =
      lint_scheme(shipped(), *records_, draft(), {.as_of = {}, .on = {}, .unit = "u9"}, base::Instant(kDay));
  EXPECT_EQ(said(wrong), "KJ0930: there is no unit 'u9'; `kjede responders list` shows the units");
  const auto day = lint_scheme(shipped(), *records_, draft(), {.as_of = {}, .on = "17.5.2026"}, base::Instant(kDay));
  EXPECT_EQ(said(day), "KJ0931: '17.5.2026' is no day; write it as 2026-12-31");
}

TEST_P(SchemeTest, KnowsAFilesRegisterByItsName) {
  const auto files =
      scheme_files({"a/synthetic-responder_skill.csv", "responder.csv", "x.aed.ndjson", "b.aed.csv"}, "");
  ASSERT_EQ(said(files), "ok");
  ASSERT_EQ(files->size(), 3u);
  EXPECT_EQ((*files)[0].register_id, "responder");
  EXPECT_EQ((*files)[1].register_id, "responder_skill");
  EXPECT_EQ((*files)[2].paths, (std::vector<std::string>{"b.aed.csv", "x.aed.ndjson"}));
  EXPECT_EQ(said(scheme_files({"list.csv"}, "")).substr(0, 66),
            "KJ0940: the name of 'list.csv' does not tell its register; name it");
  EXPECT_EQ(said(scheme_files({"list.csv"}, "patients")).substr(0, 53),
            "KJ0940: 'patients' is no register of the scheme; name");
  EXPECT_EQ(rejects_of("out/r.csv", "aed", true), "out/r.aed.csv");
  EXPECT_EQ(rejects_of("out/r.csv", "aed", false), "out/r.csv");
  EXPECT_EQ(rejects_of("", "aed", true), "");
}

TEST_P(SchemeTest, StatusIsARegisterOfItsOwn) {
  bring_demonstration(kDay);
  const auto status = write("status.csv", status_csv(*lint({}, kDay), "AMK Bergen"));
  EXPECT_EQ(bring("responder_status", status, base::Instant(kDay)), "300 new, 0 changed, 0 unchanged, 0 rejected");
  const auto measured =
      measure(shipped(), *records_, {.indicators = {"responder_practice"}, .levels = {"nation"}, .year = "2026"});
  ASSERT_EQ(said(measured), "ok");
  ASSERT_EQ(measured->results.size(), 1u);
  EXPECT_EQ(measured->results[0].denominator, 300);
  EXPECT_EQ(measured->results[0].numerator, 296);  // three lapsed, one never practised the tourniquet
}

// ---- the mission log as a register --------------------------------------------------------------------------------

dispatch::MissionEvent event(dispatch::EventKind kind, std::string incident, std::string unit, int minute,
                             text::Json fields = text::Json::object()) {
  const auto at = base::Instant(kDay) + std::chrono::hours(12) + std::chrono::minutes(minute);
  return {kind, std::move(incident), std::move(unit), at, "amk", at, "op1", std::move(fields)};
}

std::vector<NumberedEvent> missions() {
  using enum dispatch::EventKind;
  const text::Json opened{
      {"initiator", "amk"},       {"purpose", "life_saving"}, {"indication", "unconscious_not_breathing"},
      {"priority", "acute"},      {"in_hospital", false},     {"municipality", "Sund"},
      {"caller", "Kari Nordmann"}};
  const text::Json alert{{"channel", "110"}, {"group", "fire"}};
  std::vector<NumberedEvent> out;
  const auto add = [&](dispatch::MissionEvent each) {
    out.push_back({static_cast<std::int64_t>(out.size()) + 1, "k", std::move(each)});
  };
  add(event(incident_opened, "i1", "", 0, opened));
  add(event(recommended, "i1", "", 1));
  add(event(ordinary_alerted, "i1", "amb1", 1));
  add(event(responder_alerted, "i1", "sund_1", 2, alert));
  add(event(responder_alerted, "i1", "sund_2", 2, alert));
  add(event(refused, "i1", "sund_2", 3, {{"reason", "Kari Nordmann er syk"}}));
  add(event(acknowledged, "i1", "sund_1", 3));
  add(event(arrived, "i1", "sund_1", 7));
  add(event(arrived, "i1", "amb1", 12));
  add(event(
      handed_over, "i1", "sund_1", 13,
      {{"to", "amb1"}, {"own_arrival", "2026-05-17T12:07:00Z"}, {"care", {"cpr", "shock"}}, {"deviations", "ingen"}}));
  add(event(ended, "i1", "sund_1", 20, {{"identity", "S81"}}));
  add(event(incident_opened, "i2", "", 60, opened));
  add(event(ordinary_alerted, "i2", "amb2", 61));
  add(event(not_alerted, "i2", "", 61, {{"reason", "no time gain"}}));
  return out;
}

TEST_P(SchemeTest, ExportsMissionsWithoutPersons) {
  const auto csv = mission_register_csv(missions(), "AMK Bergen");
  EXPECT_EQ(
      csv,
      "mission_row,incident_id,amk,municipality,indication,suspected_arrest,initiator,in_hospital,call_received,"
      "decided,ordinary_alerted,ordinary_arrived,unit_id,responder_group,channel,outcome,alerted,acknowledged,mobile,"
      "arrived,own_arrival,handed_over,cpr,aed_attached,shocked,follow_up\n"
      "i1/sund_1,i1,AMK Bergen,Sund,unconscious_not_breathing,yes,amk,no,2026-05-17T12:00:00Z,2026-05-17T12:01:00Z,"
      "2026-05-17T12:01:00Z,2026-05-17T12:12:00Z,sund_1,fire,110,ended,2026-05-17T12:02:00Z,2026-05-17T12:03:00Z,,"
      "2026-05-17T12:07:00Z,2026-05-17T12:07:00Z,2026-05-17T12:13:00Z,yes,yes,yes,\n"
      "i1/sund_2,i1,AMK Bergen,Sund,unconscious_not_breathing,yes,amk,no,2026-05-17T12:00:00Z,2026-05-17T12:01:00Z,"
      "2026-05-17T12:01:00Z,2026-05-17T12:12:00Z,sund_2,fire,110,refused,2026-05-17T12:02:00Z,,,,,,,,,\n"
      "i2/-,i2,AMK Bergen,Sund,unconscious_not_breathing,yes,amk,no,2026-05-17T13:00:00Z,,2026-05-17T13:01:00Z,,,,,"
      "not_alerted,,,,,,,,,,\n");
  EXPECT_EQ(csv.find("Kari"), std::string::npos);
  EXPECT_EQ(csv.find("S81"), std::string::npos);
}

TEST_P(SchemeTest, MeasuresTheSchemeFromItsLog) {
  const auto file = write("responder_mission.csv", mission_register_csv(missions(), "AMK Bergen"));
  EXPECT_EQ(bring("responder_mission", file, base::Instant(kDay)), "3 new, 0 changed, 0 unchanged, 0 rejected");
  MeasureQuery query{
      .indicators = {"responder_alerted", "responder_first", "responder_answer", "responder_documentation"},
      .levels = {"nation"},
      .year = "2026"};
  query.unmasked = true;
  const auto measured = measure(shipped(), *records_, query);
  ASSERT_EQ(said(measured), "ok");
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;
  for (const auto& each : measured->results) counts[each.indicator] = {each.numerator, each.denominator};
  EXPECT_EQ(counts["responder_alerted"], std::pair(std::int64_t{1}, std::int64_t{2}));
  EXPECT_EQ(counts["responder_first"], std::pair(std::int64_t{1}, std::int64_t{1}));
  EXPECT_EQ(counts["responder_answer"], std::pair(std::int64_t{1}, std::int64_t{2}));
  EXPECT_EQ(counts["responder_documentation"], std::pair(std::int64_t{1}, std::int64_t{1}));
}

TEST_P(SchemeTest, TellsTheArrestRegisterWhatRespondersDid) {
  const auto csv = arrest_register_csv(arrest_rows(missions(), "Helse Bergen"));
  EXPECT_EQ(csv,
            "event_id,arrest_date,ambulance_service,unconscious_not_breathing,call_received,ambulance_dispatched,"
            "ambulance_on_scene,first_responder_cpr,aed_attached_by,shocked_before_ems\n"
            "i1,2026-05-17,Helse Bergen,yes,2026-05-17T12:00:00Z,2026-05-17T12:01:00Z,2026-05-17T12:12:00Z,yes,"
            "first_responder,yes\n"
            "i2,2026-05-17,Helse Bergen,yes,2026-05-17T13:00:00Z,2026-05-17T13:01:00Z,,,,\n");
  EXPECT_EQ(bring("ohca", write("ohca.csv", csv), base::Instant(kDay)), "2 new, 0 changed, 0 unchanged, 0 rejected");
  MeasureQuery query{.indicators = {"aed_responder_ohca", "aed_shocked_ohca"}, .levels = {"nation"}, .year = "2026"};
  query.unmasked = true;
  const auto measured = measure(shipped(), *records_, query);
  ASSERT_EQ(said(measured), "ok");
  ASSERT_EQ(measured->results.size(), 2u);
  for (const auto& each : measured->results) {
    EXPECT_EQ(each.numerator, 1) << each.indicator;
    EXPECT_EQ(each.denominator, each.indicator == "aed_responder_ohca" ? 2 : 1) << each.indicator;
  }
}

// A form that came after the export: nothing of it is lost, whatever way the missions take into the register.
TEST_P(SchemeTest, LeavesInTheArrestRegisterWhatFormsHaveSaid) {
  const auto form = write("form.csv",
                          "event_id,arrest_date,ambulance_service,call_received,first_responder_cpr,rosc_any,age\n"
                          "i1,2026-05-17,Helse Bergen,2026-05-17T11:59:00Z,no,yes,71\n");
  EXPECT_EQ(bring("ohca", form, base::Instant(kDay)), "1 new, 0 changed, 0 unchanged, 0 rejected");
  const auto rows = arrest_rows(missions(), "Helse Bergen");
  const auto without = unregistered(shipped(), *records_, rows);
  ASSERT_EQ(said(without), "ok");
  ASSERT_EQ(without->size(), 1u);
  EXPECT_EQ((*without)[0][0], "i2");
  const auto filled = fill_arrests(shipped(), *records_, rows, base::Instant(kDay));
  ASSERT_EQ(said(filled), "ok");
  EXPECT_EQ(to_text(*filled, false),
            "ohca: 1 new, 1 filled, 0 unchanged, 0 rejected\n"
            "the form says otherwise, and counts: i1: call_received\n"
            "the form says otherwise, and counts: i1: first_responder_cpr\n");
  const auto& reg = *shipped().find_register("ohca");
  const auto now = current_record(shipped(), *records_, reg, "i1", {{Role::secretariat, ""}});
  ASSERT_EQ(said(now), "ok");
  const auto& values = (*now)->values;
  EXPECT_EQ(values["age"], 71);
  EXPECT_EQ(values["rosc_any"], "yes");
  EXPECT_EQ(values["first_responder_cpr"], "no");
  EXPECT_EQ(values["aed_attached_by"], "first_responder");
  EXPECT_EQ(values["ambulance_on_scene"], "2026-05-17T12:12:00Z");
  const auto again = fill_arrests(shipped(), *records_, rows, base::Instant(kDay));
  EXPECT_EQ(again->unchanged, 2);
  EXPECT_EQ(again->created + again->filled, 0);
}

KJEDE_BOTH_ADAPTERS(SchemeTest);

}  // namespace
}  // namespace kjede::service
