#include "kjede/service/workspace.hpp"

#include "kjede/catalog/load.hpp"

namespace kjede::service {
namespace {

std::string key_file_of(const WorkspaceOptions& options) {
  if (!options.key_file.empty() || options.store == ":memory:") return options.key_file;
  const bool server = options.store.starts_with("postgresql://") || options.store.starts_with("postgres://");
  return server ? "kjede.key" : options.store + ".key";
}

}  // namespace

base::Result<Workspace> open(const WorkspaceOptions& options) {
  Workspace workspace;
  KJEDE_ASSIGN(workspace.catalog, catalog::load(options.catalog));
  KJEDE_ASSIGN(
      workspace.records,
      store::open_records(
          {.location = options.store, .key_file = key_file_of(options), .mode = options.mode, .keep_answers = true}));
  return workspace;
}

}  // namespace kjede::service
