#pragma once
// The store's own tables, their version, and the tables of registers.

#include <string>

#include "kjede/store/records.hpp"

namespace kjede::store {

inline constexpr std::int64_t kSchemaVersion = 1;

struct StoreState {
  bool fresh = false;     // this call made the tables
  std::string key_check;  // empty: no keys were ever used
};

// Makes the tables of an empty database; checks those of another. `location` for messages.
base::Result<StoreState> ensure_store(Database& database, const std::string& location);
base::Result<bool> has_table(Database& database, std::string_view name);
base::Result<void> remember_key_check(Database& database, const std::string& value);

// Columns of a register's table before its variables.
std::span<const Column> system_columns();

base::Result<void> ensure_register(Database& database, const RegisterSchema& schema);

}  // namespace kjede::store
