#include "schema.hpp"

#include <fmt/format.h>

#include "kjede/store/codes.hpp"
#include "location.hpp"

namespace kjede::store {
namespace {

constexpr std::string_view kTables[] = {
    R"(create table kjede_store (schema_version bigint not null, key_check text collate "C"))",
    R"(create table kjede_batch (number bigint not null, register_id text collate "C" not null, recorded timestamp not null,
       source text collate "C" not null, row_count bigint not null, created bigint not null, changed bigint not null,
       unchanged bigint not null, rejected bigint not null, warned bigint not null,
       data_version text collate "C" not null))",
    R"(create table kjede_identity (pseudonym text collate "C" not null, sealed text collate "C" not null))",
    R"(create table kjede_access_log (seq bigint not null, recorded timestamp not null, actor text collate "C" not null,
       action text collate "C" not null, subject text collate "C" not null, purpose text collate "C" not null,
       detail text collate "C" not null, hits bigint not null, entry_hash text collate "C" not null))",
};

// Two programs that take the same number: the later one is refused.
constexpr std::string_view kIndexes[] = {
    "create unique index kjede_batch_number on kjede_batch (number)",
    "create unique index kjede_access_log_seq on kjede_access_log (seq)",
};
// DuckDB finds persons fast without, and an index would slow bulk rows.
constexpr std::string_view kIdentityIndex =
    "create unique index kjede_identity_pseudonym on kjede_identity (pseudonym)";

base::Result<std::int64_t> number(Database& database, std::string_view sql) {
  KJEDE_ASSIGN(const auto table, database.query(sql));
  return std::get<std::int64_t>(table.rows.at(0).at(0));
}

constexpr std::string_view kHere = "table_catalog = current_database() and table_schema = current_schema()";

base::Result<bool> has_tables(Database& database, std::string_view condition) {
  KJEDE_ASSIGN(const auto n,
               number(database,
                      fmt::format("select count(*) from information_schema.tables where {} and {}", kHere, condition)));
  return n > 0;
}

base::Result<void> make_tables(Database& database) {
  for (const auto sql : kTables) KJEDE_TRY(database.execute(sql));
  for (const auto sql : kIndexes) KJEDE_TRY(database.execute(sql));
  if (database.dialect() == Dialect::postgres) KJEDE_TRY(database.execute(kIdentityIndex));
  const std::vector<base::Value> version{kSchemaVersion};
  KJEDE_TRY(database.execute("insert into kjede_store (schema_version) values ($1)", version));
  return database.commit();
}

base::Result<StoreState> make_store(Database& database, const std::string& location) {
  if (database.mode() == Mode::read_only) {
    return base::fail(codes::not_a_store, fmt::format("'{}' holds no Kjede store yet", location),
                      "import something first");
  }
  KJEDE_TRY(database.begin());
  if (database.dialect() == Dialect::postgres) {
    KJEDE_TRY(database.query("select cast(pg_advisory_xact_lock(7238904) as text)"));  // two programs, one new store
    KJEDE_ASSIGN(const bool made, has_tables(database, "table_name = 'kjede_store'"));
    if (made) {
      KJEDE_TRY(database.rollback());
      return StoreState{};
    }
  }
  if (const auto made = make_tables(database); !made) {
    if (database.in_transaction()) static_cast<void>(database.rollback().has_value());
    return made.unexpected();
  }
  return StoreState{true, ""};
}

base::Result<StoreState> check_store(Database& database, const std::string& location) {
  KJEDE_ASSIGN(const auto table, database.query("select schema_version, key_check from kjede_store"));
  if (table.rows.size() != 1) {
    return base::fail(codes::not_a_store, fmt::format("'{}' has no schema version", location),
                      "restore a copy of the store");
  }
  const auto version = std::get<std::int64_t>(table.rows[0][0]);
  if (version > kSchemaVersion) {
    return base::fail(
        codes::newer_schema,
        fmt::format("'{}' has schema version {}, this program knows up to {}", location, version, kSchemaVersion),
        "use the newer Kjede that wrote it");
  }
  const auto* check = std::get_if<std::string>(&table.rows[0][1]);
  return StoreState{false, check == nullptr ? "" : *check};
}

}  // namespace

base::Result<StoreState> ensure_store(Database& database, const std::string& address) {
  const auto location = shown(address);
  KJEDE_ASSIGN(const bool ours, has_tables(database, "table_name = 'kjede_store'"));
  if (ours) return check_store(database, location);
  KJEDE_ASSIGN(const bool others, has_tables(database, "1 = 1"));
  if (others) {
    return base::fail(codes::not_a_store, fmt::format("'{}' holds tables that Kjede did not make", location),
                      "name a new file, or an empty database or schema");
  }
  KJEDE_ASSIGN(const auto state, make_store(database, location));
  return state.fresh ? base::Result<StoreState>(state) : check_store(database, location);
}

base::Result<bool> has_table(Database& database, std::string_view name) {
  return has_tables(database, fmt::format("table_name = {}", literal(name)));
}

base::Result<void> remember_key_check(Database& database, const std::string& value) {
  KJEDE_TRY(database.execute("update kjede_store set key_check = $1", std::vector<base::Value>{value}));
  return {};
}

}  // namespace kjede::store
