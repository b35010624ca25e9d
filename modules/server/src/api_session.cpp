// Logging in and out, and who one is.

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "body.hpp"
#include "kjede/service/codes.hpp"
#include "session_answers.hpp"

namespace kjede::server {
namespace {

using Json = nlohmann::ordered_json;

Json session_json(const SiteState& site, const Identity& who) {
  Json roles = Json::array();
  for (const auto& grant : who.grants) {
    const auto* unit = site.catalog->units.find(grant.unit);
    Json name = nullptr;
    if (unit != nullptr) name = {{"nb", unit->name.nb}, {"en", unit->name.en.empty() ? unit->name.nb : unit->name.en}};
    roles.push_back({{"role", service::to_string(grant.role)},
                     {"unit", grant.unit.empty() ? Json(nullptr) : Json(grant.unit)},
                     {"unit_name", std::move(name)}});
  }
  return {{"schema_version", 1},
          {"user", who.user},
          {"name", who.display.empty() ? who.user : who.display},
          {"roles", std::move(roles)},
          {"csrf", who.csrf}};
}

Identity identity_of(const service::LiveSession& session) {
  return {session.account.name, session.account.display, session.account.grants, session.csrf, session.token_hash};
}

Response refused(const base::Diagnostics& why) {
  const bool locked = why.front().code == service::codes::locked_out.id;
  auto answer = error_answer(locked ? 429 : why.front().code == service::codes::bad_login.id ? 401 : 400, why);
  if (locked) answer.headers.emplace_back("Retry-After", "30");
  return answer;
}

Response log_in(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto user = body->text("user", 200);
  const service::Password password(body->text("password", 2000));
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  const auto begun = site.accounts->log_in(user, password, call.request.peer, now());
  if (!begun) return refused(begun.error());
  const auto who = identity_of(begun->session);
  return with_session(site, call, *begun, json_answer(200, session_json(site, who).dump() + "\n"));
}

// Where the browser goes to log out at the provider too; empty: nowhere.
std::string provider_log_out(SiteState& site, const Identity& who) {
  if (site.provider == nullptr) return {};
  const auto trusted = site.accounts->is_trusted(who.user);
  if (!trusted || !*trusted) return {};
  return site.provider->end_session_address();
}

Response log_out(SiteState& site, const Call& call) {
  if (const auto out = site.accounts->log_out(call.who.session); !out) return error_answer(500, out.error());
  site.hub.end([&](const EventStream& stream) { return stream.who().session == call.who.session; });
  Response answer{.status = 204};
  if (const auto address = provider_log_out(site, call.who); !address.empty())
    answer = json_answer(200, Json{{"schema_version", 1}, {"provider", address}}.dump() + "\n");
  answer.headers.emplace_back("Set-Cookie", set_cookie(site, "", "", std::chrono::seconds(0)));
  return answer;
}

}  // namespace

std::string cookie_name(const SiteState& site, std::string_view ending) {
  return fmt::format("{}kjede{}", site.options.safety.tls ? "__Host-" : "", ending);
}

std::string set_cookie(const SiteState& site, std::string_view ending, const std::string& value,
                       std::chrono::seconds life) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie_name(site, ending), value,
                     life.count(), site.options.safety.tls ? "; Secure" : "");
}

Response with_session(SiteState& site, const Call& call, const service::BegunSession& begun, Response answer) {
  // A session that came with the request ends: the new one has another token.
  if (const auto before = identify(site, call.request); !before.user.empty())
    static_cast<void>(site.accounts->log_out(before.session).has_value());
  const auto who = identity_of(begun.session);
  site.hub.end([&](const EventStream& one) { return one.who().user == who.user && one.who().grants != who.grants; });
  answer.headers.emplace_back("Set-Cookie", set_cookie(site, "", begun.token.reveal(), service::kSessionLife));
  return answer;
}

base::Instant now() { return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now()); }

Identity identify(const SiteState& site, const Request& request) {
  const auto token = request.cookie(cookie_name(site, ""));
  if (token.empty()) return {};
  const auto found = site.accounts->session(base::Sensitive(std::string(token)), now());
  if (!found || !*found) return {};
  return identity_of(**found);
}

void add_session_routes(RouteTable& table, SiteState& site) {
  table.add({.method = Method::post,
             .pattern = "/api/v1/session",
             .work = Work::login,
             .body_limit = 8192,
             .summary = "log in with {user, password}; sets the session's cookie",
             .csrf = false,
             .handler = [&site](const Call& call) { return log_in(site, call); }});
  table.add(
      {.pattern = "/api/v1/session",
       .roles = kLoggedIn,
       .summary = "who am I: name, roles with units, CSRF token",
       .handler = [&site](const Call& call) { return json_answer(200, session_json(site, call.who).dump() + "\n"); }});
  table.add({.method = Method::remove,
             .pattern = "/api/v1/session",
             .roles = kLoggedIn,
             .work = Work::login,
             .summary = "log out; the answer may hold `provider`, where the browser logs out there too",
             .handler = [&site](const Call& call) { return log_out(site, call); }});
}

}  // namespace kjede::server
