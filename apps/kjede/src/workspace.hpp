#pragma once
// The catalog and the store that the general options name.

#include "kjede/publish/fhir.hpp"
#include "kjede/service/access.hpp"
#include "kjede/service/workspace.hpp"
#include "verb.hpp"

namespace kjede::app {

inline base::Result<service::Workspace> open_workspace(const Session& session,
                                                       store::Mode mode = store::Mode::read_only) {
  return service::open({.catalog = session.catalog,
                        .store = session.store,
                        .key_file = session.key_file,
                        .mode = mode,
                        .parameters = session.parameters});
}

// Who looks at persons and why, as the options say.
struct AccessOrder {
  std::string user, reason;
};
void add_access(CLI::App& verb, AccessOrder& order);
service::Access access_of(const AccessOrder& order);
// --national-id -, and what then stands on standard input.
CLI::Option* add_national_id(CLI::App& verb, bool& asked);
base::Result<base::Sensitive<std::string>> read_identifier();

// Writes files below a folder and says so; with --json their names are the result.
int write_files(const Session& session, const std::string& folder, const std::vector<publish::ExportFile>& files);

}  // namespace kjede::app
