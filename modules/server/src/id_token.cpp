#include "id_token.hpp"

#include <cjose/cjose.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "kjede/server/codes.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr std::size_t kLongestToken = std::size_t{64} << 10U;
constexpr double kSlack = 60, kOldest = 600;  // seconds: clocks that differ; a token is made for the log-in at hand

struct Release {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};
using Jws = std::unique_ptr<cjose_jws_t, Release>;
using Jwk = std::unique_ptr<cjose_jwk_t, Release>;

base::Unexpected bad(const char* what) {
  return base::fail(codes::oidc_token, what, "log in again; if it stays so, tell the site's keeper");
}

// Signatures by a public key, each with its kind of key: never "none", never a shared secret.
struct Algorithm {
  std::string_view name, key;
};
constexpr std::array<Algorithm, 9> kAlgorithms{{{"RS256", "RSA"},
                                                {"RS384", "RSA"},
                                                {"RS512", "RSA"},
                                                {"PS256", "RSA"},
                                                {"PS384", "RSA"},
                                                {"PS512", "RSA"},
                                                {"ES256", "EC"},
                                                {"ES384", "EC"},
                                                {"ES512", "EC"}}};

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

base::Result<Json> parsed(const std::string& text) {
  auto json = text::parse_json(std::make_shared<const base::SourceFile>(base::SourceFile{"token", text}));
  if (!json || !json->is_object()) return bad("the ID token cannot be read");
  return *std::move(json);
}

base::Result<Json> header_of(const std::string& token) {
  const auto end = token.find('.');
  if (token.size() > kLongestToken || end == std::string::npos) return bad("the ID token cannot be read");
  std::string bytes(end, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), token.data(), end, nullptr,
                        &length, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return bad("the ID token cannot be read");
  bytes.resize(length);
  return parsed(bytes);
}

bool is_for_signing(const Json& key, std::string_view kind, const std::string& algorithm) {
  const auto use = text_of(key, "use"), only = text_of(key, "alg");
  return text_of(key, "kty") == kind && (use.empty() || use == "sig") && (only.empty() || only == algorithm);
}

// The content, when the key's signature holds.
std::optional<std::string> opened(const std::string& token, const Json& key) {
  cjose_err error{};
  const auto text = key.dump();
  const Jwk jwk(cjose_jwk_import(text.data(), text.size(), &error));
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  if (jwk == nullptr || jws == nullptr || !cjose_jws_verify(jws.get(), jwk.get(), &error)) return std::nullopt;
  std::uint8_t* bytes = nullptr;
  std::size_t length = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &bytes, &length, &error)) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes), length);
}

base::Result<std::string> signed_content(const std::string& token, const Json& keys) {
  KJEDE_ASSIGN(const auto header, header_of(token));
  if (header.contains("crit")) return bad("the ID token asks for more than is known here");
  const auto algorithm = text_of(header, "alg"), id = text_of(header, "kid");
  const auto known =
      std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& one) { return one.name == algorithm; });
  if (known == kAlgorithms.end()) return bad("the ID token is not signed with a public key");
  bool any = false;
  for (const auto& key : keys) {
    const bool named = id.empty() || text_of(key, "kid") == id;
    if (!named || !is_for_signing(key, known->key, algorithm)) continue;
    any = true;
    if (auto content = opened(token, key)) return *std::move(content);
  }
  return any ? bad("the signature of the ID token is wrong")
             : bad("the ID token is signed with a key that is not known");
}

bool is_for(const Json& claims, const std::string& client) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return false;
  const bool listed = found->is_array() && std::find(found->begin(), found->end(), Json(client)) != found->end();
  const bool many = found->is_array() && found->size() > 1;
  const auto party = claims.find("azp");
  if (party != claims.end() ? *party != Json(client) : many) return false;
  return listed || *found == Json(client);
}

std::optional<double> number_of(const Json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const auto value = found->get<double>();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

base::Result<void> check_times(const Json& claims, base::Instant now) {
  const auto seconds = std::chrono::duration<double>(now.time_since_epoch()).count();
  const auto expires = number_of(claims, "exp"), issued = number_of(claims, "iat");
  if (!expires || !issued) return bad("the ID token does not say from when until when it holds");
  if (*expires + kSlack < seconds || *issued + kOldest < seconds) return bad("the ID token has expired");
  const auto begins = std::max(*issued, number_of(claims, "nbf").value_or(*issued));
  if (begins - kSlack > seconds) return bad("the ID token is not valid yet: do the clocks differ?");
  return {};
}

}  // namespace

base::Result<std::string> key_of_token(const std::string& token) {
  KJEDE_ASSIGN(const auto header, header_of(token));
  return text_of(header, "kid");
}

bool has_key(const Json& keys, const std::string& id) {
  return std::any_of(keys.begin(), keys.end(), [&](const Json& key) { return text_of(key, "kid") == id; });
}

base::Result<Json> verified_claims(const std::string& token, const Json& keys, const TokenExpectation& expected) {
  KJEDE_ASSIGN(const auto content, signed_content(token, keys));
  KJEDE_ASSIGN(auto claims, parsed(content));
  if (text_of(claims, "iss") != expected.issuer) return bad("the ID token comes from another provider");
  if (!is_for(claims, expected.client)) return bad("the ID token is meant for another site");
  KJEDE_TRY(check_times(claims, expected.now));
  const auto nonce = text_of(claims, "nonce");
  if (nonce.empty() || nonce != expected.nonce) return bad("the ID token belongs to another log-in");
  constexpr std::size_t longest_subject = 255;
  const auto subject = text_of(claims, "sub");
  if (subject.empty() || subject.size() > longest_subject) return bad("the ID token does not say who it is about");
  return claims;
}

}  // namespace kjede::server
