// Logging in with the identity provider: there (code flow with PKCE), and back with a code. What is needed on the way
// back lies sealed in a cookie of ten minutes: the server keeps nothing, so nobody can fill it.

#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "kjede/server/codes.hpp"
#include "kjede/server/log.hpp"
#include "kjede/service/codes.hpp"
#include "oidc_fetch.hpp"
#include "session_answers.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr std::chrono::minutes kAttemptLife{10};
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
using Bytes = std::vector<unsigned char>;

std::string base64(const Bytes& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // its NUL
  return text;
}

std::string random_text() {
  Bytes bytes(32);
  randombytes_buf(bytes.data(), bytes.size());
  return base64(bytes);
}

const auto& sealing_key() {
  static const auto key = [] {
    std::array<unsigned char, crypto_secretbox_KEYBYTES> made{};
    crypto_secretbox_keygen(made.data());
    return made;
  }();
  return key;
}

std::string sealed(const OidcAttempt& attempt) {
  const auto text = Json{{"state", attempt.state},
                         {"nonce", attempt.nonce},
                         {"verifier", attempt.verifier},
                         {"to", attempt.to},
                         {"begun", attempt.begun.time_since_epoch().count()}}
                        .dump();
  Bytes box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size());
  randombytes_buf(box.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(box.data() + crypto_secretbox_NONCEBYTES, reinterpret_cast<const unsigned char*>(text.data()),
                        text.size(), box.data(), sealing_key().data());
  return base64(box);
}

std::optional<OidcAttempt> unsealed(std::string_view cookie, base::Instant now) {
  constexpr std::size_t least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  Bytes box(cookie.size());
  std::size_t length = 0;
  if (sodium_base642bin(box.data(), box.size(), cookie.data(), cookie.size(), nullptr, &length, nullptr, kVariant) != 0)
    return std::nullopt;
  if (length <= least) return std::nullopt;
  std::string text(length - least, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(text.data()),
                                 box.data() + crypto_secretbox_NONCEBYTES, length - crypto_secretbox_NONCEBYTES,
                                 box.data(), sealing_key().data()) != 0)
    return std::nullopt;
  const auto json = Json::parse(text);  // our own: whole, or it had not opened
  const OidcAttempt attempt{json["state"], json["nonce"], json["verifier"], json["to"],
                            base::Instant(base::Duration(json["begun"].get<std::int64_t>()))};
  const bool fresh = now >= attempt.begun - kAttemptLife && now - attempt.begun <= kAttemptLife;
  return fresh ? std::optional(attempt) : std::nullopt;
}

std::string attempt_cookie(const SiteState& site, const std::string& value, std::chrono::seconds life) {
  return set_cookie(site, "-login", value, life);
}

// A path of our own; anything else leads to the log-in page.
std::string safe_place(const std::string& asked) {
  constexpr std::size_t longest = 500;
  const bool local = asked.starts_with('/') && !asked.starts_with("//") && asked.size() <= longest &&
                     asked.find_first_of("\\\r\n\t") == std::string::npos;
  return local ? asked : "/login";
}

Response redirect(std::string to) {
  Response answer{.status = 303};
  answer.headers.emplace_back("Location", std::move(to));
  return answer;
}

// Back to the log-in page, which says in words what the code means; the keeper reads why in the log.
Response failed(const SiteState& site, const base::Diagnostics& why) {
  const auto& first = why.front();
  const bool ours = first.code.starts_with("KJ15");  // messages of the program alone
  log_event("login", ours ? first.message : "the account is closed, or the store did not answer");
  auto answer = redirect("/login?problem=" + std::string(first.code));
  answer.headers.emplace_back("Set-Cookie", attempt_cookie(site, "", std::chrono::seconds(0)));
  return answer;
}

Response begin(SiteState& site, const Call& call) {
  if (site.provider == nullptr) return not_found();
  const OidcAttempt attempt{random_text(), random_text(), random_text(), safe_place(call.query("to")), now()};
  const auto address = site.provider->authorize_address(attempt, attempt.begun);
  if (!address) return failed(site, address.error());
  auto answer = redirect(*address);
  answer.headers.emplace_back("Set-Cookie", attempt_cookie(site, sealed(attempt), kAttemptLife));
  return answer;
}

// The attempt that this browser began, if the answer belongs to it.
base::Result<OidcAttempt> attempt_of(SiteState& site, const Call& call) {
  const auto attempt = unsealed(call.request.cookie(cookie_name(site, "-login")), now());
  if (!attempt)
    return base::fail(codes::oidc_state, "this browser has begun no log-in, or it took too long", "begin it again");
  const auto state = call.query("state");
  if (state.size() != attempt->state.size() || sodium_memcmp(state.data(), attempt->state.data(), state.size()) != 0)
    return base::fail(codes::oidc_state, "the answer belongs to another log-in", "begin it again");
  KJEDE_TRY(site.provider->check_sender(call.query("iss"), now()));
  if (!call.query("error").empty() || call.query("code").empty())
    return base::fail(codes::oidc_refused, "the identity provider has refused the log-in", "begin it again");
  return *attempt;
}

std::string claim(const Json& claims, const std::string& name) {
  const auto found = claims.find(name);
  return found != claims.end() && found->is_string() ? found->get<std::string>() : std::string();
}

base::Result<service::BegunSession> log_in(SiteState& site, const Json& claims) {
  const auto& settings = site.provider->settings();
  service::TrustedPerson person{settings.issuer, claim(claims, "sub"), claim(claims, settings.user),
                                claim(claims, settings.display), std::nullopt};
  if (settings.rights) person.grants = grants_of(*settings.rights, site.catalog->units, claims);
  return site.accounts->log_in_trusted(person, now());
}

Response come_back(SiteState& site, const Call& call) {
  if (site.provider == nullptr) return not_found();
  const auto attempt = attempt_of(site, call);
  if (!attempt) return failed(site, attempt.error());
  const auto claims = site.provider->redeem(call.query("code"), *attempt, now());
  if (!claims) return failed(site, claims.error());
  const auto begun = log_in(site, *claims);
  if (!begun) return failed(site, begun.error());
  auto answer = redirect(attempt->to);
  answer.headers.emplace_back("Set-Cookie", attempt_cookie(site, "", std::chrono::seconds(0)));
  return with_session(site, call, *begun, std::move(answer));
}

Response ways(const SiteState& site) {
  Json provider = nullptr;
  if (site.provider != nullptr) {
    const auto& name = site.provider->settings().name;
    provider = {{"name", {{"nb", name.nb}, {"en", name.en}}}, {"begin", "/api/v1/session/oidc"}};
  }
  return json_answer(200, Json{{"schema_version", 1}, {"passwords", true}, {"provider", provider}}.dump() + "\n");
}

}  // namespace

void add_oidc_routes(RouteTable& table, SiteState& site) {
  constexpr std::size_t longest = 8000;
  table.add({.pattern = "/api/v1/session/ways",
             .summary = "how one can log in: with a password, and with which identity provider",
             .handler = [&site](const Call&) { return ways(site); }});
  table.add({.pattern = "/api/v1/session/oidc",
             .work = Work::provider,
             .query = {{"to", Kind::text, "path of the site to show afterwards", {}, longest}},
             .summary = "to the identity provider: redirects the browser there",
             .answers = "",
             .handler = [&site](const Call& call) { return begin(site, call); }});
  table.add({.pattern = std::string(kOidcCallback),
             .work = Work::provider,
             .query = {{"code", Kind::text, "to be exchanged for the ID token", {}, longest},
                       {"state", Kind::text, "of the log-in that was begun", {}, longest},
                       {"iss", Kind::text, "the provider that answers (RFC 9207)", {}, longest},
                       {"error", Kind::text, "why the provider refuses", {}, longest}},
             .open_query = true,
             .summary = "back from the identity provider: sets the session's cookie, redirects into the site",
             .answers = "",
             .handler = [&site](const Call& call) { return come_back(site, call); }});
}

}  // namespace kjede::server
