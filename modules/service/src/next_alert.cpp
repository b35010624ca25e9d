#include "kjede/service/next_alert.hpp"

#include <fmt/format.h>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

std::string text_in(const text::Json& fields, const char* name) {
  const auto found = fields.find(name);
  return found != fields.end() && found->is_string() ? found->get<std::string>() : std::string();
}

dispatch::Priority priority_of(const std::string& name) {
  if (name == "planned") return dispatch::Priority::planned;
  return name == "urgent" ? dispatch::Priority::urgent : dispatch::Priority::acute;
}

dispatch::Incident incident_of(const dispatch::MissionEvent& opened) {
  const auto& fields = opened.fields;
  dispatch::Incident incident;
  incident.id = opened.incident;
  incident.place = {fields["lon"].get<double>(), fields["lat"].get<double>()};
  incident.indication = text_in(fields, "indication");
  incident.municipality = text_in(fields, "municipality");
  incident.priority = priority_of(text_in(fields, "priority"));
  incident.initiator = text_in(fields, "initiator");
  incident.purpose = text_in(fields, "purpose");
  incident.in_hospital = fields.value("in_hospital", false);
  incident.received = opened.occurred;
  return incident;
}

}  // namespace

base::Result<dispatch::Incident> logged_incident(const ResponderLog& log, const std::string& id) {
  KJEDE_ASSIGN(const auto events, log.events(id));
  for (const auto& [seq, key, event] : events) {
    if (event.kind != dispatch::EventKind::incident_opened) continue;
    const auto lon = event.fields.find("lon"), lat = event.fields.find("lat");
    const bool placed = lon != event.fields.end() && lon->is_number() && lat != event.fields.end() && lat->is_number();
    if (!placed)
      return base::fail(codes::bad_incident, fmt::format("'{}' has no position", id), "give it one with the alert");
    return incident_of(event);
  }
  return base::fail(codes::bad_incident, fmt::format("the log has no incident '{}'", id));
}

base::Result<std::vector<dispatch::MissionEvent>> next_alert(RecommendSession& session,
                                                             const dispatch::ResponderPolicy& policy,
                                                             const ResponderLog& log, const std::string& id,
                                                             const AlertOrder& order, base::Instant now) {
  KJEDE_ASSIGN(const auto incident, logged_incident(log, id));
  bool considered = false;
  log.look([&](const dispatch::MissionBoard& board) {
    session.take(board);
    const auto* mission = board.find(id);
    considered = mission != nullptr && mission->considered;
  });
  KJEDE_ASSIGN(const auto answer, session.recommend(incident, policy, now));
  if (considered && answer.responders.empty()) return std::vector<dispatch::MissionEvent>();
  std::optional<base::Result<std::vector<dispatch::MissionEvent>>> events;
  bool covered = false;  // an ordinary resource is on its way, or there
  log.look([&](const dispatch::MissionBoard& board) {
    const auto* mission = board.find(id);
    covered = considered && mission != nullptr && mission->has_ordinary();
    events = alert_step(answer, incident, board, order, now);
  });
  const auto is_more = [](const dispatch::MissionEvent& event) {
    return event.kind == dispatch::EventKind::ordinary_alerted;
  };
  if (*events && covered) std::erase_if(**events, is_more);  // another responder is wanted, not another ambulance
  return *std::move(events);
}

}  // namespace kjede::service
