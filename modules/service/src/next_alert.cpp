#include "kjede/service/next_alert.hpp"

#include <fmt/format.h>

#include "kjede/service/codes.hpp"

namespace kjede::service {
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
