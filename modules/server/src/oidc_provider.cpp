#include "oidc_provider.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "id_token.hpp"
#include "kjede/server/codes.hpp"
#include "oidc_fetch.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr std::chrono::hours kLearnAgain{1};
constexpr std::chrono::seconds kKeysAgain{5};  // a key that is not known is looked for this often
constexpr long kOk = 200;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool lists(const Json& object, const char* name, const char* value) {
  const auto found = object.find(name);
  return found != object.end() && found->is_array() &&
         std::find(found->begin(), found->end(), Json(value)) != found->end();
}

std::string challenge_of(const std::string& verifier) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, variant)> text{};
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), variant);
  return text.data();
}

base::Result<Json> object_in(const std::string& text) {
  auto json = text::parse_json(std::make_shared<const base::SourceFile>(base::SourceFile{"provider", text}));
  if (!json || !json->is_object())
    return base::fail(codes::oidc_unreachable, "the identity provider answers with something else than JSON");
  return *std::move(json);
}

bool is_age(base::Instant read, base::Instant now, std::chrono::seconds age) { return now - read > age || now < read; }

std::string list_of(const std::vector<std::string>& scopes) {
  std::string out;
  for (const auto& scope : scopes) out += (out.empty() ? "" : " ") + scope;
  return out;
}

}  // namespace

base::Result<Json> OidcProvider::ask(const std::string& url) const {
  KJEDE_ASSIGN(const auto reply, fetch({.url = url, .authority = settings_.authority}));
  if (reply.status != kOk)
    return base::fail(codes::oidc_unreachable, fmt::format("the identity provider answers with {}", reply.status));
  return object_in(reply.body);
}

base::Result<void> OidcProvider::learn(base::Instant now) {
  if (known_ && !is_age(known_->read, now, kLearnAgain)) return {};
  const auto base = settings_.issuer.substr(0, settings_.issuer.find_last_not_of('/') + 1);
  KJEDE_ASSIGN(const auto said, ask(base + "/.well-known/openid-configuration"));
  if (text_of(said, "issuer") != settings_.issuer)
    return base::fail(codes::oidc_settings, "the identity provider names itself otherwise than 'issuer' of its file",
                      "copy `issuer` from its .well-known/openid-configuration");
  Known known{text_of(said, "authorization_endpoint"), text_of(said, "token_endpoint"), text_of(said, "jwks_uri")};
  for (const auto& address : {known.authorize, known.token, known.keys}) {
    if (!may_fetch(address))
      return base::fail(codes::oidc_settings, "the identity provider lacks an address that is needed, or TLS for it");
  }
  const auto flag = said.find("authorization_response_iss_parameter_supported");
  known.names_itself = flag != said.end() && *flag == Json(true);
  constexpr const char* methods = "token_endpoint_auth_methods_supported";
  known.secret_in_body = !lists(said, methods, "client_secret_basic") && lists(said, methods, "client_secret_post");
  known.read = now;
  known_ = std::move(known);
  const std::scoped_lock lock(mutex_);
  end_session_ = text_of(said, "end_session_endpoint");
  return {};
}

base::Result<Json> OidcProvider::keys_for(const std::string& key, base::Instant now) {
  const bool here = key.empty() ? !keys_.empty() : has_key(keys_, key);
  const bool fresh = !is_age(keys_read_, now, here ? std::chrono::seconds(kLearnAgain) : kKeysAgain);
  if (fresh) return keys_;
  KJEDE_ASSIGN(const auto said, ask(known_->keys));
  keys_read_ = now;
  const auto keys = said.find("keys");
  keys_ = keys != said.end() && keys->is_array() ? *keys : Json::array();
  std::erase_if(keys_.get_ref<Json::array_t&>(), [](const Json& one) { return !one.is_object(); });
  return keys_;
}

base::Result<std::string> OidcProvider::authorize_address(const OidcAttempt& attempt, base::Instant now) {
  KJEDE_TRY(learn(now));
  const bool more = known_->authorize.find('?') != std::string::npos;
  return fmt::format(
      "{}{}response_type=code&client_id={}&redirect_uri={}&scope={}&state={}&nonce={}&code_challenge={}"
      "&code_challenge_method=S256",
      known_->authorize, more ? '&' : '?', escaped(settings_.client), escaped(settings_.redirect),
      escaped(list_of(settings_.scopes)), attempt.state, attempt.nonce, challenge_of(attempt.verifier));
}

base::Result<std::string> OidcProvider::exchange(const std::string& code, const OidcAttempt& attempt) const {
  FetchOrder order{.url = known_->token, .authority = settings_.authority};
  order.form = fmt::format("grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={}", escaped(code),
                           escaped(settings_.redirect), attempt.verifier);
  const auto& secret = settings_.secret.reveal();
  if (secret.empty() || known_->secret_in_body) order.form += "&client_id=" + escaped(settings_.client);
  if (!secret.empty() && known_->secret_in_body) order.form += "&client_secret=" + escaped(secret);
  if (!secret.empty() && !known_->secret_in_body) {  // RFC 6749 §2.3.1: escaped first
    order.user = escaped(settings_.client);
    order.password = escaped(secret);
  }
  KJEDE_ASSIGN(const auto reply, fetch(order));
  if (reply.status != kOk)
    return base::fail(codes::oidc_refused, "the identity provider does not take the code of this log-in",
                      "begin again: a code can be used once and soon");
  KJEDE_ASSIGN(const auto said, object_in(reply.body));
  auto token = text_of(said, "id_token");
  if (token.empty()) return base::fail(codes::oidc_token, "the identity provider sends no ID token");
  return token;
}

base::Result<Json> OidcProvider::redeem(const std::string& code, const OidcAttempt& attempt, base::Instant now) {
  KJEDE_TRY(learn(now));
  KJEDE_ASSIGN(const auto token, exchange(code, attempt));
  KJEDE_ASSIGN(const auto key, key_of_token(token));
  KJEDE_ASSIGN(const auto keys, keys_for(key, now));
  return verified_claims(token, keys, {settings_.issuer, settings_.client, attempt.nonce, now});
}

std::string OidcProvider::end_session_address() const {
  const std::scoped_lock lock(mutex_);
  if (!may_fetch(end_session_)) return {};
  const bool more = end_session_.find('?') != std::string::npos;
  return fmt::format("{}{}client_id={}", end_session_, more ? '&' : '?', escaped(settings_.client));
}

base::Result<void> OidcProvider::check_sender(const std::string& issuer, base::Instant now) {
  KJEDE_TRY(learn(now));
  const bool fine = issuer.empty() ? !known_->names_itself : issuer == settings_.issuer;
  if (fine) return {};
  return base::fail(codes::oidc_state, "the answer comes from another provider", "begin the log-in again");
}

}  // namespace kjede::server
