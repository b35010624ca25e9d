// kjede plan: the parent of the planning verbs. Each stands in its own file, verb_plan_<name>.cpp, and is attached
// here.

#include "verbs.hpp"

namespace kjede::app {

void add_plan(CLI::App& app, Session& session) {
  auto* plan = app.add_subcommand("plan", "where the ambulances should stand, and what it would give");
  plan->require_subcommand(1);
  add_plan_forecast(*plan, session);
  add_plan_locate(*plan, session);
  add_plan_coverage(*plan, session);
  add_plan_compare(*plan, session);
  add_plan_simulate(*plan, session);
}

}  // namespace kjede::app
