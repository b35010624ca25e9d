#include "dispatch_order.hpp"

#include <filesystem>

#include "kjede/service/codes.hpp"
#include "kjede/service/incident_file.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/service/scheme.hpp"
#include "verb_road.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

base::Result<dispatch::Incident> incident_of(const RecommendOrder& order, base::Instant when) {
  dispatch::Incident incident;
  incident.id = order.incident;
  incident.received = when;
  bool has_place = true;
  if (is_incident_file(order.place)) {
    auto file = std::make_shared<base::SourceFile>();
    file->path = order.place;
    KJEDE_ASSIGN(file->text, read_input(order.place));
    KJEDE_ASSIGN(auto reading, service::read_incident(file, when));
    has_place = reading.has_place;
    incident = std::move(reading.incident);
    if (!order.position.empty()) {
      KJEDE_ASSIGN(incident.place, service::read_place(order.position));
      has_place = true;
    }
  } else {
    KJEDE_ASSIGN(incident.place, service::read_place(order.place));
  }
  if (!has_place) {
    return base::fail(service::codes::bad_incident, "the incident has an address but no position",
                      "Kjede has no register of addresses: look the address up and give --place LON,LAT");
  }
  if (!order.indication.empty()) incident.indication = order.indication;
  if (incident.indication.empty()) incident.indication = "unclear_vital_failure";
  if (!order.municipality.empty()) incident.municipality = order.municipality;
  if (!order.police_reason.empty()) incident.police_reason = order.police_reason;
  if (order.rural) incident.rural = true;
  return incident;
}

std::string witness_of(const Session& session, const LogOrder& order) {
  if (!order.witness.empty()) return order.witness;
  const bool server = session.store.starts_with("postgresql://") || session.store.starts_with("postgres://");
  return server ? "kjede.events-head" : session.store + ".events-head";
}

// "unit=LON,LAT" or "unit=LON,LAT@2026-05-17T14:00:00Z".
base::Result<void> put(service::RecommendSession& session, const std::string& position, base::Instant when) {
  const auto equals = position.find('=');
  const auto at = position.find('@');
  if (equals == std::string::npos) {
    return base::fail(service::codes::bad_incident, "'" + position + "' is no position",
                      "write UNIT=LON,LAT, and @TIME when it is not of now");
  }
  const auto stop = at == std::string::npos ? position.size() : at;
  KJEDE_ASSIGN(const auto place, service::read_place(position.substr(equals + 1, stop - equals - 1)));
  if (at != std::string::npos) {
    KJEDE_ASSIGN(when, moment_of(position.substr(at + 1)));
  }
  return session.place(position.substr(0, equals), place, when);
}

}  // namespace

void describe_log(CLI::App& verb, LogOrder& order) {
  verb.add_option("--witness", order.witness,
                  "file for the head of the log, best on another machine (default: STORE.events-head)");
}

base::Result<std::unique_ptr<service::ResponderLog>> open_log(const Session& session, const LogOrder& order,
                                                              store::Mode mode) {
  return service::ResponderLog::open({session.store, witness_of(session, order), mode});
}

dispatch::MissionBoard DispatchRoom::missions() const {
  dispatch::MissionBoard out;
  log->look([&](const auto& board) { out = board; });
  return out;
}

base::Result<DispatchRoom> open_room(const Session& session, const LogOrder& order, store::Mode mode) {
  DispatchRoom room;
  KJEDE_ASSIGN(room.workspace, open_workspace(session, mode));
  KJEDE_ASSIGN(room.log,
               service::ResponderLog::open(*room.workspace.records, {session.store, witness_of(session, order), mode}));
  return room;
}

base::Result<base::Instant> moment_of(const std::string& at) {
  if (at.empty()) return now();
  const auto wall = base::parse_wall_time(at);
  if (wall && wall->offset) return base::Instant(wall->local.time_since_epoch() - *wall->offset);
  return base::fail(service::codes::bad_period, "'" + at + "' is no time with an offset",
                    "write 2026-05-17T14:00:00+02:00");
}

bool is_incident_file(const std::string& place) { return place == "-" || place.ends_with(".json"); }

void describe_recommendation(CLI::App& verb, RecommendOrder& order) {
  verb.add_option("PLACE", order.place,
                  "LON,LAT of the patient, or the incident as JSON (own form or EIDO); - for standard input")
      ->required();
  verb.add_option("--place", order.position, "LON,LAT of the patient, when the JSON has an address only");
  verb.add_option("--incident", order.incident, "its name, when PLACE is LON,LAT")->capture_default_str();
  verb.add_option("--indication", order.indication,
                  "unconscious_not_breathing, severe_injury, unclear_vital_failure, or a code of the medical index");
  verb.add_option("--municipality", order.municipality, "number of the municipality, for the agreements' areas");
  verb.add_flag("--rural", order.rural, "the policy's rural radius");
  verb.add_option("--police", order.police_reason, "ask the police too, by 112: the reason");
  verb.add_option("--policy", order.policy, "how many, how far, which roles; an unknown name lists them")
      ->capture_default_str();
  verb.add_flag("--warn-lapsed", order.warn, "lapsed skills and equipment are warnings, and do not exclude");
  verb.add_option("--rules", order.rules, "rule set of the catalog, or a file (default: the catalog's first)");
  verb.add_option("--at", order.at, "time of the decision, with offset (default: now)");
  verb.add_option("--position", order.positions, "where a unit is: UNIT=LON,LAT[@TIME]; may be repeated");
  verb.add_option("--road", order.roads.file, "road file or OSM extract (default: straight lines)");
  verb.add_option("--time", order.roads.time, "free, day, rush, night or winter");
}

base::Result<Asked> ask(const Session& session, const RecommendOrder& order, const DispatchRoom& room) {
  KJEDE_ASSIGN(const auto when, moment_of(order.at));
  Asked asked;
  KJEDE_ASSIGN(asked.incident, incident_of(order, when));
  KJEDE_ASSIGN(auto policy, dispatch::responder_policy(order.policy));
  if (order.warn) policy.lapsed = dispatch::Lapsed::warn;
  KJEDE_ASSIGN(auto rules, service::load_rules(session.catalog, order.rules));
  KJEDE_ASSIGN(auto scheme, service::load_scheme(*room.workspace.records, room.workspace.catalog, std::nullopt));
  const auto roads = order.roads.file.empty() ? std::nullopt : std::optional(order.roads);
  KJEDE_ASSIGN(const auto ready,
               service::RecommendSession::open(std::move(scheme), std::move(rules), roads, when, progress(session)));
  ready->take(room.missions());
  for (const auto& position : order.positions) KJEDE_TRY(put(*ready, position, when));
  KJEDE_ASSIGN(asked.answer, ready->recommend(asked.incident, policy, when));
  return asked;
}

}  // namespace kjede::app
