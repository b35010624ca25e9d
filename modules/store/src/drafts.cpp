#include "kjede/store/drafts.hpp"

namespace kjede::store {
namespace {

using Row = std::vector<base::Value>;

constexpr std::string_view kTable =
    R"(create table if not exists kjede_draft (user_name text collate "C" not null,
       register_id text collate "C" not null, record_key text collate "C" not null, body text collate "C" not null,
       saved timestamp not null))";
constexpr std::string_view kDelete =
    "delete from kjede_draft where user_name = $1 and register_id = $2 and record_key = $3";

base::Result<void> replace(Database& database, const Draft& draft) {
  KJEDE_TRY(database.execute(kDelete, Row{draft.user, draft.register_id, draft.key}));
  KJEDE_TRY(
      database.execute("insert into kjede_draft (user_name, register_id, record_key, body, saved) "
                       "values ($1, $2, $3, $4, $5)",
                       Row{draft.user, draft.register_id, draft.key, draft.body, draft.saved}));
  return {};
}

}  // namespace

base::Result<void> prepare_drafts(Database& database) {
  KJEDE_TRY(database.execute(kTable));
  return {};
}

base::Result<void> keep_draft(Database& database, const Draft& draft) {
  KJEDE_TRY(database.begin());
  if (auto done = replace(database, draft); !done) {
    if (database.in_transaction()) static_cast<void>(database.rollback().has_value());
    return done;
  }
  return database.commit();
}

base::Result<std::optional<Draft>> find_draft(Database& database, std::string_view user, std::string_view register_id,
                                              std::string_view key) {
  KJEDE_ASSIGN(const auto table, database.query("select body, saved from kjede_draft where user_name = $1 and "
                                                "register_id = $2 and record_key = $3",
                                                Row{std::string(user), std::string(register_id), std::string(key)}));
  if (table.rows.empty()) return std::optional<Draft>();
  return std::optional(Draft{std::string(user), std::string(register_id), std::string(key),
                             std::get<std::string>(table.rows[0][0]), std::get<base::Instant>(table.rows[0][1])});
}

base::Result<void> drop_draft(Database& database, std::string_view user, std::string_view register_id,
                              std::string_view key) {
  KJEDE_TRY(database.execute(kDelete, Row{std::string(user), std::string(register_id), std::string(key)}));
  return {};
}

base::Result<std::vector<Draft>> drafts_of(Database& database, std::string_view user) {
  KJEDE_ASSIGN(const auto table, database.query("select register_id, record_key, body, saved from kjede_draft where "
                                                "user_name = $1 order by saved desc, register_id, record_key",
                                                Row{std::string(user)}));
  std::vector<Draft> out;
  for (const auto& row : table.rows) {
    const auto text = [&](std::size_t i) { return std::get<std::string>(row[i]); };
    out.push_back({std::string(user), text(0), text(1), text(2), std::get<base::Instant>(row[3])});
  }
  return out;
}

}  // namespace kjede::store
