#pragma once
// What open() chooses between.

#include "kjede/store/database.hpp"

namespace kjede::store {

namespace duckdb {
base::Result<std::unique_ptr<Database>> open(const std::string& path, Mode mode, const Limits& limits);
// In memory, and SQL may read other files.
base::Result<std::unique_ptr<Database>> open_for_files(const Limits& limits);
// scan that ends when `visit` gives false.
base::Result<void> scan_until(Database& database, std::string_view sql, const std::function<bool(const Chunk&)>& visit);
}  // namespace duckdb
namespace postgres {
base::Result<std::unique_ptr<Database>> open(const std::string& uri, Mode mode);
}

}  // namespace kjede::store
