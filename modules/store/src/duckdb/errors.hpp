#pragma once
// DuckDB's messages as Kjede's diagnostics.

#include <duckdb.h>

#include <string>
#include <string_view>

#include "kjede/base/result.hpp"

namespace kjede::store::duckdb {

base::Unexpected open_error(const std::string& path, std::string_view message, bool wants_to_write);
base::Unexpected statement_error(std::string_view message);

}  // namespace kjede::store::duckdb
