#include "scheme_rows.hpp"

#include <fmt/format.h>

#include <array>

namespace kjede::demo::scheme {
namespace {

constexpr std::string_view kProcedures = "Prosedyrer for akutthjelpere v3";

std::string_view yes_no(bool value) { return value ? "yes" : "no"; }

Cell maybe(std::string_view text) { return text.empty() ? Cell{} : Cell{text}; }

}  // namespace

base::Result<void> Rows::organisations() {
  static constexpr std::array<std::string_view, 9> columns{"organisation_id",   "updated",   "name",
                                                           "responder_group",   "party",     "procedures",
                                                           "procedures_review", "follow_up", "status"};
  KJEDE_TRY(sink_.begin({"responder_organisation", columns}));
  for (const auto& each : plan_.organisations) {
    const std::string_view party = each.group == Group::volunteer ? "voluntary_organisation"
                                   : each.company                 ? "intermunicipal_company"
                                                                  : "municipality";
    KJEDE_TRY(
        sink_.row(std::array<Cell, 9>{each.id, days(-30), each.name, group_names[static_cast<std::size_t>(each.group)],
                                      party, kProcedures, days(each.review_due ? -20 : 300), yes_no(true), "active"}));
  }
  return sink_.end();
}

base::Result<void> Rows::agreement(const Organisation& with) {
  const bool volunteers = with.group == Group::volunteer;
  const std::string_view party = volunteers     ? "voluntary_organisation"
                                 : with.company ? "intermunicipal_company"
                                                : "municipality";
  const std::string_view channel = (with.group == Group::fire) == !with.other_channel ? "via_110" : "direct";
  const auto id = with.agreement();
  const auto text = [&](std::string_view item, std::string_view words) {
    return with.agreement_lacks == item ? Cell{} : Cell{words};
  };
  return sink_.row(std::array<Cell, 22>{id,
                                        days(-30),
                                        with.id,
                                        "health_trust",
                                        party,
                                        days(-400),
                                        days(with.agreement_ended ? -15 : 700),
                                        channel,
                                        text("conditions", "vedlegg 1"),
                                        text("competence", "vedlegg 2"),
                                        text("equipment", "vedlegg 3"),
                                        text("channel", "punkt 4"),
                                        text("procedures", kProcedures),
                                        text("training", "helseforetaket"),
                                        text("confidentiality", "punkt 7"),
                                        text("follow_up", "punkt 8"),
                                        text("costs", "punkt 9"),
                                        "unconscious_not_breathing|severe_injury|unclear_vital_failure",
                                        with.equipment_incomplete
                                            ? "aed|ventilation_mask|bleeding_control"
                                            : "aed|ventilation_mask|bleeding_control|heat_conservation",
                                        volunteers ? Cell{"Felles samarbeidsavtale 25.09.2018"} : Cell{},
                                        yes_no(!volunteers || with.wages_for_volunteers),
                                        yes_no(true)});
}

base::Result<void> Rows::agreements() {
  static constexpr std::array<std::string_view, 22> columns{
      "agreement_id",   "updated",        "organisation_id", "principal",       "provider",
      "valid_from",     "valid_to",       "channel",         "item_conditions", "item_competence",
      "item_equipment", "item_channel",   "item_procedures", "item_training",   "item_confidentiality",
      "item_follow_up", "item_costs",     "indications",     "equipment",       "framework",
      "wages",          "equipment_costs"};
  KJEDE_TRY(sink_.begin({"responder_agreement", columns}));
  for (const auto& each : plan_.organisations) KJEDE_TRY(agreement(each));
  return sink_.end();
}

base::Result<void> Rows::units() {
  static constexpr std::array<std::string_view, 14> columns{
      "unit_id", "updated", "name",    "organisation_id", "agreement_id", "municipality", "lon",
      "lat",     "active",  "on_duty", "terminal",        "talkgroup",    "insurance",    "turnout_seconds"};
  KJEDE_TRY(sink_.begin({"responder_unit", columns}));
  int number = 0;
  for (const auto& each : plan_.units) {
    const auto& with = plan_.organisations[each.organisation];
    const auto agreement_id = with.agreement();
    const auto terminal = fmt::format("T{:05}", ++number);
    const auto talkgroup = each.no_talkgroup ? std::string() : fmt::format("TG-{}", slug(with.municipality));
    KJEDE_TRY(sink_.row(std::array<Cell, 14>{
        each.id, days(-5), each.name, with.id, agreement_id, with.municipality, degrees(each.at.lon),
        degrees(each.at.lat), yes_no(true), yes_no(each.on_duty), terminal, maybe(talkgroup),
        with.group == Group::volunteer ? "volunteer" : "occupational", std::int64_t{each.turnout}}));
  }
  return sink_.end();
}

base::Result<void> Rows::persons() {
  static constexpr std::array<std::string_view, 6> columns{"responder_id", "updated",      "unit_id",
                                                           "member",       "member_since", "status"};
  KJEDE_TRY(sink_.begin({"responder", columns}));
  for (const auto& each : plan_.persons) {
    const bool volunteer = plan_.organisations[plan_.units[each.unit].organisation].group == Group::volunteer;
    const bool member = volunteer && !each.no_member;
    KJEDE_TRY(sink_.row(std::array<Cell, 6>{each.id, days(-10), plan_.units[each.unit].id, yes_no(member),
                                            member ? Cell{days(-900)} : Cell{}, "active"}));
  }
  return sink_.end();
}

base::Result<void> Rows::skill(const Person& person, std::string_view name, base::Date completed,
                               std::uint64_t& number) {
  const auto id = fmt::format("K{:08}", ++number);
  return sink_.row(std::array<Cell, 6>{id, person.id, completed, name, kProcedures,
                                       name == "confidentiality" ? Cell{"L0001"} : Cell{}});
}

base::Result<void> Rows::skills() {
  static constexpr std::array<std::string_view, 6> columns{"skill_id", "responder_id", "completed",
                                                           "skill",    "procedures",   "confirmed_by"};
  static constexpr std::array<std::string_view, 12> practised{
      "airway_sitting", "airway_lying", "heimlich",        "recovery_position", "cpr_adult",  "cpr_child",
      "aed_adult",      "aed_child",    "direct_pressure", "pressure_bandage",  "tourniquet", "heat_conservation"};
  static constexpr std::array<std::string_view, 9> taught{
      "vital_signs", "life_saving_first_aid", "own_limits",        "routines", "nodnett", "triage",
      "advice",      "confidentiality",       "mental_preparation"};
  KJEDE_TRY(sink_.begin({"responder_skill", columns}));
  auto rng = root_.stream("skills");
  std::uint64_t number = 0;
  for (const auto& person : plan_.persons) {
    const auto evening = days(-15 - static_cast<int>(rng.below(320)));  // one evening of practice for all of it
    for (const auto name : practised) {
      if (person.never_tourniquet && name == "tourniquet") continue;
      const bool late = person.lapsed && name == "cpr_child";
      KJEDE_TRY(skill(person, name, late ? days(-420) : evening, number));
    }
    const auto course = days(-400 - static_cast<int>(rng.below(700)));
    for (const auto name : taught) {
      if (person.no_confidentiality && name == "confidentiality") continue;
      KJEDE_TRY(skill(person, name, course, number));
    }
  }
  return sink_.end();
}

base::Result<void> Rows::item(const Unit& unit, std::string_view what, base::Date expires, bool broken) {
  const auto id = fmt::format("{}_{}", unit.id, what);
  return sink_.row(std::array<Cell, 7>{id, days(-40), unit.id, what, expires, yes_no(!broken), "active"});
}

base::Result<void> Rows::equipment() {
  static constexpr std::array<std::string_view, 7> columns{"equipment_id", "updated",    "unit_id", "item",
                                                           "expires",      "in_service", "status"};
  KJEDE_TRY(sink_.begin({"responder_equipment", columns}));
  auto rng = root_.stream("equipment");
  for (const auto& unit : plan_.units) {
    const auto later = [&] { return days(60 + static_cast<int>(rng.below(900))); };
    const auto electrodes = later();
    KJEDE_TRY(item(unit, "aed", unit.aed_expired ? days(-12) : electrodes, false));
    KJEDE_TRY(item(unit, "ventilation_mask", later(), false));
    if (!unit.lacks_bleeding) KJEDE_TRY(item(unit, "bleeding_control", later(), false));
    KJEDE_TRY(item(unit, "heat_conservation", later(), false));
    if (!unit.oxygen) continue;
    KJEDE_TRY(item(unit, "oxygen", later(), false));
    KJEDE_TRY(item(unit, "pulse_oximeter", later(), false));
    if (!unit.no_oxygen_procedure) KJEDE_TRY(item(unit, "oxygen_procedure", later(), false));
  }
  return sink_.end();
}

base::Result<void> Rows::attestations() {
  static constexpr std::array<std::string_view, 6> columns{"attestation_id", "attested", "requirement",
                                                           "attested_by",    "evidence", "valid_to"};
  KJEDE_TRY(sink_.begin({"responder_attestation", columns}));
  for (const auto& requirement : options_.attested) {
    const bool lapsed = requirement == plan_.lapsed_attestation;
    const auto id = "erklaering_" + requirement;
    KJEDE_TRY(sink_.row(std::array<Cell, 6>{id, days(-200), requirement, "fagansvarlig lege (syntetisk)",
                                            "Internkontroll, kapittel 4", days(lapsed ? -1 : 165)}));
  }
  return sink_.end();
}

base::Result<void> Rows::resources() {
  static constexpr std::array<std::string_view, 8> columns{"resource_id", "updated", "kind", "station",
                                                           "state",       "lon",     "lat",  "position_time"};
  static constexpr std::array<std::string_view, 3> kinds{"ambulance", "doctor", "air"};
  static constexpr std::array<std::string_view, 7> states{"available",   "returning",   "alerted", "at_scene",
                                                          "to_hospital", "at_hospital", "off_duty"};
  static constexpr std::array<double, 3> of_kind{0.72, 0.24, 0.04};
  static constexpr std::array<double, 7> in_state{0.6, 0.08, 0.06, 0.1, 0.06, 0.04, 0.06};
  KJEDE_TRY(sink_.begin({"ordinary_resource", columns}));
  Scatter scatter(plan_.places, root_.stream("resource places"), 300);
  auto rng = root_.stream("resources");
  const int count = options_.resources * options_.scale;
  for (int i = 0; i < count; ++i) {
    const auto kind = i == 0 ? kinds[0] : kinds[rng.pick(of_kind)];
    const auto state = i == 0 ? states[0] : states[rng.pick(in_state)];
    const auto at = scatter.draw();
    const auto id = fmt::format("{}_{:04}", kind, i + 1);
    const auto station = fmt::format("{} stasjon", at.municipality);
    const auto noon = options_.day.time_since_epoch().count() * std::int64_t{86'400} + 43'200;
    KJEDE_TRY(sink_.row(std::array<Cell, 8>{id, options_.day, kind, station, state, degrees(at.lon), degrees(at.lat),
                                            Moment{noon - static_cast<std::int64_t>(rng.below(600))}}));
  }
  return sink_.end();
}

}  // namespace kjede::demo::scheme
