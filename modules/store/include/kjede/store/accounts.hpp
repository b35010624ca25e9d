#pragma once
// Accounts of the site: users, what they may do where, and their sessions. Passwords and tokens come hashed; what they
// mean is decided above (service/accounts.hpp).
//
//   KJEDE_TRY(store::prepare_accounts(db));
//   KJEDE_ASSIGN(const auto user, store::find_user(db, "kari"));

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

struct UserRow {
  std::string name;
  std::string display;        // as people call them; may be empty
  std::string password_hash;  // empty: no password, logs in elsewhere
  bool disabled = false;
  base::Instant created;
};

struct GrantRow {
  std::string role;
  std::string unit;  // empty: all units
  auto operator<=>(const GrantRow&) const = default;
};

struct SessionRow {
  std::string token_hash;
  std::string user;
  std::string csrf;
  base::Instant created;
  base::Instant seen;
};

// Makes the tables when they are absent: a store of an older program gets them too.
base::Result<void> prepare_accounts(Database& database);

base::Result<std::optional<UserRow>> find_user(Database& database, std::string_view name);
base::Result<std::vector<UserRow>> all_users(Database& database);  // by name
// The caller has looked that there is none of that name; else the database's own error.
base::Result<void> insert_user(Database& database, const UserRow& user);
base::Result<void> update_user(Database& database, const UserRow& user);
// With grants and sessions, in one transaction. False: there was none.
base::Result<bool> delete_user(Database& database, std::string_view name);

// People whom an identity provider names: (issuer, subject) → user. A user of that name without such a row is not
// theirs.
base::Result<std::optional<UserRow>> find_trusted(Database& database, std::string_view issuer,
                                                  std::string_view subject);
// The user and the row, in one transaction.
base::Result<void> insert_trusted(Database& database, const UserRow& user, std::string_view issuer,
                                  std::string_view subject);
base::Result<bool> is_trusted(Database& database, std::string_view user);

base::Result<std::vector<GrantRow>> grants_of(Database& database, std::string_view user);  // by role and unit
base::Result<void> set_grants(Database& database, std::string_view user, const std::vector<GrantRow>& grants);

base::Result<void> insert_session(Database& database, const SessionRow& session);
base::Result<std::optional<SessionRow>> find_session(Database& database, std::string_view token_hash);
base::Result<void> touch_session(Database& database, std::string_view token_hash, base::Instant seen);
base::Result<void> delete_session(Database& database, std::string_view token_hash);
base::Result<void> delete_sessions_of(Database& database, std::string_view user);
// Sessions last seen, or begun, before these.
base::Result<void> delete_old_sessions(Database& database, base::Instant seen_before, base::Instant begun_before);

}  // namespace kjede::store
