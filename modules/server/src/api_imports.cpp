// Files that registrars send: looked at, mapped by choosing, judged, brought in.

#include <algorithm>
#include <chrono>

#include "body.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/service/forms.hpp"
#include "kjede/service/upload.hpp"
#include "registrar_answers.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr Roles kRegistrars = Role::registrar | Role::secretariat;
constexpr std::size_t kLongestFile = std::size_t{256} << 20U;
constexpr std::chrono::milliseconds kTellEvery{250};

// Tells the one who sent the file how far it has come.
class ToldProgress final : public base::Progress {
 public:
  ToldProgress(SiteState& site, std::string user) : site_(site), user_(std::move(user)) {}
  void at(std::string_view what, std::uint64_t done, std::uint64_t total) override {
    const auto now = std::chrono::steady_clock::now();
    if (now - told_ < kTellEvery) return;
    told_ = now;
    const Json news{{"what", what}, {"done", done}, {"total", total}};
    site_.hub.publish("import", news.dump(), [&](const EventStream& stream) { return stream.who().user == user_; });
  }

 private:
  SiteState& site_;
  std::string user_;
  std::chrono::steady_clock::time_point told_;
};

Json unused_json(const registry::ImportReport& report) {
  Json list = Json::array();
  for (const auto& file : report.files) {
    for (const auto& column : file.unused_columns) list.push_back(column);
  }
  return list;
}

// A whole delivery needs a role that is not tied to a unit.
const catalog::Register* importable(const SiteState& site, const Call& call) {
  const bool may = std::any_of(call.who.grants.begin(), call.who.grants.end(), [](const service::Grant& grant) {
    return grant.unit.empty() && (grant.role == Role::registrar || grant.role == Role::secretariat);
  });
  return may ? site.catalog->find_register(call.at("register")) : nullptr;
}

Json answer_json(const service::TextImport& done, const std::string& sent, bool preview) {
  const auto& batch = done.report.batch;
  return {{"schema_version", 1},
          {"preview", preview},
          {"read", done.report.rows},
          {"new", batch.created},
          {"changed", batch.changed},
          {"unchanged", batch.unchanged},
          {"rejected", batch.rejected},
          {"warned", batch.warned},
          {"unused_columns", unused_json(done.report)},
          {"findings", findings_json(done.report)},
          {"rejects", rejects_json(done.rejects, sent)}};
}

Response import_file(SiteState& site, const Call& call) {
  const auto* reg = importable(site, call);
  if (reg == nullptr) return not_found();
  service::TextImportQuery query{.user = call.who.user, .preview = call.query("preview") == "true"};
  if (!call.query("format").empty()) query.format = call.query("format");
  if (!call.query("lang").empty()) query.language = call.query("lang");
  if (const auto name = call.query("mapping"); !name.empty()) {
    auto mapping = service::find_mapping(site.records->database(), reg->id, std::string(name));
    if (!mapping) return error_answer(422, mapping.error());
    if (!*mapping) return not_found();
    query.mapping = *std::move(*mapping);
  }
  ToldProgress progress(site, call.who.user);
  const auto done = service::import_text(*site.catalog, *site.records, *reg, call.request.body, query, now(), progress);
  if (!done) return error_answer(422, done.error());
  return json_answer(200, text::to_text(answer_json(*done, call.request.body, query.preview), -1));
}

Response look(SiteState& site, const Call& call) {
  const auto* reg = importable(site, call);
  if (reg == nullptr) return not_found();
  const auto text = service::look_at_upload(*reg, call.request.body);
  return text ? json_answer(200, *text) : error_answer(422, text.error());
}

Response mappings(SiteState& site, const Call& call) {
  const auto* reg = importable(site, call);
  if (reg == nullptr) return not_found();
  const auto all = service::saved_mappings(site.records->database(), reg->id);
  if (!all) return error_answer(500, all.error());
  Json list = Json::array();
  for (const auto& one : *all)
    list.push_back({{"name", one.name}, {"yaml", one.yaml}, {"user", one.user}, {"saved", base::to_string(one.saved)}});
  return json_answer(200, text::to_text(Json{{"schema_version", 1}, {"mappings", std::move(list)}}, -1) + "\n");
}

std::vector<service::MappingChoice> choices_of(Body& body, const catalog::Register& reg) {
  std::vector<service::MappingChoice> out;
  const auto& list = body.value("variables");
  if (!list.is_object() || list.empty()) body.fault("variables", "is no object of variables and columns");
  if (!list.is_object()) return out;
  for (const auto& [target, rule] : list.items()) {
    const auto* variable = reg.find(target);
    const bool known = (variable != nullptr && !variable->derived) ||
                       (!target.empty() && (target == reg.identifier || target == reg.person_name));
    const bool fits = known && rule.is_object() && rule.contains("from") && rule["from"].is_string();
    if (!fits) return body.fault("variables", "holds what is not {variable: {from: column, codes}}"), out;
    service::MappingChoice choice{target, rule["from"].get<std::string>()};
    auto codes = rule.value("codes", Json::object());
    if (!codes.is_object()) codes = Json::object();
    for (const auto& [from, to] : codes.items()) {
      if (to.is_string()) choice.codes[from] = to.get<std::string>();
    }
    out.push_back(std::move(choice));
  }
  return out;
}

Response keep(SiteState& site, const Call& call) {
  const auto* reg = importable(site, call);
  if (reg == nullptr) return not_found();
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto choices = choices_of(*body, *reg);
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  const auto name = call.at("name");
  const service::SavedMapping mapping{reg->id, name, service::mapping_yaml(*reg, name, choices), call.who.user, now()};
  if (const auto kept = service::keep_mapping(site.records->database(), mapping); !kept)
    return error_answer(422, kept.error());
  return json_answer(200,
                     text::to_text(Json{{"schema_version", 1}, {"name", name}, {"yaml", mapping.yaml}}, -1) + "\n");
}

}  // namespace

void add_import_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::vector<QueryParameter> query, std::size_t body,
                         std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/registers/{register}" + std::move(pattern),
               .roles = kRegistrars,
               .work = Work::store,
               .query = std::move(query),
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  route(Method::post, "/imports",
        {{"preview", Kind::boolean, "judge every row and store none"},
         {"format", Kind::text, "of the body", {"csv", "ndjson"}},
         {"lang", Kind::text, "of the reasons", {"nb", "en"}},
         {"mapping", Kind::text, "one that was saved"}},
        kLongestFile,
        "bring rows in; the answer holds the report and the rejects, the event `import` how far it has come",
        [&site](const Call& call) { return import_file(site, call); });
  route(Method::post, "/imports/look", {}, kLongestFile, "columns of a CSV file with what they hold; stores nothing",
        [&site](const Call& call) { return look(site, call); });
  route(Method::get, "/mappings", {}, 0, "saved mappings of files to the register",
        [&site](const Call& call) { return mappings(site, call); });
  route(Method::put, "/mappings/{name}", {}, 1U << 20U,
        "save a mapping made by choosing: {variables: {variable: {from, codes}}}; answers with its YAML",
        [&site](const Call& call) { return keep(site, call); });
}

}  // namespace kjede::server
