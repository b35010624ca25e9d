#pragma once
// Asks the identity provider: one request with limits on time and size, certificates checked, no redirects.
//
//   KJEDE_ASSIGN(const auto reply, fetch({.url = issuer + "/.well-known/openid-configuration"}));

#include <string>
#include <string_view>

#include "kjede/base/result.hpp"

namespace kjede::server {

inline constexpr std::string_view kOidcCallback = "/api/v1/session/oidc/callback";

struct FetchOrder {
  std::string url;
  std::string form = {};                 // empty: GET; else POST
  std::string user = {}, password = {};  // empty user: no Authorization
  std::string authority = {};            // file of certificates to trust; empty: the system's
};

struct Fetched {
  long status = 0;
  std::string body;
};

// https, or http on this machine alone.
bool may_fetch(std::string_view url);
// Fails (oidc_unreachable) without an answer; a status is for the caller to judge.
base::Result<Fetched> fetch(const FetchOrder& order);
// Everything but letters, digits and - . _ ~ as %XX.
std::string escaped(std::string_view text);

}  // namespace kjede::server
