#pragma once

#include "postgres_database.hpp"

namespace kjede::store::postgres {

base::Result<std::unique_ptr<Appender>> make_appender(PostgresDatabase& database, std::string_view table,
                                                      std::span<const Column> columns);

}  // namespace kjede::store::postgres
