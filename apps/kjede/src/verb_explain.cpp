// kjede explain INDICATOR: why a number is what it is.

#include <memory>

#include "kjede/service/explain.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

int run(const Session& session, const service::ExplainQuery& query) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto answer = service::explain(workspace->catalog, *workspace->records, query);
  if (!answer) return report(session, answer.error());
  return print(session.json ? service::to_json(*answer) : service::to_text(*answer, session.language));
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  auto query = std::make_shared<service::ExplainQuery>();
  auto* verb = app.add_subcommand("explain", "definition in words, who was counted at each step, and the SQL");
  verb->add_option("INDICATOR", query->indicator, "indicator id")->required();
  verb->add_option("--unit", query->unit, "unit by id, name or organisation number (default: the nation)");
  verb->add_option("--year", query->year,
                   "year, or another period such as 2024-Q1 (default: the last year with records)");
  verb->add_option("--as-of", query->as_of, "the register as it was at the end of this day, or at this time");
  verb->add_flag("--unmasked", query->unmasked, "show small numbers too: for the register's own eyes");
  verb->callback([&session, query] { session.action = [&session, query] { return run(session, *query); }; });
}

}  // namespace kjede::app
