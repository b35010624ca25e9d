// The table of a register: made from its schema, widened when the definition grows.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "kjede/store/codes.hpp"
#include "kjede/store/dialect.hpp"
#include "schema.hpp"

namespace kjede::store {
namespace {

constexpr std::size_t kLongestName = 63;  // PostgreSQL cuts what is longer, silently

const std::vector<Column> kSystemColumns{{"record_key", ColumnType::text},    {"version", ColumnType::integer},
                                         {"batch_from", ColumnType::integer}, {"batch_to", ColumnType::integer},
                                         {"row_hash", ColumnType::text},      {"event_date", ColumnType::date},
                                         {"person", ColumnType::text}};

std::string table_name(std::string_view register_id) { return "records_" + std::string(register_id); }

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

base::Result<void> check_names(const RegisterSchema& schema) {
  const auto bad = [&](std::string why) {
    return base::fail(codes::bad_schema, fmt::format("register '{}': {}", schema.register_id, why),
                      "choose another name");
  };
  if (table_name(schema.register_id).size() > kLongestName) return bad("its name is too long");
  std::set<std::string> seen;
  for (const auto& column : kSystemColumns) seen.insert(column.name);
  for (const auto& column : schema.variables) {
    if (column.name.empty() || column.name.size() > kLongestName) {
      return bad(fmt::format("the variable name '{}' is empty or longer than {} bytes", column.name, kLongestName));
    }
    if (!seen.insert(lower(column.name)).second) {
      return bad(fmt::format("the variable name '{}' is taken by the store or by another variable", column.name));
    }
  }
  return {};
}

ColumnType type_of(std::string_view data_type) {
  const auto name = lower(std::string(data_type));
  if (name == "boolean") return ColumnType::boolean;
  if (name == "bigint") return ColumnType::integer;
  if (name.starts_with("double")) return ColumnType::real;
  if (name == "date") return ColumnType::date;
  return name.starts_with("timestamp") ? ColumnType::time : ColumnType::text;
}

std::string_view word_for(ColumnType type) {
  switch (type) {
    case ColumnType::text: return "text";
    case ColumnType::boolean: return "boolean";
    case ColumnType::integer: return "integer";
    case ColumnType::real: return "number";
    case ColumnType::date: return "date";
    case ColumnType::time: return "time";
  }
  return "text";
}

base::Result<std::map<std::string, ColumnType>> existing_columns(Database& database, std::string_view register_id) {
  const std::vector<base::Value> name{table_name(register_id)};
  KJEDE_ASSIGN(
      const auto table,
      database.query("select cast(column_name as text), cast(data_type as text) from information_schema.columns "
                     "where table_catalog = current_database() and table_schema = current_schema() "
                     "and table_name = $1",
                     name));
  std::map<std::string, ColumnType> columns;
  for (const auto& row : table.rows) columns[std::get<std::string>(row[0])] = type_of(std::get<std::string>(row[1]));
  return columns;
}

base::Result<void> create(Database& database, const RegisterSchema& schema) {
  std::string columns;
  for (const auto& column : kSystemColumns) {
    const bool required = column.name != "event_date" && column.name != "person";
    columns += fmt::format("{}{} {}{}", columns.empty() ? "" : ", ", column.name, column_type(column.type),
                           required ? " not null" : "");
  }
  for (const auto& column : schema.variables) {
    columns += fmt::format(", {} {}", store::quoted(column.name), column_type(column.type));
  }
  const auto table = table_of(schema.register_id);
  KJEDE_TRY(database.execute(fmt::format("create table {} ({})", table, columns)));
  if (database.dialect() == Dialect::postgres) {
    KJEDE_TRY(
        database.execute(fmt::format("create unique index on {} (record_key) where batch_to = {}", table, kNoBatch)));
  }
  return {};
}

base::Result<void> widen(Database& database, const RegisterSchema& schema,
                         const std::map<std::string, ColumnType>& existing) {
  for (const auto& column : schema.variables) {
    const auto found = existing.find(column.name);
    if (found == existing.end()) {
      if (database.mode() == Mode::read_only) {
        return base::fail(
            codes::no_records,
            fmt::format("the store has no variable '{}' of register '{}' yet", column.name, schema.register_id),
            "import with the new definition first");
      }
      KJEDE_TRY(database.execute(fmt::format("alter table {} add column {} {}", table_of(schema.register_id),
                                             store::quoted(column.name), column_type(column.type))));
    } else if (found->second != column.type) {
      return base::fail(codes::column_type_changed,
                        fmt::format("variable '{}' of register '{}' is stored as {}, the definition says {}",
                                    column.name, schema.register_id, word_for(found->second), word_for(column.type)),
                        "give the variable a new name, or import into a new store");
    }
  }
  return {};
}

}  // namespace

std::span<const Column> system_columns() { return kSystemColumns; }

std::string table_of(std::string_view register_id) { return store::quoted(table_name(register_id)); }

std::string current_at(std::int64_t batch) { return fmt::format("(batch_from <= {0} and batch_to > {0})", batch); }

base::Result<void> ensure_register(Database& database, const RegisterSchema& schema) {
  KJEDE_TRY(check_names(schema));
  KJEDE_ASSIGN(const auto existing, existing_columns(database, schema.register_id));
  if (!existing.empty()) return widen(database, schema, existing);
  if (database.mode() == Mode::read_only) {
    return base::fail(codes::no_records,
                      fmt::format("the store has no records of register '{}' yet", schema.register_id),
                      "import some first");
  }
  return create(database, schema);
}

}  // namespace kjede::store
