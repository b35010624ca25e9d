// For the data protection officer: who looked, what came in, do the chains hold, what is shown and is it safe.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "body.hpp"
#include "kjede/service/access.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/oversight.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using Json = nlohmann::ordered_json;

Response told(const base::Result<std::string>& text) {
  return text ? json_answer(200, *text) : error_answer(500, text.error());
}

// A reading that cannot be logged is refused: read_log writes before it answers. `subject` is a pseudonym or a
// register.
Response whole_log(SiteState& site, const Call& call) {
  const auto purpose = call.query("purpose");
  if (purpose.empty())
    return error_answer(400, service::codes::no_purpose, "nobody looks into the log without a reason", "say ?purpose=");
  auto answer = service::read_log(*site.records, {call.who.user, purpose, now()}, std::nullopt);
  if (!answer) return error_answer(503, answer.error());
  const auto subject = call.query("subject");
  if (!subject.empty())
    std::erase_if(answer->entries, [&](const store::AccessEntry& entry) { return entry.subject != subject; });
  return json_answer(200, service::to_json(*answer));
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

// What came in by import, and what was given out, the newest first.
Response deliveries(SiteState& site) {
  const auto batches = site.records->batches();
  const auto log = store::read_access(site.records->database());
  if (!batches || !log) return error_answer(500, batches ? log.error() : batches.error());
  std::vector<std::pair<std::string, Json>> all;
  for (const auto& batch : *batches) {
    const auto when = base::to_string(batch.recorded);
    all.emplace_back(when, Json{{"recorded", when},
                                {"action", "import"},
                                {"subject", batch.register_id},
                                {"detail", batch.source},
                                {"hits", batch.rows}});
  }
  for (const auto& entry : *log) {
    const bool out = entry.action == "export" || entry.action == "publish" || entry.action == "link";
    const auto when = base::to_string(entry.recorded);
    if (out)
      all.emplace_back(when, Json{{"recorded", when},
                                  {"actor", entry.actor},
                                  {"action", entry.action},
                                  {"subject", entry.subject},
                                  {"purpose", entry.purpose},
                                  {"detail", entry.detail},
                                  {"hits", entry.hits}});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  Json list = Json::array();
  for (auto& one : all) list.push_back(std::move(one.second));
  return json_answer(200, Json{{"schema_version", 1}, {"deliveries", std::move(list)}}.dump() + "\n");
}

Json chain_json(const char* id, bool ok, std::int64_t entries, const std::string& head, std::int64_t first_bad,
                const std::string& reason) {
  return {{"id", id},
          {"ok", ok},
          {"entries", entries},
          {"head", head},
          {"first_bad", first_bad == 0 ? Json(nullptr) : Json(first_bad)},
          {"reason", reason.empty() ? Json(nullptr) : Json(reason)}};
}

Response verify(SiteState& site) {
  const auto access = service::verify_log(*site.records, "");
  if (!access) return error_answer(500, access.error());
  const auto missions = site.missions->verify();
  if (!missions) return error_answer(500, missions.error());
  const auto& chain = missions->chain;
  const auto breaches = missions->breaches.empty() ? chain.reason : std::string("an alert without an ambulance");
  const Json json{
      {"schema_version", 1},
      {"ok", access->ok() && missions->ok()},
      {"chains",
       {chain_json("access_log", access->ok(), access->head.length, service::head_text(access->head), access->first_bad,
                   access->reason),
        chain_json("missions", missions->ok(), chain.head.length, chain.head.hash, chain.first_bad, breaches)}}};
  return json_answer(200, json.dump() + "\n");
}

}  // namespace

void add_privacy_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, Work work, std::vector<QueryParameter> query,
                         std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/privacy" + std::move(pattern),
               .roles = only(Role::data_protection),
               .work = work,
               .query = std::move(query),
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  route(Method::get, "/access-log", Work::store,
        {{"purpose", Kind::text, "why; without it there is no answer"},
         {"subject", Kind::text, "a pseudonym or a register"}},
        0, "who looked at whom and why; this reading is logged",
        [&site](const Call& call) { return whole_log(site, call); });
  route(Method::post, "/access-log", Work::store, {}, 4096, "what concerns one person: {identifier, reason}; logged",
        [&site](const Call& call) { return log_of_person(site, call); });
  route(Method::get, "/deliveries", Work::store, {}, 0, "what was brought in, when, from which file",
        [&site](const Call&) { return deliveries(site); });
  route(Method::get, "/verify", Work::store, {}, 0, "whether the chains of the access log and of the missions hold",
        [&site](const Call&) { return verify(site); });
  route(Method::get, "/published", Work::compute, {}, 0,
        "what is shown and masked, and that no masked count can be derived",
        [&site](const Call&) { return told(service::published_proof(*site.catalog, *site.compute_records)); });
}

}  // namespace kjede::server
