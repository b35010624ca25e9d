#include "adapters.hpp"
#include "location.hpp"

namespace kjede::store {

bool is_server(const std::string& location) {
  return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

std::string shown(const std::string& location) {
  if (!is_server(location)) return location;
  auto text = location.substr(0, location.find('?'));
  const auto start = text.find("://") + 3;
  const auto at = text.rfind('@');
  return at == std::string::npos || at < start ? text : text.substr(0, start) + text.substr(at + 1);
}

base::Result<std::unique_ptr<Database>> open(const std::string& location, Mode mode, const Limits& limits) {
  return is_server(location) ? postgres::open(location, mode) : duckdb::open(location, mode, limits);
}

}  // namespace kjede::store
