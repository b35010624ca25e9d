// The dispatcher's view: the board, incidents and their events, all through the mission log's own steps.

#include <nlohmann/json.hpp>

#include "dispatch_answers.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/service/responder_steps.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr std::size_t kLongestKey = 200;

Response board(SiteState& site) {
  const auto text = service::board_json(*site.missions, site.opened, now(), site.desk->beside());
  return text ? json_answer(200, *text) : error_answer(500, text.error());
}

Response timeline(SiteState& site, const Call& call) {
  const auto events = site.missions->events(call.at("incident"));
  if (!events) return error_answer(500, events.error());
  if (events->empty()) return not_found();
  return json_answer(200, service::timeline_json(*events));
}

void tell(SiteState& site, const std::string& incident) {
  const Json news{{"incident", incident}};
  site.hub.publish("board", news.dump(),
                   [](const EventStream& stream) { return (stream.roles() & only(Role::dispatcher)) != 0; });
}

// The event or events of the body, all of this incident.
base::Result<std::vector<dispatch::MissionEvent>> read_events(const Call& call, const std::string& incident) {
  const auto file = std::make_shared<const base::SourceFile>(base::SourceFile{"body", call.request.body});
  KJEDE_ASSIGN(auto json, text::parse_json(file));
  auto& list = json.is_object() && json.contains("events") ? json["events"] : json;
  if (list.is_object()) list = Json::array({list});
  for (auto& event : list) {
    if (event.is_object() && !event.contains("incident")) event["incident"] = incident;
  }
  const auto filled = std::make_shared<const base::SourceFile>(base::SourceFile{"body", list.dump()});
  KJEDE_ASSIGN(auto events, service::read_step(filled, now(), call.who.user));
  if (events.empty()) return base::fail(codes::bad_body, "the step holds no event", "send one, or {\"events\": […]}");
  for (const auto& event : events) {
    if (event.incident != incident)
      return base::fail(codes::bad_body, "an event of the step is of another incident", "one incident a step");
  }
  return events;
}

Response add_events(SiteState& site, const Call& call) {
  auto events = read_events(call, call.at("incident"));
  return events ? propose(site, call, *std::move(events)) : error_answer(400, events.error());
}

std::string incident_named(const Json& body) {
  const auto& list = body.contains("events") ? body["events"] : body;
  const auto& first = list.is_array() && !list.empty() ? list.front() : list;
  return first.is_object() && first.contains("incident") && first["incident"].is_string()
             ? first["incident"].get<std::string>()
             : std::string();
}

Response open_incident(SiteState& site, const Call& call) {
  const auto file = std::make_shared<const base::SourceFile>(base::SourceFile{"body", call.request.body});
  const auto json = text::parse_json(file);
  if (!json) return error_answer(400, json.error());
  const auto own = json->is_object() ? json->find("incident") : json->end();
  if (json->is_object() && (json->contains("alert") || (own != json->end() && own->is_object())))
    return alert_incident(site, call);
  auto events = read_events(call, json->is_object() || json->is_array() ? incident_named(*json) : "");
  return events ? propose(site, call, *std::move(events)) : error_answer(400, events.error());
}

}  // namespace

std::string idempotency_key(const Call& call) {
  const auto given = std::string(call.request.header("idempotency-key"));
  return given.empty() ? given : call.who.user + "\x1f" + given;
}

// The same key again gives the same answer and writes nothing. What the rules refuse is a conflict.
Response propose(SiteState& site, const Call& call, std::vector<dispatch::MissionEvent> events,
                 const std::string& own_key) {
  const auto incident = events.front().incident;
  if (call.request.header("idempotency-key").size() > kLongestKey)
    return error_answer(400, codes::bad_request, "the idempotency key is too long");
  const auto given = idempotency_key(call);
  const auto key = !given.empty() ? given : !own_key.empty() ? own_key : service::step_key(events);
  const auto written = site.missions->propose(key, std::move(events));
  if (!written) return error_answer(409, written.error());
  if (!written->receipt.repeated) tell(site, incident);
  return json_answer(written->receipt.repeated ? 200 : 201, service::to_json(*written));
}

void add_dispatch_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/dispatch" + std::move(pattern),
               .roles = only(Role::dispatcher),
               .work = Work::dispatch,
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  constexpr std::size_t kBody = 256U << 10U;
  route(Method::get, "/board", 0, "missions that are open or were in the last hours",
        [&site](const Call&) { return board(site); });
  route(Method::post, "/incidents", kBody,
        "open an incident: the events of its first step, or {incident, alert} to alert as recommended; Idempotency-Key",
        [&site](const Call& call) { return open_incident(site, call); });
  route(Method::get, "/incidents/{incident}/events", 0, "the timeline of an incident",
        [&site](const Call& call) { return timeline(site, call); });
  route(Method::post, "/incidents/{incident}/events", kBody,
        "a step of the mission: one event or several, all or none; Idempotency-Key",
        [&site](const Call& call) { return add_events(site, call); });
}

}  // namespace kjede::server
