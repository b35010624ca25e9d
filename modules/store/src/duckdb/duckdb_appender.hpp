#pragma once

#include "duckdb_database.hpp"

namespace kjede::store::duckdb {

base::Result<std::unique_ptr<Appender>> make_appender(DuckDatabase& database, std::string_view table,
                                                      std::span<const Column> columns);

}  // namespace kjede::store::duckdb
