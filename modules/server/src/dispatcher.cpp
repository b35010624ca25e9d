#include "kjede/server/dispatcher.hpp"

#include <sodium.h>

#include <algorithm>
#include <exception>

#include "kjede/server/codes.hpp"

namespace kjede::server {
namespace {

bool is_safe(Method method) { return method == Method::get || method == Method::head; }

std::string allowed(const std::vector<RouteTable::Match>& matches) {
  std::string out;
  for (const auto& match : matches) {
    out += (out.empty() ? "" : ", ") + std::string(to_string(match.route->method));
    if (match.route->method == Method::get) out += ", HEAD";
  }
  return out;
}

std::string key_of(const Request& request) {
  std::string key = request.path;
  for (const auto& [name, value] : request.query) key += '\n' + name + '=' + value;
  return key;
}

Response file_answer(const StaticFile& file) {
  auto answer = payload_answer(file.payload);
  answer.headers.emplace_back("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  return answer;
}

// True when one of the tags of If-None-Match is this one.
bool has_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  return !tag.empty() && list.find(tag) != std::string_view::npos;
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& pair) { return pair.first == name; });
}

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src "
    "'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors ";

// A figure made to stand in other pages: the one thing of ours that may be framed.
bool may_be_framed(const Request& request) { return request.path.starts_with("/embed/"); }

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

Response not_found() {
  return error_answer(404, codes::not_found, "there is nothing at this address", "GET /api/v1/openapi.json lists all");
}

Dispatcher::Dispatcher(const RouteTable& table, const StaticFiles& files, AnswerCache& cache, Identify identify,
                       SiteSafety safety)
    : table_(table), files_(files), cache_(cache), identify_(std::move(identify)), safety_(std::move(safety)) {}

Dispatcher::Plan Dispatcher::plan(Request& request, std::string_view target) const {
  Plan plan;
  plan.number = table_.all().size();
  auto parsed = parse_target(target);
  if (!parsed) {
    plan.ready = error_answer(400, codes::bad_request, "the address cannot be read");
    return plan;
  }
  request.path = std::move(parsed->path);
  request.query = std::move(parsed->query);
  const auto matches = table_.at(request.path);
  if (!matches.empty()) return found(std::move(plan), request, matches);
  const auto* file = is_safe(request.method) ? files_.find(request.path) : nullptr;
  plan.ready = file != nullptr ? file_answer(*file) : not_found();
  return plan;
}

Dispatcher::Plan Dispatcher::found(Plan plan, const Request& request,
                                   const std::vector<RouteTable::Match>& matches) const {
  const auto method = request.method == Method::head ? Method::get : request.method;
  const auto match = std::find_if(matches.begin(), matches.end(),
                                  [&](const RouteTable::Match& one) { return one.route->method == method; });
  if (match == matches.end()) {
    // Only what anyone may see says that it exists.
    const bool open = std::any_of(matches.begin(), matches.end(),
                                  [](const RouteTable::Match& one) { return one.route->roles == kAnyone; });
    plan.ready = open ? error_answer(405, codes::wrong_method, "this address does not take that method") : not_found();
    if (open) plan.ready->headers.emplace_back("Allow", allowed(matches));
    return plan;
  }
  plan.route = match->route;
  plan.number = match->number;
  plan.path = match->path;
  if (plan.route->roles != kAnyone) return plan;
  if (const auto query = check_query(*plan.route, request); !query) {
    plan.ready = error_answer(400, query.error());
    return plan;
  }
  if (!plan.route->cached) return plan;
  plan.key = key_of(request);
  if (auto kept = cache_.find(plan.key)) plan.ready = payload_answer(std::move(kept));
  return plan;
}

bool Dispatcher::is_own_origin(const Request& request) const {
  const auto origin = request.header("origin");
  if (origin.empty()) return false;
  const auto own = std::string(safety_.tls ? "https://" : "http://") + std::string(request.header("host"));
  return origin == own || std::find(safety_.origins.begin(), safety_.origins.end(), origin) != safety_.origins.end();
}

std::optional<Response> Dispatcher::refuse(const Plan& plan, const Request& request, Identity& who) const {
  const auto& route = *plan.route;
  if (route.roles != kAnyone) {
    who = identify_(request);
    const bool may = route.roles == kLoggedIn ? !who.user.empty() : (who.roles() & route.roles) != 0;
    if (!may) return not_found();
    if (const auto query = check_query(route, request); !query) return error_answer(400, query.error());
  }
  if (is_safe(request.method)) return std::nullopt;
  const bool token = !route.csrf || same(request.header("x-csrf-token"), who.csrf);
  if (token && is_own_origin(request)) return std::nullopt;
  return error_answer(403, codes::bad_token, "the request does not come from the site",
                      "send the session's csrf in X-CSRF-Token, and Origin as the browser does");
}

Response Dispatcher::run(const Plan& plan, const Request& request, const Identity& who) const {
  const auto generation = cache_.generation();
  try {
    auto answer = plan.route->handler({request, plan.path, who});
    if (!plan.key.empty() && answer.status == 200 && answer.payload != nullptr && answer.headers.empty())
      cache_.keep(plan.key, answer.payload, generation);
    return answer;
  } catch (const std::exception&) {  // its text may hold what a request said: it is not shown and not logged
    return error_answer(500, codes::failed, "the server could not answer",
                        "try again; if it stays so, tell its keeper");
  }
}

void Dispatcher::finish(Response& response, const Request& request, const Plan& plan) const {
  const bool kept = plan.route != nullptr && plan.route->cached && response.status == 200;
  if (!has_header(response, "Cache-Control"))
    response.headers.emplace_back("Cache-Control", kept ? "public, max-age=60" : "no-store");
  const bool conditional = response.status == 200 && response.payload != nullptr && is_safe(request.method);
  if (conditional && has_tag(request.header("if-none-match"), response.payload->etag)) {
    response.status = 304;
    response.headers.emplace_back("ETag", response.payload->etag);
    response.payload = nullptr;
  }
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  const bool framed = may_be_framed(request);
  if (!framed) response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (!has_header(response, "Content-Security-Policy"))
    response.headers.emplace_back("Content-Security-Policy", std::string(kPolicy) + (framed ? "*" : "'none'"));
  if (safety_.tls) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace kjede::server
