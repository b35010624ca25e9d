#include "kjede/service/responder_missions.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "kjede/dispatch/mission.hpp"
#include "kjede/text/csv_writer.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::MissionEvent;
using text::Json;

std::string text_of(const Json& fields, const char* name) {
  const auto found = fields.find(name);
  return found != fields.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool lists(const Json& fields, const char* name, std::string_view wanted) {
  const auto found = fields.find(name);
  if (found == fields.end() || !found->is_array()) return false;
  return std::any_of(found->begin(), found->end(), [&](const Json& each) { return each == wanted; });
}

// What the state machine does not keep.
struct Care {
  std::string group;
  bool told = false, cpr = false, aed_attached = false, shock = false;
  std::optional<bool> follow_up;
};

struct Incident {
  dispatch::Mission mission;
  std::string municipality;
  bool suspected_arrest = false;
  std::map<std::string, Care> care;
};

void take_care(Care& care, const MissionEvent& event, const char* list) {
  care.told = true;
  care.cpr = care.cpr || lists(event.fields, list, "cpr");
  care.shock = care.shock || lists(event.fields, list, "shock");
  care.aed_attached = care.aed_attached || care.shock || lists(event.fields, list, "aed_attached");
}

void take(Incident& incident, const MissionEvent& event) {
  dispatch::apply(incident.mission, event);
  switch (event.kind) {
    case EventKind::incident_opened: incident.municipality = text_of(event.fields, "municipality"); break;
    case EventKind::recommended: {
      const auto factors = event.fields.find("factors");
      if (factors == event.fields.end() || !factors->is_object()) break;
      const auto arrest = factors->find("suspected_arrest");
      if (arrest != factors->end() && arrest->is_boolean() && arrest->get<bool>()) incident.suspected_arrest = true;
      break;
    }
    case EventKind::responder_alerted: incident.care[event.unit].group = text_of(event.fields, "group"); break;
    case EventKind::care_given: take_care(incident.care[event.unit], event, "actions"); break;
    case EventKind::handed_over: take_care(incident.care[event.unit], event, "care"); break;
    case EventKind::follow_up: {
      const auto offered = event.fields.find("offered");
      if (offered != event.fields.end() && offered->is_boolean())
        incident.care[event.unit].follow_up = offered->get<bool>();
      break;
    }
    default: break;
  }
}

std::optional<base::Instant> first(std::optional<base::Instant> a, const std::optional<base::Instant>& b) {
  return !a || (b && *b < *a) ? b : a;
}

bool is_arrest(const Incident& incident) {
  return incident.suspected_arrest || incident.mission.indication == "unconscious_not_breathing";
}

class Rows {
 public:
  explicit Rows(std::string amk) : amk_(std::move(amk)) {
    csv_.row({"mission_row",      "incident_id",      "amk",          "municipality",    "indication",
              "suspected_arrest", "initiator",        "in_hospital",  "call_received",   "decided",
              "ordinary_alerted", "ordinary_arrived", "unit_id",      "responder_group", "channel",
              "outcome",          "alerted",          "acknowledged", "mobile",          "arrived",
              "own_arrival",      "handed_over",      "cpr",          "aed_attached",    "shocked",
              "follow_up"});
  }

  void add(const std::string& id, const Incident& incident) {
    std::optional<base::Instant> alerted, arrived;
    for (const auto& [name, unit] : incident.mission.units) {
      if (unit.role != dispatch::UnitRole::ordinary) continue;
      alerted = first(alerted, unit.alerted);
      arrived = first(arrived, unit.arrived);
    }
    bool any = false;
    for (const auto& [name, unit] : incident.mission.units) {
      if (unit.role != dispatch::UnitRole::responder) continue;
      any = true;
      start(id + "/" + name, id, incident, alerted, arrived);
      const auto care = incident.care.find(name);
      add_unit(name, unit, care == incident.care.end() ? Care{} : care->second);
    }
    if (any) return;
    start(id + "/-", id, incident, alerted, arrived);
    csv_.empty().empty().empty().text("not_alerted");
    for (int i = 0; i < 10; ++i) csv_.empty();
    csv_.end_row();
  }

  std::string take() { return csv_.take(); }

 private:
  void time(const std::optional<base::Instant>& at) { at ? csv_.text(base::to_string(*at)) : csv_.empty(); }
  void yes_no(bool known, bool value) { known ? csv_.text(value ? "yes" : "no") : csv_.empty(); }

  void start(const std::string& row, const std::string& id, const Incident& incident,
             const std::optional<base::Instant>& alerted, const std::optional<base::Instant>& arrived) {
    const auto& mission = incident.mission;
    csv_.text(row).text(id).text(amk_).text(incident.municipality).text(mission.indication);
    csv_.text(is_arrest(incident) ? "yes" : "no").text(mission.initiator).text(mission.in_hospital ? "yes" : "no");
    csv_.text(base::to_string(mission.opened_at));
    time(mission.decided);
    time(alerted);
    time(arrived);
  }

  void add_unit(const std::string& name, const dispatch::UnitOnMission& unit, const Care& care) {
    csv_.text(name).text(care.group).text(unit.channel).text(to_string(unit.progress));
    for (const auto& at :
         {unit.alerted, unit.acknowledged, unit.mobile, unit.arrived, unit.own_arrival, unit.handed_over})
      time(at);
    yes_no(care.told, care.cpr);
    yes_no(care.told, care.aed_attached);
    yes_no(care.told, care.shock);
    yes_no(care.follow_up.has_value(), care.follow_up.value_or(false));
    csv_.end_row();
  }

  std::string amk_;
  text::CsvWriter csv_;
};

// Of all responders that came before the ambulance; nothing known of any: told stays false.
Care care_before(const Incident& incident, const std::optional<base::Instant>& ambulance) {
  Care all;
  for (const auto& [name, unit] : incident.mission.units) {
    const auto care = incident.care.find(name);
    const bool earlier = unit.arrived && (!ambulance || *unit.arrived < *ambulance);
    if (unit.role != dispatch::UnitRole::responder || !earlier || care == incident.care.end()) continue;
    all.told = all.told || care->second.told;
    all.cpr = all.cpr || care->second.cpr;
    all.aed_attached = all.aed_attached || care->second.aed_attached;
    all.shock = all.shock || care->second.shock;
  }
  return all;
}

std::map<std::string, Incident> incidents_of(const std::vector<NumberedEvent>& events) {
  std::map<std::string, Incident> incidents;
  for (const auto& each : events) take(incidents[each.event.incident], each.event);
  std::erase_if(incidents, [](const auto& named) { return !named.second.mission.opened; });
  return incidents;
}

}  // namespace

std::vector<ArrestRow> arrest_rows(const std::vector<NumberedEvent>& events, const std::string& ambulance_service) {
  const auto zone = base::TimeZone::find("Europe/Oslo");
  const auto time = [](const std::optional<base::Instant>& at) { return at ? base::to_string(*at) : std::string(); };
  std::vector<ArrestRow> rows;
  for (const auto& [id, incident] : incidents_of(events)) {
    const auto& mission = incident.mission;
    if (!is_arrest(incident) || mission.in_hospital) continue;
    std::optional<base::Instant> alerted, arrived;
    for (const auto& [name, unit] : mission.units) {
      if (unit.role != dispatch::UnitRole::ordinary) continue;
      alerted = first(alerted, unit.alerted);
      arrived = first(arrived, unit.arrived);
    }
    const auto care = care_before(incident, arrived);
    const auto told = [&](const char* yes, bool value, const char* no) { return !care.told ? "" : value ? yes : no; };
    rows.push_back({id, base::to_string(zone->local_date(mission.opened_at)), ambulance_service, "yes",
                    time(mission.opened_at), time(alerted), time(arrived), told("yes", care.cpr, "no"),
                    told("first_responder", care.aed_attached, ""), told("yes", care.shock, "")});
  }
  return rows;
}

std::string arrest_register_csv(const std::vector<ArrestRow>& rows) {
  text::CsvWriter csv;
  for (const auto name : arrest_columns) csv.text(name);
  csv.end_row();
  for (const auto& row : rows) {
    for (const auto& cell : row) csv.text(cell);
    csv.end_row();
  }
  return csv.take();
}

std::string mission_register_csv(const std::vector<NumberedEvent>& events, const std::string& amk) {
  Rows rows(amk);
  for (const auto& [id, incident] : incidents_of(events)) rows.add(id, incident);
  return rows.take();
}

}  // namespace kjede::service
