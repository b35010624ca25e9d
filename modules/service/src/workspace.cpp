#include "kjede/service/workspace.hpp"

#include <fmt/format.h>

#include "kjede/catalog/load.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

std::string key_file_of(const WorkspaceOptions& options) {
  if (!options.key_file.empty() || options.store == ":memory:") return options.key_file;
  const bool server = options.store.starts_with("postgresql://") || options.store.starts_with("postgres://");
  return server ? "kjede.key" : options.store + ".key";
}

base::Result<catalog::ParameterValues> parameters_of(const std::vector<std::string>& given) {
  catalog::ParameterValues out;
  for (const auto& text : given) {
    const auto sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
      return base::fail(codes::bad_choice, fmt::format("'{}' gives no parameter a value", text),
                        "write --parameter urban_inhabitants=200");
    out[text.substr(0, sign)] = text.substr(sign + 1);
  }
  return out;
}

}  // namespace

base::Result<Workspace> open(const WorkspaceOptions& options) {
  Workspace workspace;
  KJEDE_ASSIGN(const auto parameters, parameters_of(options.parameters));
  KJEDE_ASSIGN(workspace.catalog, catalog::load(options.catalog, parameters));
  KJEDE_ASSIGN(
      workspace.records,
      store::open_records(
          {.location = options.store, .key_file = key_file_of(options), .mode = options.mode, .keep_answers = true}));
  return workspace;
}

}  // namespace kjede::service
