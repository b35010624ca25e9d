#pragma once
// The accounts of the site stand beside `kjede serve`, which adds them.

#include "verb.hpp"

namespace kjede::app {

void add_user(CLI::App& app, Session& session);

}  // namespace kjede::app
