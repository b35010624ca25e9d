#pragma once
// The identity provider: what it says of itself, its keys, and a code exchanged for checked claims. One thread's, but
// for what says otherwise.
//
//   OidcProvider provider(settings);
//   KJEDE_ASSIGN(const auto address, provider.authorize_address(attempt, now));
//   KJEDE_ASSIGN(const auto claims, provider.redeem(code, attempt, now));

#include <mutex>
#include <optional>

#include "kjede/base/time.hpp"
#include "kjede/server/oidc.hpp"

namespace kjede::server {

// One log-in on its way.
struct OidcAttempt {
  std::string state, nonce, verifier;
  std::string to;  // path of the site to show afterwards
  base::Instant begun;
};

class OidcProvider {
 public:
  explicit OidcProvider(OidcSettings settings) : settings_(std::move(settings)) {}
  const OidcSettings& settings() const { return settings_; }

  base::Result<std::string> authorize_address(const OidcAttempt& attempt, base::Instant now);
  // The code is spent at the provider; the ID token that comes for it is checked against the attempt.
  base::Result<text::Json> redeem(const std::string& code, const OidcAttempt& attempt, base::Instant now);
  // Where a browser logs out at the provider too; empty: it offers none, or has not been asked yet. Any thread.
  std::string end_session_address() const;
  // The parameter `iss` of an answer (RFC 9207): must be ours when it is there, must be there when it was promised.
  base::Result<void> check_sender(const std::string& issuer, base::Instant now);

 private:
  struct Known {
    std::string authorize, token, keys;
    bool names_itself = false;
    bool secret_in_body = false;
    base::Instant read{};
  };
  base::Result<void> learn(base::Instant now);
  base::Result<text::Json> keys_for(const std::string& key, base::Instant now);
  base::Result<text::Json> ask(const std::string& url) const;
  base::Result<std::string> exchange(const std::string& code, const OidcAttempt& attempt) const;

  OidcSettings settings_;
  std::optional<Known> known_;
  text::Json keys_ = text::Json::array();
  base::Instant keys_read_{};
  mutable std::mutex mutex_;  // of what follows
  std::string end_session_;
};

}  // namespace kjede::server
