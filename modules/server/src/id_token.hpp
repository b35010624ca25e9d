#pragma once
// Is this ID token the provider's own, for us, for this log-in, and now? OpenID Connect Core 1.0 §3.1.3.7.
//
//   KJEDE_ASSIGN(const auto claims, verified_claims(token, keys, {issuer, client, nonce, now}));

#include <string>

#include "kjede/base/time.hpp"
#include "kjede/text/json.hpp"

namespace kjede::server {

struct TokenExpectation {
  std::string issuer, client, nonce;
  base::Instant now;
};

// The key's id in the token's header; empty: it names none. Fails for a header that cannot be read.
base::Result<std::string> key_of_token(const std::string& token);
bool has_key(const text::Json& keys, const std::string& id);

// The claims. Fails (oidc_token) with the one thing that is wrong; no claim's content is in the message.
base::Result<text::Json> verified_claims(const std::string& token, const text::Json& keys,
                                         const TokenExpectation& expected);

}  // namespace kjede::server
