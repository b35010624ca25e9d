#include "kjede/store/accounts.hpp"

#include <fmt/format.h>

namespace kjede::store {
namespace {

using Row = std::vector<base::Value>;

constexpr std::string_view kTables[] = {
    R"(create table if not exists kjede_user (name text collate "C" not null, display text collate "C" not null,
       password_hash text collate "C" not null, disabled boolean not null, created timestamp not null))",
    R"(create table if not exists kjede_grant (user_name text collate "C" not null, role text collate "C" not null,
       unit text collate "C" not null))",
    R"(create table if not exists kjede_session (token_hash text collate "C" not null,
       user_name text collate "C" not null, csrf text collate "C" not null, created timestamp not null,
       seen timestamp not null))",
    R"(create table if not exists kjede_trusted (issuer text collate "C" not null, subject text collate "C" not null,
       user_name text collate "C" not null))",
};
constexpr std::string_view kIndexes[] = {
    "create unique index if not exists kjede_user_name on kjede_user (name)",
    "create unique index if not exists kjede_trusted_subject on kjede_trusted (issuer, subject)",
};

UserRow user_of(const Row& row) {
  return {std::get<std::string>(row[0]), std::get<std::string>(row[1]), std::get<std::string>(row[2]),
          std::get<bool>(row[3]), std::get<base::Instant>(row[4])};
}

constexpr std::string_view kUserColumns = "name, display, password_hash, disabled, created";

// All statements, or none.
template <class Work>
base::Result<void> in_one(Database& database, const Work& work) {
  KJEDE_TRY(database.begin());
  if (auto done = work(); !done) {
    if (database.in_transaction()) static_cast<void>(database.rollback().has_value());
    return done;
  }
  return database.commit();
}

base::Result<void> run(Database& database, std::string_view sql, const Row& parameters) {
  KJEDE_TRY(database.execute(sql, parameters));
  return {};
}

}  // namespace

base::Result<void> prepare_accounts(Database& database) {
  for (const auto sql : kTables) KJEDE_TRY(database.execute(sql));
  for (const auto sql : kIndexes) KJEDE_TRY(database.execute(sql));
  return {};
}

base::Result<std::optional<UserRow>> find_user(Database& database, std::string_view name) {
  KJEDE_ASSIGN(const auto table, database.query(fmt::format("select {} from kjede_user where name = $1", kUserColumns),
                                                Row{std::string(name)}));
  return table.rows.empty() ? std::optional<UserRow>() : user_of(table.rows.front());
}

base::Result<std::vector<UserRow>> all_users(Database& database) {
  KJEDE_ASSIGN(const auto table, database.query(fmt::format("select {} from kjede_user order by name", kUserColumns)));
  std::vector<UserRow> out;
  for (const auto& row : table.rows) out.push_back(user_of(row));
  return out;
}

base::Result<void> insert_user(Database& database, const UserRow& user) {
  return run(database, fmt::format("insert into kjede_user ({}) values ($1, $2, $3, $4, $5)", kUserColumns),
             {user.name, user.display, user.password_hash, user.disabled, user.created});
}

base::Result<void> update_user(Database& database, const UserRow& user) {
  return run(database, "update kjede_user set display = $2, password_hash = $3, disabled = $4 where name = $1",
             {user.name, user.display, user.password_hash, user.disabled});
}

base::Result<bool> delete_user(Database& database, std::string_view name) {
  const Row who{std::string(name)};
  std::int64_t deleted = 0;
  const auto done = in_one(database, [&]() -> base::Result<void> {
    KJEDE_TRY(database.execute("delete from kjede_session where user_name = $1", who));
    KJEDE_TRY(database.execute("delete from kjede_grant where user_name = $1", who));
    KJEDE_TRY(database.execute("delete from kjede_trusted where user_name = $1", who));
    KJEDE_ASSIGN(deleted, database.execute("delete from kjede_user where name = $1", who));
    return {};
  });
  if (!done) return done.unexpected();
  return deleted > 0;
}

base::Result<std::optional<UserRow>> find_trusted(Database& database, std::string_view issuer,
                                                  std::string_view subject) {
  KJEDE_ASSIGN(const auto table,
               database.query("select user_name from kjede_trusted where issuer = $1 and subject = $2",
                              Row{std::string(issuer), std::string(subject)}));
  if (table.rows.empty()) return std::optional<UserRow>();
  return find_user(database, std::get<std::string>(table.rows.front().front()));
}

base::Result<void> insert_trusted(Database& database, const UserRow& user, std::string_view issuer,
                                  std::string_view subject) {
  return in_one(database, [&]() -> base::Result<void> {
    KJEDE_TRY(insert_user(database, user));
    return run(database, "insert into kjede_trusted (issuer, subject, user_name) values ($1, $2, $3)",
               {std::string(issuer), std::string(subject), user.name});
  });
}

base::Result<bool> is_trusted(Database& database, std::string_view user) {
  KJEDE_ASSIGN(const auto table,
               database.query("select user_name from kjede_trusted where user_name = $1", Row{std::string(user)}));
  return !table.rows.empty();
}

base::Result<std::vector<GrantRow>> grants_of(Database& database, std::string_view user) {
  KJEDE_ASSIGN(const auto table,
               database.query("select role, unit from kjede_grant where user_name = $1 order by role, unit",
                              Row{std::string(user)}));
  std::vector<GrantRow> out;
  for (const auto& row : table.rows) out.push_back({std::get<std::string>(row[0]), std::get<std::string>(row[1])});
  return out;
}

base::Result<void> set_grants(Database& database, std::string_view user, const std::vector<GrantRow>& grants) {
  const std::string name(user);
  return in_one(database, [&]() -> base::Result<void> {
    KJEDE_TRY(database.execute("delete from kjede_grant where user_name = $1", Row{name}));
    for (const auto& grant : grants) {
      KJEDE_TRY(database.execute("insert into kjede_grant (user_name, role, unit) values ($1, $2, $3)",
                                 Row{name, grant.role, grant.unit}));
    }
    return {};
  });
}

base::Result<void> insert_session(Database& database, const SessionRow& session) {
  return run(database,
             "insert into kjede_session (token_hash, user_name, csrf, created, seen) values ($1, $2, $3, $4, $5)",
             {session.token_hash, session.user, session.csrf, session.created, session.seen});
}

base::Result<std::optional<SessionRow>> find_session(Database& database, std::string_view token_hash) {
  KJEDE_ASSIGN(
      const auto table,
      database.query("select token_hash, user_name, csrf, created, seen from kjede_session where token_hash = $1",
                     Row{std::string(token_hash)}));
  if (table.rows.empty()) return std::optional<SessionRow>();
  const auto& row = table.rows.front();
  const auto text = [&](std::size_t i) { return std::get<std::string>(row[i]); };
  return std::optional(
      SessionRow{text(0), text(1), text(2), std::get<base::Instant>(row[3]), std::get<base::Instant>(row[4])});
}

base::Result<void> touch_session(Database& database, std::string_view token_hash, base::Instant seen) {
  return run(database, "update kjede_session set seen = $2 where token_hash = $1", {std::string(token_hash), seen});
}

base::Result<void> delete_session(Database& database, std::string_view token_hash) {
  return run(database, "delete from kjede_session where token_hash = $1", {std::string(token_hash)});
}

base::Result<void> delete_sessions_of(Database& database, std::string_view user) {
  return run(database, "delete from kjede_session where user_name = $1", {std::string(user)});
}

base::Result<void> delete_old_sessions(Database& database, base::Instant seen_before, base::Instant begun_before) {
  return run(database, "delete from kjede_session where seen < $1 or created < $2", {seen_before, begun_before});
}

}  // namespace kjede::store
