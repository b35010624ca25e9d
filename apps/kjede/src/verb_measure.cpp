// kjede measure [INDICATOR…]: the numbers.

#include <memory>

#include "kjede/service/measure.hpp"
#include "kjede/service/measurement_document.hpp"
#include "kjede/service/measurement_table.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Request {
  service::MeasureQuery query;
  bool csv = false;
};

int run(const Session& session, const Request& request) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto answer = service::measure(workspace->catalog, *workspace->records, request.query);
  if (!answer) return report(session, answer.error());
  if (!session.quiet) report(session, answer->warnings);
  if (session.json) return print(service::to_json(workspace->catalog, answer->results));
  if (request.csv) return print(service::to_csv(workspace->catalog, answer->results));
  return print(
      service::to_table(workspace->catalog, answer->results,
                        {.language = session.language, .colour = colour_wanted(), .max_width = terminal_width()}));
}

}  // namespace

void add_measure(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto& query = request->query;
  auto* verb = app.add_subcommand("measure", "measure indicators: counts, value, 95 % interval, goal level");
  verb->add_option("INDICATOR", query.indicators, "indicator ids (default: all)");
  verb->add_option("--level", query.levels, "unit kinds or attributes, e.g. nation,hf (default: all)")->delimiter(',');
  verb->add_option("--unit", query.units, "units by id, name or organisation number")->delimiter(',');
  verb->add_option("--year", query.year, "one year");
  verb->add_option("--from", query.from, "first period or day");
  verb->add_option("--to", query.to, "last period or day");
  verb->add_option(
          "--by", query.by,
          "year, tertial, quarter or month; and what to break down by: a variable, hour, weekday, month_of_year, an "
          "expression, parted by commas. Without a kind of period the whole range is one")
      ->capture_default_str();
  verb->add_option("--as-of", query.as_of, "measure the register as it was at the end of this day, or at this time");
  verb->add_flag("--unmasked", query.unmasked,
                 "show small numbers too: for the register's own eyes, not for publication");
  verb->add_flag("--csv", request->csv, "comma-separated values on standard output");
  verb->callback([&session, request] { session.action = [&session, request] { return run(session, *request); }; });
}

}  // namespace kjede::app
