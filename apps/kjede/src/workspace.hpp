#pragma once
// The catalog and the store that the general options name.

#include "kjede/publish/fhir.hpp"
#include "kjede/service/workspace.hpp"
#include "verb.hpp"

namespace kjede::app {

inline base::Result<service::Workspace> open_workspace(const Session& session,
                                                       store::Mode mode = store::Mode::read_only) {
  return service::open(
      {.catalog = session.catalog, .store = session.store, .key_file = session.key_file, .mode = mode});
}

// Writes files below a folder and says so.
int write_files(const Session& session, const std::string& folder, const std::vector<publish::ExportFile>& files);

}  // namespace kjede::app
