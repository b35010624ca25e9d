// Drafts of forms: what is typed survives a lost network or a lost power, for the one who typed it. A draft never holds
// who the patient is.

#include "kjede/store/drafts.hpp"
#include "registrar_answers.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

Response read(SiteState& site, const Call& call) {
  const auto draft = store::find_draft(site.records->database(), call.who.user, call.at("register"), call.at("key"));
  if (!draft) return error_answer(500, draft.error());
  if (!*draft) return not_found();
  const Json document{{"schema_version", 1},
                      {"saved", base::to_string((*draft)->saved)},
                      {"draft", Json::parse((*draft)->body, nullptr, false)}};
  return json_answer(200, text::to_text(document, -1));
}

// What is typed is judged by the import's own rules on the way.
Response keep(SiteState& site, const Call& call) {
  const auto* reg = site.catalog->find_register(call.at("register"));
  if (reg == nullptr) return not_found();
  const auto edit = read_edit(call, *reg, true);
  if (!edit) return error_answer(400, edit.error());
  const auto judged = service::save_record(*site.catalog, *site.records, *edit, now());
  if (judged && judged->result == service::SaveResult::forbidden) return not_found();
  const Json draft{{"version", edit->version}, {"values", edit->values}};
  const auto kept =
      store::keep_draft(site.records->database(), {call.who.user, reg->id, edit->key, text::to_text(draft, -1), now()});
  if (!kept) return error_answer(500, kept.error());
  Json answer{{"schema_version", 1}, {"findings", Json::array()}};
  if (judged) answer["findings"] = findings_json(judged->report);
  return json_answer(200, text::to_text(answer, -1));
}

Response drop(SiteState& site, const Call& call) {
  const auto gone = store::drop_draft(site.records->database(), call.who.user, call.at("register"), call.at("key"));
  return gone ? Response{.status = 204} : error_answer(500, gone.error());
}

}  // namespace

void add_draft_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/registers/{register}/records/{key}/draft",
               .roles = Role::registrar | Role::secretariat,
               .work = Work::store,
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  route(Method::get, 0, "my draft of this form", [&site](const Call& call) { return read(site, call); });
  route(Method::put, std::size_t{1} << 20U, "keep a draft: {version, values}",
        [&site](const Call& call) { return keep(site, call); });
  route(Method::remove, 0, "drop the draft", [&site](const Call& call) { return drop(site, call); });
}

}  // namespace kjede::server
