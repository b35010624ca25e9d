#pragma once
// The mission log as rows of the register `responder_mission`, which the scheme's indicators are measured from, and of
// the cardiac-arrest register `ohca`.
//
//   print(service::mission_register_csv(*log->events(), "amk_bergen"));

#include <array>
#include <string>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/service/responder_log.hpp"

namespace kjede::service {

// CSV that `kjede import responder_mission` takes: one row per responder unit alerted on an incident, one without a
// unit for an incident where none was. Times in UTC. An allow-list like that for organisations: no person, no free
// text, no place finer than the municipality. `amk`: the centre whose log it is. Care is read from the actions cpr,
// aed_attached and shock of care_given and handed_over.
std::string mission_register_csv(const std::vector<NumberedEvent>& events, const std::string& amk);

// What the log knows of a suspected arrest outside hospital, for the register ohca: the call, the ambulance's times and
// what first responders did before it. What is not told is empty; care of a responder that came no earlier than the
// ambulance is not told as before it.
inline constexpr std::array<std::string_view, 10> arrest_columns{
    "event_id",        "arrest_date",          "ambulance_service",  "unconscious_not_breathing",
    "call_received",   "ambulance_dispatched", "ambulance_on_scene", "first_responder_cpr",
    "aed_attached_by", "shocked_before_ems"};
using ArrestRow = std::array<std::string, arrest_columns.size()>;
std::vector<ArrestRow> arrest_rows(const std::vector<NumberedEvent>& events, const std::string& ambulance_service);

// CSV that `kjede import ohca` takes. An import replaces whole records, so only of arrests that no form has come for.
std::string arrest_register_csv(const std::vector<ArrestRow>& rows);

// Those that the register has no record of.
base::Result<std::vector<ArrestRow>> unregistered(const catalog::Catalog& catalog, store::RecordStore& records,
                                                  std::vector<ArrestRow> rows);

// Puts them into the register: new records, and into those that are there only what they lack. What a form has said
// stays, also where the log says something else: such fields are named.
struct FilledRegister {
  int created = 0, filled = 0, unchanged = 0;
  std::vector<std::string> differing;  // "incident: variable"
  std::vector<std::string> rejected;   // "incident: reason", by the register's own rules
};
base::Result<FilledRegister> fill_arrests(const catalog::Catalog& catalog, store::RecordStore& records,
                                          const std::vector<ArrestRow>& rows, base::Instant now);
std::string to_text(const FilledRegister& filled, bool norwegian);
std::string to_json(const FilledRegister& filled);

}  // namespace kjede::service
