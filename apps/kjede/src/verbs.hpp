#pragma once
// All verbs, in the order `kjede --help` lists them.

#include "verb.hpp"

namespace kjede::app {

void add_access_log(CLI::App& app, Session& session);
void add_aeds(CLI::App& app, Session& session);
void add_audit_tables(CLI::App& app, Session& session);
void add_check(CLI::App& app, Session& session);
void add_demo(CLI::App& app, Session& session);
void add_dispatch(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_find(CLI::App& app, Session& session);
void add_history(CLI::App& app, Session& session);
void add_import(CLI::App& app, Session& session);
void add_link(CLI::App& app, Session& session);
void add_measure(CLI::App& app, Session& session);
void add_overview(CLI::App& app, Session& session);
void add_plan(CLI::App& app, Session& session);
void add_plan_coverage(CLI::App& plan, Session& session);
void add_plan_forecast(CLI::App& plan, Session& session);
void add_plan_locate(CLI::App& plan, Session& session);
void add_plan_compare(CLI::App& plan, Session& session);
void add_plan_simulate(CLI::App& plan, Session& session);
void add_publish(CLI::App& app, Session& session);
void add_reference(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_responders(CLI::App& app, Session& session);
void add_road(CLI::App& app, Session& session);
void add_missions(CLI::App& app, Session& session);
void add_response_times(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);
void add_spc(CLI::App& app, Session& session);
void add_stats(CLI::App& app, Session& session);
void add_test(CLI::App& app, Session& session);

inline void add_verbs(CLI::App& app, Session& session) {
  add_check(app, session);
  add_test(app, session);
  add_demo(app, session);
  add_import(app, session);
  add_missions(app, session);
  add_history(app, session);
  add_find(app, session);
  add_access_log(app, session);
  add_link(app, session);
  add_overview(app, session);
  add_measure(app, session);
  add_explain(app, session);
  add_response_times(app, session);
  add_audit_tables(app, session);
  add_report(app, session);
  add_publish(app, session);
  add_road(app, session);
  add_spc(app, session);
  add_stats(app, session);
  add_plan(app, session);
  add_responders(app, session);
  add_aeds(app, session);
  add_dispatch(app, session);
  add_serve(app, session);
  add_reference(app, session);
}

// The general options and all verbs.
void describe(CLI::App& app, Session& session);

}  // namespace kjede::app
