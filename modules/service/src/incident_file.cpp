#include "kjede/service/incident_file.hpp"

#include <fmt/format.h>

#include "kjede/service/codes.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::service {
namespace {

using text::Json;

class Reading {
 public:
  Reading(const Json& json, base::Instant now) : json_(json), now_(now) {}

  base::Result<IncidentReading> own() {
    auto& incident = reading_.incident;
    incident.id = text("incident", true);
    incident.indication = text("indication", true);
    incident.place = {number("lon"), number("lat")};
    reading_.has_place = true;
    if (problems_.empty() && !dispatch::is_place(incident.place)) {
      refuse("'lon' and 'lat' are no place on the globe", "give degrees: \"lon\": 10.75, \"lat\": 59.91");
    }
    incident.municipality = text("municipality", false);
    incident.talkgroup = text("talkgroup", false);
    incident.police_reason = text("police_reason", false);
    if (json_.contains("initiator")) incident.initiator = text("initiator", true);
    if (json_.contains("purpose")) incident.purpose = text("purpose", true);
    incident.in_hospital = flag("in_hospital").value_or(false);
    incident.rural = flag("rural").value_or(false);
    incident.conscious = flag("conscious");
    incident.breathing_normally = flag("breathing_normally");
    incident.priority = priority();
    incident.received = time("received");
    check_unknown();
    return result();
  }

  base::Result<IncidentReading> eido() {
    reading_.eido = true;
    auto& incident = reading_.incident;
    incident.id = text("$id", true);
    const auto colon = incident.id.find("incidentid:");
    if (colon != std::string::npos) incident.id = incident.id.substr(colon + 11);
    incident.received = now_;
    for (const auto& call : list("callComponent")) {
      const auto started = call.find("callStartTimestamp");
      if (started == call.end() || !started->is_string()) continue;
      const auto wall = base::parse_wall_time(started->get_ref<const std::string&>());
      if (wall && wall->offset) incident.received = base::Instant(wall->local.time_since_epoch() - *wall->offset);
      break;
    }
    for (const auto& location : list("locationComponent")) {
      const auto value = location.find("locationByValue");
      if (value != location.end() && value->is_string() && take_position(value->get_ref<const std::string&>())) break;
    }
    return result();
  }

 private:
  void refuse(std::string message, std::string suggestion = {}) {
    problems_.push_back(base::fail(codes::bad_incident, std::move(message), std::move(suggestion)).diagnostics.front());
  }

  const Json& list(const char* name) const {
    static const Json empty = Json::array();
    const auto found = json_.find(name);
    return found != json_.end() && found->is_array() ? *found : empty;
  }

  std::string text(const char* name, bool needed) {
    const auto found = json_.find(name);
    if (found == json_.end()) {
      if (needed) refuse(fmt::format("'{}' is missing", name));
      return {};
    }
    if (found->is_string() && !found->get_ref<const std::string&>().empty()) return found->get<std::string>();
    refuse(fmt::format("'{}' must be a text that is not empty", name));
    return {};
  }

  double number(const char* name) {
    const auto found = json_.find(name);
    if (found != json_.end() && found->is_number()) return found->get<double>();
    refuse(fmt::format("'{}' {}", name, found == json_.end() ? "is missing" : "must be a number"));
    return 0;
  }

  std::optional<bool> flag(const char* name) {
    const auto found = json_.find(name);
    if (found == json_.end() || found->is_null()) return {};
    if (found->is_boolean()) return found->get<bool>();
    refuse(fmt::format("'{}' must be true, false or null (not known)", name));
    return {};
  }

  dispatch::Priority priority() {
    const auto named = json_.contains("priority") ? text("priority", true) : std::string("acute");
    if (named == "urgent") return dispatch::Priority::urgent;
    if (named == "planned") return dispatch::Priority::planned;
    if (named != "acute" && !named.empty())
      refuse(fmt::format("there is no priority '{}'", named), "use acute, urgent or planned");
    return dispatch::Priority::acute;
  }

  base::Instant time(const char* name) {
    if (!json_.contains(name)) return now_;
    const auto wall = base::parse_wall_time(text(name, true));
    if (wall && wall->offset) return base::Instant(wall->local.time_since_epoch() - *wall->offset);
    refuse(fmt::format("'{}' needs a time with its offset", name), "write it as 2026-05-17T14:00:00+02:00");
    return now_;
  }

  void check_unknown() {
    static const std::vector<std::string> known{"incident",           "lon",          "lat",          "indication",
                                                "priority",           "received",     "initiator",    "purpose",
                                                "in_hospital",        "municipality", "rural",        "conscious",
                                                "breathing_normally", "talkgroup",    "police_reason"};
    for (const auto& [name, value] : json_.items()) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto near = base::nearest(name, known);
      refuse(fmt::format("unknown member '{}'", name), near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    }
  }

  // PIDF-LO: <gml:pos>latitude longitude</gml:pos>, whatever the prefix.
  bool take_position(std::string_view xml) {
    const auto end = xml.find("pos>");
    if (end == std::string_view::npos) return false;
    const auto text = xml.substr(end + 4, xml.find('<', end) - end - 4);
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return false;
    const auto lat = text::number_in(text.substr(0, space));
    auto rest = text.substr(space + 1);
    const auto lon = text::number_in(rest.substr(0, rest.find(' ')));
    if (!lat || !lon || !dispatch::is_place({*lon, *lat})) return false;
    reading_.incident.place = {*lon, *lat};
    reading_.has_place = true;
    return true;
  }

  base::Result<IncidentReading> result() {
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return std::move(reading_);
  }

  const Json& json_;
  base::Instant now_;
  IncidentReading reading_;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<IncidentReading> read_incident(const std::shared_ptr<const base::SourceFile>& file, base::Instant now) {
  KJEDE_ASSIGN(const auto json, text::parse_json(file));
  if (!json.is_object()) return base::fail(codes::bad_incident, "an incident is a JSON object");
  Reading reading(json, now);
  const bool eido = json.contains("eidoVersion") || json.contains("incidentComponent") || json.contains("$id");
  return eido ? reading.eido() : reading.own();
}

base::Result<dispatch::Place> read_place(std::string_view text) {
  const auto comma = text.find(',');
  const auto lon = comma == std::string_view::npos ? std::nullopt : text::number_in(text.substr(0, comma));
  const auto lat = comma == std::string_view::npos ? std::nullopt : text::number_in(text.substr(comma + 1));
  if (lon && lat && dispatch::is_place({*lon, *lat})) return dispatch::Place{*lon, *lat};
  return base::fail(codes::bad_incident, fmt::format("'{}' is no place", text),
                    "give longitude and latitude in degrees: 10.75,59.91");
}

}  // namespace kjede::service
