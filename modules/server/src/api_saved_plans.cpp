// Plans that planners save and share.

#include "body.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/saved_plans.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

Response list(SiteState& site, const Call& call) {
  const auto text = service::saved_plans_json(site.records->database(), call.who.user);
  return text ? json_answer(200, *text) : error_answer(500, text.error());
}

Response read(SiteState& site, const Call& call) {
  const auto text =
      service::saved_plan_json(site.records->database(), call.at("id"), call.integer("version"), call.who.user);
  if (!text) return error_answer(500, text.error());
  return *text ? json_answer(200, **text) : not_found();
}

// Another version came first: nothing is saved, and the other is shown beside the error.
Response conflict(const Call& call, const store::PlanVersion& other) {
  const auto fault = base::fail(service::codes::plan_changed, "the plan was saved by another meanwhile",
                                "look at the other version; save over it, or as a new plan");
  auto document = Json::parse(errors_json(fault.diagnostics));
  document["current"] = service::plan_version_json(other, call.who.user);
  document["current"]["plan"] = Json::parse(other.body, nullptr, false);
  return json_answer(409, text::to_text(document, -1) + "\n");
}

Response save(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  service::PlanToSave order;
  order.id = call.at("id");
  order.name = body->text("name");
  const auto from = body->optional_number("version").value_or(0);
  if (from < 0 || from > 1e9 || from != static_cast<double>(static_cast<std::int64_t>(from)))
    body->fault("version", "is no version");
  const auto plan = service::read_plan_choice(body->value("plan"));
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  if (!plan) return error_answer(422, plan.error());
  order.from = static_cast<std::int64_t>(from);
  order.plan = *plan;
  const auto saved = service::save_plan(site.records->database(), order, call.who.user, now());
  if (!saved) return error_answer(422, saved.error());
  if (!saved->kept) return conflict(call, saved->current);
  Json document{{"schema_version", 1}};
  document.update(service::plan_version_json(saved->current, call.who.user));
  return json_answer(200, text::to_text(document, -1) + "\n");
}

Response drop(SiteState& site, const Call& call) {
  const auto gone = service::drop_saved_plan(site.records->database(), call.at("id"), call.who.user);
  if (!gone) return error_answer(403, gone.error());
  return *gone ? Response{.status = 204} : not_found();
}

}  // namespace

void add_saved_plan_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::size_t body, std::string summary, Handler handler) {
    Route one{.method = method,
              .pattern = "/api/v1/plan/saved" + std::move(pattern),
              .roles = only(Role::planner),
              .work = Work::store,
              .body_limit = body,
              .summary = std::move(summary),
              .handler = [&site, inner = std::move(handler)](const Call& call) {
                return site.plans == nullptr ? not_found() : inner(call);
              }};
    if (method == Method::get && !one.pattern.ends_with("saved"))
      one.query = {{"version", Kind::integer, "of the plan; without it the last"}};
    table.add(std::move(one));
  };
  route(Method::get, "", 0, "all saved plans, newest first", [&site](const Call& call) { return list(site, call); });
  route(Method::get, "/{id}", 0, "a saved plan with its versions",
        [&site](const Call& call) { return read(site, call); });
  route(Method::put, "/{id}", std::size_t{64} << 10U,
        "save a plan: {name, version that was changed (0: new), plan}; 409 with the other when it was saved meanwhile",
        [&site](const Call& call) { return save(site, call); });
  route(Method::remove, "/{id}", 0, "take one's own plan away", [&site](const Call& call) { return drop(site, call); });
}

}  // namespace kjede::server
