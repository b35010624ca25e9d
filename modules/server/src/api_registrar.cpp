// The registrar's workplace: what to do, forms, records with versions, drafts, imports.

#include <algorithm>

#include "body.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/service/access.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/forms.hpp"
#include "kjede/store/drafts.hpp"
#include "registrar_answers.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr Roles kRegistrars = Role::registrar | Role::secretariat;

const catalog::Register* register_of(const SiteState& site, const Call& call) {
  return site.catalog->find_register(call.at("register"));
}

base::Date today(const catalog::Register& reg) {
  const auto zone = base::TimeZone::find(reg.time_zone);
  return zone ? zone->local_date(now()) : base::Date{std::chrono::floor<std::chrono::days>(now())};
}

Response told(const base::Result<std::string>& text) {
  return text ? json_answer(200, *text) : error_answer(500, text.error());
}

// In an emergency one may look beyond one's units: the reason goes into the access log, for others to judge.
std::vector<service::Grant> grants_for(const Call& call) {
  auto grants = call.who.grants;
  if (!call.request.header("x-emergency-reason").empty()) grants.push_back({Role::registrar, ""});
  return grants;
}

// Written before anything is shown; without it there is no answer.
base::Result<std::int64_t> log_reading(SiteState& site, const Call& call, const catalog::Register& reg,
                                       const service::StoredRecord& record, const std::string& what) {
  const auto emergency = std::string(call.request.header("x-emergency-reason"));
  const auto subject = record.person.empty() ? reg.id + "/" + record.key : record.person;
  return service::log_access(*site.records, {call.who.user, emergency.empty() ? "registration" : emergency, now()},
                             {emergency.empty() ? "record" : "emergency", subject, what, 1});
}

Response read_record(SiteState& site, const Call& call, bool versions) {
  const auto* reg = register_of(site, call);
  if (reg == nullptr) return not_found();
  const auto record = service::current_record(*site.catalog, *site.records, *reg, call.at("key"), grants_for(call));
  if (!record) return error_answer(500, record.error());
  if (!*record) return not_found();
  if (const auto logged = log_reading(site, call, *reg, **record, versions ? "versions" : ""); !logged)
    return error_answer(503, logged.error());
  if (versions) return told(service::versions_json(*site.records, *reg, call.at("key")));
  auto json = service::record_object(*reg, **record);
  const auto draft = store::find_draft(site.records->database(), call.who.user, reg->id, call.at("key"));
  if (draft && *draft) json["draft"] = Json::parse((*draft)->body, nullptr, false).value("values", Json(nullptr));
  return json_answer(200, text::to_text(json, -1));
}

Response saved_answer(const catalog::Register& reg, const service::SavedRecord& saved, const Json& sent) {
  using service::SaveResult;
  if (saved.result == SaveResult::forbidden) return not_found();
  const auto findings = findings_json(saved.report);
  const Json current = saved.current ? service::record_object(reg, *saved.current) : Json(nullptr);
  if (saved.result == service::SaveResult::saved) {
    auto answer = current;
    answer["findings"] = findings;
    return json_answer(200, text::to_text(answer, -1));
  }
  Json document{{"schema_version", 1}, {"current", current}, {"yours", sent}, {"findings", findings}};
  document["errors"] = Json::array();
  if (saved.result == SaveResult::stale)
    document["errors"].push_back({{"code", codes::stale.id},
                                  {"message", "somebody has stored another version since you read this one"},
                                  {"where", nullptr},
                                  {"suggestion", "compare both, and send what you decide with current.version"}});
  for (const auto& finding : findings) {
    if (saved.result == SaveResult::rejected && finding["rejects"].get<bool>())
      document["errors"].push_back({{"code", finding["code"]},
                                    {"message", finding["message"]["en"]},
                                    {"where", finding["variable"]},
                                    {"suggestion", nullptr}});
  }
  return json_answer(saved.result == SaveResult::stale ? 409 : 422, text::to_text(document, -1));
}

Response save(SiteState& site, const Call& call) {
  const auto* reg = register_of(site, call);
  if (reg == nullptr) return not_found();
  const auto edit = read_edit(call, *reg, false);
  if (!edit) return error_answer(400, edit.error());
  const auto saved = service::save_record(*site.catalog, *site.records, *edit, now());
  if (!saved) return error_answer(500, saved.error());
  if (saved->result == service::SaveResult::saved && !edit->preview)
    static_cast<void>(store::drop_draft(site.records->database(), edit->user, reg->id, edit->key).has_value());
  return saved_answer(*reg, *saved, edit->values);
}

Response worklist(SiteState& site, const Call& call) {
  const auto drafts = store::drafts_of(site.records->database(), call.who.user);
  if (!drafts) return error_answer(500, drafts.error());
  return told(service::worklist_json(*site.catalog, *site.records, call.who.grants, *drafts,
                                     today(site.catalog->registers.front())));
}

void add_record_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/registers/{register}" + std::move(pattern),
               .roles = kRegistrars,
               .work = Work::store,
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  constexpr std::size_t kForm = 1U << 20U;
  route(Method::get, "/form", 0, "the form of a register: variables, codes, rules", [&site](const Call& call) {
    const auto* reg = register_of(site, call);
    return reg == nullptr ? not_found() : json_answer(200, service::form_json(*site.catalog, *reg));
  });
  route(Method::get, "/records/{key}", 0, "a record, current version; the reading is logged. X-Emergency-Reason",
        [&site](const Call& call) { return read_record(site, call, false); });
  route(Method::get, "/records/{key}/versions", 0, "all versions of a record; the reading is logged",
        [&site](const Call& call) { return read_record(site, call, true); });
  route(Method::put, "/records/{key}", kForm,
        "store a form: {version, values, identifier, name, preview}; 409 with both when it is stale, 422 with the "
        "import's reasons",
        [&site](const Call& call) { return save(site, call); });
}

}  // namespace

void add_registrar_routes(RouteTable& table, SiteState& site) {
  table.add({.pattern = "/api/v1/worklist",
             .roles = kRegistrars,
             .work = Work::store,
             .summary = "unfinished forms by urgency with the clocks of 60 and 104 days, and deliveries with rejects",
             .handler = [&site](const Call& call) { return worklist(site, call); }});
  add_record_routes(table, site);
}

}  // namespace kjede::server
