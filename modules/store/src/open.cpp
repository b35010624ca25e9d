#include "adapters.hpp"

namespace kjede::store {

base::Result<std::unique_ptr<Database>> open(const std::string& location, Mode mode, const Limits& limits) {
  if (location.starts_with("postgresql://") || location.starts_with("postgres://")) return postgres::open(location, mode);
  return duckdb::open(location, mode, limits);
}

}  // namespace kjede::store
