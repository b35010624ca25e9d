#pragma once
// The catalog and the store that the general options name.

#include "kjede/service/workspace.hpp"
#include "verb.hpp"

namespace kjede::app {

inline base::Result<service::Workspace> open_workspace(const Session& session, store::Mode mode = store::Mode::read_only) {
  return service::open({.catalog = session.catalog, .store = session.store, .key_file = session.key_file, .mode = mode});
}

}  // namespace kjede::app
