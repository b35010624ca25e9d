// Accounts, for administrators. A revocation counts at once: the next request, and the streams that are open.

#include <nlohmann/json.hpp>

#include "body.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/service/codes.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using Json = nlohmann::ordered_json;

Json account_json(const service::Account& account) {
  Json roles = Json::array();
  for (const auto& grant : account.grants) {
    roles.push_back(
        {{"role", service::to_string(grant.role)}, {"unit", grant.unit.empty() ? Json(nullptr) : Json(grant.unit)}});
  }
  return {{"user", account.name},
          {"name", account.display},
          {"disabled", account.disabled},
          {"password", account.has_password},
          {"roles", std::move(roles)}};
}

// [{"role": "registrar", "unit": "haukeland"}]: every fault of the list, with its place.
std::vector<service::Grant> read_grants(const SiteState& site, Body& body) {
  std::vector<service::Grant> out;
  const auto& list = body.value("roles");
  if (!list.is_null() && !list.is_array()) body.fault("roles", "is no list");
  for (const auto& one : list.is_array() ? list : Json::array()) {
    const bool shaped = one.is_object() && one.contains("role") && one["role"].is_string();
    const auto role = shaped ? service::parse_role(one["role"].get<std::string>()) : std::nullopt;
    const auto unit = shaped && one.contains("unit") && one["unit"].is_string() ? one["unit"].get<std::string>() : "";
    if (!role) {
      body.fault("roles", "holds a role that is not known");
    } else if (!unit.empty() && site.catalog->units.find(unit) == nullptr) {
      body.fault("roles", "holds a unit that is not in the catalog");
    } else {
      out.push_back({*role, unit});
    }
  }
  return out;
}

Response list(SiteState& site) {
  const auto accounts = site.accounts->all();
  if (!accounts) return error_answer(500, accounts.error());
  Json users = Json::array();
  for (const auto& account : *accounts) users.push_back(account_json(account));
  return json_answer(200, Json{{"schema_version", 1}, {"users", std::move(users)}}.dump() + "\n");
}

Response one(SiteState& site, const std::string& name, int status) {
  const auto accounts = site.accounts->all();
  if (!accounts) return error_answer(500, accounts.error());
  for (const auto& account : *accounts) {
    if (account.name != name) continue;
    auto json = account_json(account);
    json["schema_version"] = 1;
    return json_answer(status, json.dump() + "\n");
  }
  return not_found();
}

void end_streams(SiteState& site, const std::string& user) {
  site.hub.end([&](const EventStream& stream) { return stream.who().user == user; });
}

Response add(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  service::Account account;
  account.name = body->text("user", 64);
  account.display = body->optional_text("name", 200).value_or("");
  const auto password = body->optional_text("password", 2000);
  account.grants = read_grants(site, *body);
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  const auto secret = password ? std::optional(service::Password(*password)) : std::nullopt;
  if (const auto added = site.accounts->add(account, secret, now()); !added) return error_answer(400, added.error());
  return one(site, account.name, 201);
}

base::Result<void> apply(SiteState& site, const std::string& user, Body& body, bool has_roles,
                         const std::vector<service::Grant>& grants) {
  const auto password = body.optional_text("password", 2000);
  const auto disabled = body.optional_flag("disabled");
  KJEDE_TRY(body.done());
  if (has_roles) KJEDE_TRY(site.accounts->set_grants(user, grants));
  if (password) KJEDE_TRY(site.accounts->set_password(user, service::Password(*password)));
  if (disabled) KJEDE_TRY(site.accounts->set_disabled(user, *disabled));
  return {};
}

Response change(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto& user = call.at("user");
  const bool has_roles = body->has("roles");
  const auto grants = read_grants(site, *body);
  const auto applied = apply(site, user, *body, has_roles, grants);
  end_streams(site, user);
  if (applied) return one(site, user, 200);
  return applied.error().front().code == service::codes::no_user.id ? not_found() : error_answer(400, applied.error());
}

Response remove(SiteState& site, const Call& call) {
  const auto removed = site.accounts->remove(call.at("user"));
  end_streams(site, call.at("user"));
  return removed ? Response{.status = 204} : not_found();
}

}  // namespace

void add_user_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/users" + std::move(pattern),
               .roles = only(Role::administrator),
               .work = Work::login,  // a password takes its time
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  route(Method::get, "", 0, "all accounts with roles and units", [&site](const Call&) { return list(site); });
  route(Method::post, "", 65536, "a new account: {user, name, password, roles: [{role, unit}]}",
        [&site](const Call& call) { return add(site, call); });
  route(Method::patch, "/{user}", 65536, "change roles, password or disabled; counts at once",
        [&site](const Call& call) { return change(site, call); });
  route(Method::remove, "/{user}", 0, "remove an account, its sessions and streams",
        [&site](const Call& call) { return remove(site, call); });
}

}  // namespace kjede::server
