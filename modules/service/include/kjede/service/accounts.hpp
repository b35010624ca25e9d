#pragma once
// Who may use the site: accounts with Argon2id passwords, sessions as random tokens that are stored hashed, lockout
// that grows with failures per account and per address, roles with units. A change counts from the next request on.
//
//   KJEDE_ASSIGN(const auto accounts, service::Accounts::open(records->database()));
//   KJEDE_ASSIGN(const auto begun, accounts->log_in("kari", password, address, now));

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/sensitive.hpp"
#include "kjede/service/roles.hpp"
#include "kjede/store/accounts.hpp"

namespace kjede::service {

using Password = base::Sensitive<std::string>;

struct Account {
  std::string name;  // 1–64 of a-z, 0-9, . _ @ -
  std::string display;
  bool disabled = false;
  bool has_password = false;
  std::vector<Grant> grants;
};

// Whom an identity provider has named. The same issuer and subject are the same account, whatever the person is called.
struct TrustedPerson {
  std::string issuer, subject;
  std::string wanted_name;  // for a new account; a name that is taken gets a number
  std::string display;
  std::optional<std::vector<Grant>> grants;  // as the provider says; nothing: as they stand here
};

struct LiveSession {
  Account account;
  std::string csrf;
  std::string token_hash;
};

struct BegunSession {
  base::Sensitive<std::string> token;  // for the cookie
  LiveSession session;
};

// Failed attempts by account and by address: from the fifth on the next has to wait, twice as long each time, up to an
// hour; forgotten a day after the last. Names that do not exist are counted alike.
class Lockout {
 public:
  std::chrono::seconds wait(const std::string& who, base::Instant now) const;  // 0: may try
  void failed(const std::string& who, base::Instant now);
  void succeeded(const std::string& who);

 private:
  struct Count {
    int failures = 0;
    base::Instant last{};
  };
  void forget_old(base::Instant now);
  std::map<std::string, Count> counts_;
};

inline constexpr std::chrono::hours kSessionIdle{2};
inline constexpr std::chrono::hours kSessionLife{12};
inline constexpr std::size_t kShortestPassword = 12;

// Any number of threads; it has a connection of its own.
class Accounts {
 public:
  static base::Result<std::unique_ptr<Accounts>> open(store::Database& database);

  // Fails: bad_login (the same for a name that does not exist), locked_out (says how long).
  base::Result<BegunSession> log_in(const std::string& name, const Password& password, const std::string& address,
                                    base::Instant now);
  // Makes the account when it is the first time. It never takes over one that was made here. Fails: bad_login when
  // the account is closed.
  base::Result<BegunSession> log_in_trusted(const TrustedPerson& person, base::Instant now);
  base::Result<bool> is_trusted(const std::string& name);
  base::Result<std::optional<LiveSession>> session(const base::Sensitive<std::string>& token, base::Instant now);
  base::Result<void> log_out(const std::string& token_hash);
  // Is a session that was begun before still as it was? For streams that stay open.
  base::Result<bool> still(const std::string& token_hash, const std::vector<Grant>& grants, base::Instant now);

  base::Result<std::vector<Account>> all();
  base::Result<void> add(const Account& account, const std::optional<Password>& password, base::Instant now);
  // Ends the user's sessions when the password changes or the account is closed.
  base::Result<void> set_password(const std::string& name, const Password& password);
  base::Result<void> set_disabled(const std::string& name, bool disabled);
  base::Result<void> set_grants(const std::string& name, const std::vector<Grant>& grants);
  base::Result<void> remove(const std::string& name);

 private:
  explicit Accounts(std::unique_ptr<store::Database> database) : database_(std::move(database)) {}
  base::Result<Account> account_of(const store::UserRow& row);
  base::Result<store::UserRow> known(const std::string& name);
  base::Result<store::UserRow> make_trusted(const TrustedPerson& person, base::Instant now);
  base::Result<std::optional<LiveSession>> live(const std::string& token_hash, base::Instant now);
  base::Result<BegunSession> begin(const store::UserRow& user, base::Instant now);

  std::mutex mutex_;
  std::unique_ptr<store::Database> database_;
  Lockout lockout_;
};

}  // namespace kjede::service
