#pragma once
// A catalog and a store, opened together: what every use case works on.
//
//   KJEDE_ASSIGN(auto workspace, service::open({.catalog = "catalog", .store = "kjede.duckdb"}));

#include <memory>
#include <string>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct WorkspaceOptions {
  std::string catalog;
  std::string store;
  std::string key_file;  // empty: <store>.key beside a file, kjede.key for a server
  store::Mode mode = store::Mode::read_only;
  std::vector<std::string> parameters{};  // "urban_inhabitants=200": in place of what indicators say
};

struct Workspace {
  catalog::Catalog catalog;
  std::unique_ptr<store::RecordStore> records;
};

base::Result<Workspace> open(const WorkspaceOptions& options);

}  // namespace kjede::service
