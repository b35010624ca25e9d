// Who should be sent, and the one step that alerts them, with the ambulance always in it.

#include "body.hpp"
#include "dispatch_answers.hpp"
#include "kjede/dispatch/responder_policy.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/server/log.hpp"
#include "kjede/service/alert.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/incident_file.hpp"
#include "kjede/service/responder_steps.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/service/scheme.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr const char* kPolicy = "kjede";

base::Result<dispatch::Incident> read_asked(std::string text) {
  const auto file = std::make_shared<const base::SourceFile>(base::SourceFile{"body", std::move(text)});
  KJEDE_ASSIGN(auto reading, service::read_incident(file, now()));
  if (!reading.has_place) {
    return base::fail(service::codes::bad_incident, "the incident has an address but no position",
                      "give a position too");
  }
  if (reading.incident.indication.empty()) reading.incident.indication = "unclear_vital_failure";
  return std::move(reading.incident);
}

base::Result<dispatch::Recommendation> advise(SiteState& site, service::RecommendSession& advisor,
                                              const dispatch::Incident& incident) {
  KJEDE_ASSIGN(const auto policy, dispatch::responder_policy(kPolicy));
  const std::scoped_lock lock(site.desk->advising);
  site.desk->picture.give(advisor);
  site.missions->look([&](const dispatch::MissionBoard& board) { advisor.take(board); });
  return advisor.recommend(incident, policy, now());
}

Response recommend(SiteState& site, const Call& call) {
  const auto advisor = site.advisor.get();
  if (advisor == nullptr) return no_scheme();
  const auto incident = read_asked(call.request.body);
  if (!incident) return error_answer(400, incident.error());
  const auto answer = advise(site, *advisor, *incident);
  return answer ? json_answer(200, service::recommendation_json(*answer)) : error_answer(422, answer.error());
}

std::vector<std::string> names(Body& body, const Json& alert, const char* member) {
  const auto found = alert.find(member);
  if (found == alert.end()) return {};
  std::vector<std::string> out;
  const auto fault = [&] { body.fault(std::string("alert.") + member, "is no list of names"); };
  if (!found->is_array()) return fault(), out;
  for (const auto& one : *found) {
    if (!one.is_string() || one.get_ref<const std::string&>().empty()) return fault(), out;
    out.push_back(one.get<std::string>());
  }
  return out;
}

service::AlertOrder read_alert(Body& body, const std::string& recorder) {
  service::AlertOrder order{.recorder = recorder};
  const auto& alert = body.value("alert");
  if (!alert.is_object()) return body.fault("alert", alert.is_null() ? "is missing" : "is no object"), order;
  order.ordinary = names(body, alert, "ordinary");
  order.responders = names(body, alert, "responders");
  for (const auto& [name, value] : alert.items()) {
    if (name == "ordinary" || name == "responders") continue;
    if (name != "no_responders") {
      body.fault("alert", "has a member that is not known here");
    } else if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
      body.fault("alert.no_responders", "is no reason");
    } else {
      order.no_responders = value.get<std::string>();
    }
  }
  if (!order.no_responders.empty() && !order.responders.empty())
    body.fault("alert.no_responders", "stands beside responders that are to be alerted");
  return order;
}

struct Asked {
  dispatch::Incident incident;
  service::AlertOrder order;
};

base::Result<Asked> read_order(const Call& call) {
  KJEDE_ASSIGN(auto body, Body::read(call.request));
  Asked asked;
  asked.order = read_alert(body, call.who.user);
  const auto& incident = body.value("incident");
  if (!incident.is_object()) body.fault("incident", incident.is_null() ? "is missing" : "is no object");
  const auto text = incident.dump();
  KJEDE_TRY(body.done());
  KJEDE_ASSIGN(asked.incident, read_asked(text));
  return asked;
}

struct AlertStep {
  std::vector<dispatch::MissionEvent> events;  // none: everybody it means is alerted already
  std::string key;
};

base::Result<AlertStep> step_of(SiteState& site, const Asked& asked, const dispatch::Recommendation& answer) {
  dispatch::MissionBoard board;
  site.missions->look([&](const dispatch::MissionBoard& now_going) { board = now_going; });
  KJEDE_ASSIGN(auto events, service::alert_step(answer, asked.incident, board, asked.order, now()));
  auto key = service::alert_key(events, board);
  return AlertStep{std::move(events), std::move(key)};
}

// Null when the catalog has no scheme or the store's is empty.
base::Result<std::shared_ptr<service::RecommendSession>> make_advisor(const SiteState& site,
                                                                      store::RecordStore& records) {
  auto rules = service::load_rules(site.options.workspace.catalog, "");
  auto scheme = service::load_scheme(records, *site.catalog, std::nullopt);
  if (!rules || !scheme) log_event("scheme", "the catalog has no scheme that can be read; nothing is recommended");
  if (!rules || !scheme || scheme->resources.empty()) return std::shared_ptr<service::RecommendSession>();
  if (const auto before = site.advisor.get(); before != nullptr) {  // the roads are read once
    KJEDE_ASSIGN(auto next,
                 service::RecommendSession::open_on_roads_of(*before, *std::move(scheme), *std::move(rules), now()));
    return std::shared_ptr<service::RecommendSession>(std::move(next));
  }
  std::optional<service::RoadChoice> roads;
  if (!site.options.roads.empty()) roads.emplace().file = site.options.roads;
  base::NoProgress silence;
  KJEDE_ASSIGN(auto session,
               service::RecommendSession::open(*std::move(scheme), *std::move(rules), roads, now(), silence));
  return std::shared_ptr<service::RecommendSession>(std::move(session));
}

}  // namespace

Response no_scheme() {
  return error_answer(404, codes::not_found, "the store has no scheme to recommend from",
                      "import the registers of the scheme: `kjede responders import`");
}

// The step is made from what is recommended now; a key that is known answers before that, for those alerted would not
// be recommended again.
Response alert_incident(SiteState& site, const Call& call) {
  const auto asked = read_order(call);
  if (!asked) return error_answer(400, asked.error());
  if (const auto key = idempotency_key(call); !key.empty()) {
    if (const auto before = site.missions->written_before(key)) return json_answer(200, service::to_json(*before));
  }
  const auto advisor = site.advisor.get();
  if (advisor == nullptr) return no_scheme();
  const auto answer = advise(site, *advisor, asked->incident);
  if (!answer) return error_answer(422, answer.error());
  auto step = step_of(site, *asked, *answer);
  if (!step) return error_answer(409, step.error());
  if (step->events.empty()) return json_answer(200, service::to_json(service::nothing_written()));
  return propose(site, call, std::move(step->events), step->key);
}

base::Result<void> open_advisor(SiteState& site, store::RecordStore& records) {
  KJEDE_ASSIGN(auto advisor, make_advisor(site, records));
  site.advisor.set(std::move(advisor));
  return {};
}

void add_recommend_route(RouteTable& table, SiteState& site) {
  table.add({.method = Method::post,
             .pattern = "/api/v1/dispatch/recommend",
             .roles = only(Role::dispatcher),
             .work = Work::dispatch,
             .body_limit = std::size_t{64} << 10U,
             .summary = "who should be sent to an incident, and why not the others; writes nothing",
             .handler = [&site](const Call& call) { return recommend(site, call); }});
}

}  // namespace kjede::server
