#pragma once
// What open() chooses between.

#include "kjede/store/database.hpp"

namespace kjede::store {

namespace duckdb {
base::Result<std::unique_ptr<Database>> open(const std::string& path, Mode mode, const Limits& limits);
}
namespace postgres {
base::Result<std::unique_ptr<Database>> open(const std::string& uri, Mode mode);
}

}  // namespace kjede::store
