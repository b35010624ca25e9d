#include "kjede/service/accounts.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

constexpr int kFreeTries = 5;
constexpr std::chrono::seconds kFirstWait{30}, kLongestWait{3600};
constexpr std::chrono::hours kForget{24};
constexpr std::size_t kMostCounted = 100'000;
constexpr std::chrono::minutes kTouch{5};  // `seen` is written this often

std::string random_text() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::string hash_of(const std::string& token) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                     nullptr, 0);
  std::array<char, 65> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

base::Result<std::string> password_hash(const Password& password) {
  const auto& text = password.reveal();
  if (text.size() < kShortestPassword || text.size() > 1024)
    return base::fail(codes::bad_account, fmt::format("a password has {} to 1024 characters", kShortestPassword),
                      "a sentence is easy to remember and hard to guess");
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), text.data(), text.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return base::fail(codes::bad_account, "there is no memory to hash a password");
  return std::string(hash.data());
}

bool fits(const std::string& hash, const Password& password) {
  const auto& text = password.reveal();
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

// As long as a real look, for names that do not exist.
void look_busy(const Password& password) {
  static const std::string nobody = [] {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int made = crypto_pwhash_str(hash.data(), "nobody", 6, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                       crypto_pwhash_MEMLIMIT_INTERACTIVE);
    return made == 0 ? std::string(hash.data()) : std::string();
  }();
  static_cast<void>(fits(nobody, password));
}

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '@' || c == '-';
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_allowed);
}

// A name that is allowed, as near as may be; with room for a number.
std::string name_like(std::string text) {
  constexpr std::size_t longest = 56;
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!is_allowed(c)) c = '-';
  }
  text.resize(std::min(text.size(), longest));
  return text;
}

std::vector<store::GrantRow> rows_of(const std::vector<Grant>& grants) {
  std::vector<store::GrantRow> rows;
  for (const auto& grant : grants) rows.push_back({std::string(to_string(grant.role)), grant.unit});
  return rows;
}

base::Unexpected wrong() {
  return base::fail(codes::bad_login, "the user name or the password is wrong", "try again, or ask the administrator");
}

}  // namespace

std::chrono::seconds Lockout::wait(const std::string& who, base::Instant now) const {
  const auto found = counts_.find(who);
  if (found == counts_.end() || found->second.failures < kFreeTries) return std::chrono::seconds(0);
  const int doublings = std::min(found->second.failures - kFreeTries, 7);
  const auto length = std::min(kFirstWait * (1 << doublings), kLongestWait);
  const auto left = std::chrono::ceil<std::chrono::seconds>(found->second.last + length - now);
  return std::clamp(left, std::chrono::seconds(0), kLongestWait);  // a clock set back must not lock anyone out for long
}

void Lockout::failed(const std::string& who, base::Instant now) {
  if (counts_.size() >= kMostCounted) forget_old(now);
  auto& count = counts_[who];
  if (now - count.last > kForget) count.failures = 0;
  ++count.failures;
  count.last = now;
}

void Lockout::succeeded(const std::string& who) { counts_.erase(who); }

void Lockout::forget_old(base::Instant now) {
  std::erase_if(counts_, [&](const auto& one) { return now - one.second.last > kLongestWait; });
  if (counts_.size() >= kMostCounted) counts_.clear();
}

base::Result<std::unique_ptr<Accounts>> Accounts::open(store::Database& database) {
  if (sodium_init() < 0) return base::fail(codes::bad_account, "libsodium cannot start");
  KJEDE_ASSIGN(auto own, database.connect());
  KJEDE_TRY(store::prepare_accounts(*own));
  return std::unique_ptr<Accounts>(new Accounts(std::move(own)));
}

base::Result<Account> Accounts::account_of(const store::UserRow& row) {
  Account account{row.name, row.display, row.disabled, !row.password_hash.empty(), {}};
  KJEDE_ASSIGN(const auto grants, store::grants_of(*database_, row.name));
  for (const auto& grant : grants) {
    if (const auto role = parse_role(grant.role)) account.grants.push_back({*role, grant.unit});
  }
  return account;
}

base::Result<store::UserRow> Accounts::known(const std::string& name) {
  KJEDE_ASSIGN(auto row, store::find_user(*database_, name));
  if (!row) return base::fail(codes::no_user, "there is no such user", "`kjede user list` names them");
  return *std::move(row);
}

base::Result<BegunSession> Accounts::begin(const store::UserRow& user, base::Instant now) {
  const auto token = random_text();
  const store::SessionRow row{hash_of(token), user.name, random_text(), now, now};
  KJEDE_TRY(store::delete_old_sessions(*database_, now - kSessionIdle, now - kSessionLife));
  KJEDE_TRY(store::insert_session(*database_, row));
  KJEDE_ASSIGN(auto account, account_of(user));
  return BegunSession{base::Sensitive(token), {std::move(account), row.csrf, row.token_hash}};
}

base::Result<BegunSession> Accounts::log_in(const std::string& name, const Password& password,
                                            const std::string& address, base::Instant now) {
  const auto by_name = "user " + hash_of(name), by_address = "address " + address;
  std::optional<store::UserRow> user;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto wait = std::max(lockout_.wait(by_name, now), lockout_.wait(by_address, now)); wait.count() > 0)
      return base::fail(codes::locked_out, "too many failed attempts",
                        fmt::format("try again in {} seconds", wait.count()));
    KJEDE_ASSIGN(user, store::find_user(*database_, name));
  }
  const bool may = user && !user->disabled && !user->password_hash.empty();
  if (!may) look_busy(password);
  const bool right = may && fits(user->password_hash, password);  // slow on purpose: without the lock
  const std::scoped_lock lock(mutex_);
  if (!right) {
    lockout_.failed(by_name, now);
    lockout_.failed(by_address, now);
    return wrong();
  }
  lockout_.succeeded(by_name);
  return begin(*user, now);
}

base::Result<store::UserRow> Accounts::make_trusted(const TrustedPerson& person, base::Instant now) {
  const auto stem = name_like(person.wanted_name.empty() ? person.subject : person.wanted_name);
  constexpr int most = 1000;
  for (int i = 1; i <= most; ++i) {
    const auto name = i == 1 ? stem : fmt::format("{}-{}", stem, i);
    KJEDE_ASSIGN(const auto taken, store::find_user(*database_, name));
    if (taken) continue;
    const store::UserRow user{name, person.display, "", false, now};
    KJEDE_TRY(store::insert_trusted(*database_, user, person.issuer, person.subject));
    return user;
  }
  return base::fail(codes::bad_account, "there are too many users of that name");
}

base::Result<BegunSession> Accounts::log_in_trusted(const TrustedPerson& person, base::Instant now) {
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(auto user, store::find_trusted(*database_, person.issuer, person.subject));
  if (!user) {
    KJEDE_ASSIGN(user, make_trusted(person, now));
  }
  if (user->disabled) return wrong();
  if (!person.display.empty() && person.display != user->display) {
    user->display = person.display;
    KJEDE_TRY(store::update_user(*database_, *user));
  }
  if (person.grants) KJEDE_TRY(store::set_grants(*database_, user->name, rows_of(*person.grants)));
  return begin(*user, now);
}

base::Result<bool> Accounts::is_trusted(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  return store::is_trusted(*database_, name);
}

base::Result<std::optional<LiveSession>> Accounts::live(const std::string& token_hash, base::Instant now) {
  KJEDE_ASSIGN(const auto row, store::find_session(*database_, token_hash));
  const bool over = !row || now - row->seen > kSessionIdle || now - row->created > kSessionLife;
  if (over) return std::optional<LiveSession>();
  KJEDE_ASSIGN(const auto user, store::find_user(*database_, row->user));
  if (!user || user->disabled) return std::optional<LiveSession>();
  KJEDE_ASSIGN(auto account, account_of(*user));
  if (now - row->seen > kTouch) KJEDE_TRY(store::touch_session(*database_, token_hash, now));
  return std::optional(LiveSession{std::move(account), row->csrf, token_hash});
}

base::Result<std::optional<LiveSession>> Accounts::session(const base::Sensitive<std::string>& token,
                                                           base::Instant now) {
  if (token.reveal().empty() || token.reveal().size() > 100) return std::optional<LiveSession>();
  const std::scoped_lock lock(mutex_);
  return live(hash_of(token.reveal()), now);
}

base::Result<bool> Accounts::still(const std::string& token_hash, const std::vector<Grant>& grants, base::Instant now) {
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(const auto session, live(token_hash, now));
  return session && session->account.grants == grants;
}

base::Result<void> Accounts::log_out(const std::string& token_hash) {
  const std::scoped_lock lock(mutex_);
  return store::delete_session(*database_, token_hash);
}

base::Result<std::vector<Account>> Accounts::all() {
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(const auto rows, store::all_users(*database_));
  std::vector<Account> out;
  for (const auto& row : rows) {
    KJEDE_ASSIGN(auto account, account_of(row));
    out.push_back(std::move(account));
  }
  return out;
}

base::Result<void> Accounts::add(const Account& account, const std::optional<Password>& password, base::Instant now) {
  if (!is_name(account.name))
    return base::fail(codes::bad_account, "a user name has 1 to 64 of a-z, 0-9 and . _ @ -", "e.g. kari.nordmann");
  store::UserRow row{account.name, account.display, "", account.disabled, now};
  if (password) {
    KJEDE_ASSIGN(row.password_hash, password_hash(*password));
  }
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(const auto taken, store::find_user(*database_, account.name));
  if (taken)
    return base::fail(codes::bad_account, "there is a user of that name already", "choose another, or change that one");
  KJEDE_TRY(store::insert_user(*database_, row));
  return store::set_grants(*database_, account.name, rows_of(account.grants));
}

base::Result<void> Accounts::set_password(const std::string& name, const Password& password) {
  KJEDE_ASSIGN(auto hash, password_hash(password));
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(auto row, known(name));
  row.password_hash = std::move(hash);
  KJEDE_TRY(store::update_user(*database_, row));
  return store::delete_sessions_of(*database_, name);
}

base::Result<void> Accounts::set_disabled(const std::string& name, bool disabled) {
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(auto row, known(name));
  row.disabled = disabled;
  KJEDE_TRY(store::update_user(*database_, row));
  return disabled ? store::delete_sessions_of(*database_, name) : base::Result<void>();
}

base::Result<void> Accounts::set_grants(const std::string& name, const std::vector<Grant>& grants) {
  const std::scoped_lock lock(mutex_);
  KJEDE_TRY(known(name));
  return store::set_grants(*database_, name, rows_of(grants));
}

base::Result<void> Accounts::remove(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  KJEDE_ASSIGN(const bool removed, store::delete_user(*database_, name));
  if (!removed) return base::fail(codes::no_user, "there is no such user", "`kjede user list` names them");
  return {};
}

}  // namespace kjede::service
