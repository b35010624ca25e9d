// For the data protection officer: who looked, what came in, do the chains hold, what is shown and is it safe.

#include <nlohmann/json.hpp>

#include "body.hpp"
#include "kjede/service/access.hpp"
#include "kjede/service/import.hpp"
#include "kjede/service/oversight.hpp"
#include "kjede/service/responder_steps.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* kOversight = "oversight";  // the purpose when none is stated: the officer's duty

Response told(const base::Result<std::string>& text) {
  return text ? json_answer(200, *text) : error_answer(500, text.error());
}

// A reading that cannot be logged is refused: read_log writes first.
Response whole_log(SiteState& site, const Call& call) {
  const auto answer = service::read_log(*site.records, {call.who.user, kOversight, now()}, std::nullopt);
  return answer ? json_answer(200, service::to_json(*answer)) : error_answer(503, answer.error());
}

// The number of a person stands in the body, never in an address.
Response log_of_person(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const base::Sensitive<std::string> identifier(body->text("identifier", 64));
  const auto reason = body->text("reason", 500);
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  const auto answer = service::read_log(*site.records, {call.who.user, reason, now()}, identifier);
  return answer ? json_answer(200, service::to_json(*answer)) : error_answer(400, answer.error());
}

Response deliveries(SiteState& site) {
  const auto batches = site.records->batches();
  return batches ? json_answer(200, service::batches_json(*batches)) : error_answer(500, batches.error());
}

Response verify(SiteState& site) {
  const auto access = service::verify_log(*site.records, "");
  if (!access) return error_answer(500, access.error());
  const auto missions = site.missions->verify();
  if (!missions) return error_answer(500, missions.error());
  auto json = Json{{"schema_version", 1},
                   {"ok", access->ok() && missions->ok()},
                   {"access_log", Json::parse(service::to_json(*access))},
                   {"missions", Json::parse(service::to_json(*missions))}};
  return json_answer(200, json.dump() + "\n");
}

}  // namespace

void add_privacy_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, Work work, std::size_t body, std::string summary,
                         Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/privacy" + std::move(pattern),
               .roles = only(Role::data_protection),
               .work = work,
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  route(Method::get, "/access-log", Work::store, 0, "who looked at whom and why; this reading is logged",
        [&site](const Call& call) { return whole_log(site, call); });
  route(Method::post, "/access-log", Work::store, 4096, "what concerns one person: {identifier, reason}; logged",
        [&site](const Call& call) { return log_of_person(site, call); });
  route(Method::get, "/deliveries", Work::store, 0, "what was brought in, when, from which file",
        [&site](const Call&) { return deliveries(site); });
  route(Method::get, "/verify", Work::store, 0, "whether the chains of the access log and of the missions hold",
        [&site](const Call&) { return verify(site); });
  route(Method::get, "/published", Work::compute, 0,
        "what is shown and masked, and that no masked count can be derived",
        [&site](const Call&) { return told(service::published_proof(*site.catalog, *site.compute_records)); });
}

}  // namespace kjede::server
