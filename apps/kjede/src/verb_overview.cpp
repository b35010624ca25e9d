// kjede overview --year Y: the national state of every indicator, with levels and what has changed.

#include <memory>

#include "kjede/service/measure.hpp"
#include "kjede/service/measurement_document.hpp"
#include "kjede/service/measurement_table.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

int run(const Session& session, service::MeasureQuery query, int year) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  query.levels = {"nation"};
  query.from = std::to_string(year - 1);
  query.to = std::to_string(year);
  auto answer = service::measure(workspace->catalog, *workspace->records, query);
  if (!answer) return report(session, answer.error());
  std::vector<measure::Measurement> now;
  std::vector<measure::Measurement> before;
  for (auto& m : answer->results) (m.period.year() == year ? now : before).push_back(std::move(m));
  if (session.json) return print(service::to_json(workspace->catalog, now));
  const auto batches = workspace->records->batches();
  if (batches && service::synthetic(*batches)) remark(session, "SYNTHETIC DATA: these are no real patients.");
  return print(service::national_table(
      workspace->catalog, now, before,
      {.language = session.language, .colour = colour_wanted(), .max_width = terminal_width()}));
}

}  // namespace

void add_overview(CLI::App& app, Session& session) {
  auto query = std::make_shared<service::MeasureQuery>();
  auto year = std::make_shared<int>(0);
  auto* verb = app.add_subcommand("overview", "the national state of all indicators in a year");
  verb->add_option("--year", *year, "the year")->required();
  verb->add_option("--as-of", query->as_of, "the register as it was at the end of this day, or at this time");
  verb->callback(
      [&session, query, year] { session.action = [&session, query, year] { return run(session, *query, *year); }; });
}

}  // namespace kjede::app
