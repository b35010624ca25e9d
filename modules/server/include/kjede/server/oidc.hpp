#pragma once
// Which OpenID Connect provider people may log in with, and what its claims give them: read from one YAML file.
//
//   KJEDE_ASSIGN(const auto settings, read_oidc("oidc.yaml", catalog));
//   const auto grants = grants_of(*settings.rights, catalog.units, claims);

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/sensitive.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/service/roles.hpp"
#include "kjede/text/json.hpp"

namespace kjede::server {

// One line of the mapping: who has this value in this claim gets the role, at a unit or everywhere.
struct OidcRight {
  std::string claim;
  std::optional<std::string> has;  // absent: any value
  service::Role role = service::Role::unit_reader;
  std::string unit;       // fixed; empty: everywhere, unless unit_from names a claim
  std::string unit_from;  // claim: each value that is a unit's id or organisation number gives the role there
};

struct OidcSettings {
  std::string issuer;                       // https; http only on this machine
  std::string client;                       // client_id
  std::string redirect;                     // https://site/api/v1/session/oidc/callback, as the provider knows it
  base::Sensitive<std::string> secret{""};  // empty: a public client, protected by PKCE alone
  catalog::Label name;                      // on the log-in page
  std::vector<std::string> scopes{"openid", "profile"};
  std::string user = "preferred_username";       // claim that names a new account; `sub` when it is absent
  std::string display = "name";                  // claim that says what people call them
  std::string authority;                         // file of certificates to trust; empty: the system's
  std::optional<std::vector<OidcRight>> rights;  // absent: administrators give the roles
};

// All faults of the file at once, with their places.
base::Result<OidcSettings> read_oidc(const std::string& file, const catalog::Catalog& catalog);

// What the claims give, each right once; nobody unknown gets any.
std::vector<service::Grant> grants_of(const std::vector<OidcRight>& rights, const catalog::Units& units,
                                      const text::Json& claims);

}  // namespace kjede::server
