#pragma once
// All verbs, in the order `kjede --help` lists them.

#include "verb.hpp"

namespace kjede::app {

void add_reference(CLI::App& app, Session& session);
void add_spc(CLI::App& app, Session& session);
void add_stats(CLI::App& app, Session& session);

inline void add_verbs(CLI::App& app, Session& session) {
  add_spc(app, session);
  add_stats(app, session);
  add_reference(app, session);
}

}  // namespace kjede::app
