// kjede response-times: how long people waited, place by place, station by station, hour by hour.

#include <memory>

#include "kjede/service/response_times.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Request {
  service::ResponseTimesQuery query;
  std::vector<std::string> columns;
  bool csv = false;
};

int run(const Session& session, const Request& request) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto times = service::response_times(workspace->catalog, *workspace->records, request.query);
  if (!times) return report(session, times.error());
  if (!session.quiet) report(session, times->warnings);
  if (session.json) return print(service::response_json(*times, request.query));
  if (request.csv) {
    const auto text = service::response_csv(*times, request.query, request.columns);
    return text ? print(*text) : report(session, text.error());
  }
  return print(service::response_table(
      workspace->catalog, *times, request.query,
      {.language = session.language, .colour = colour_wanted(), .max_width = terminal_width()}));
}

}  // namespace

void add_response_times(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto& query = request->query;
  auto& measure = query.measure;
  auto* verb = app.add_subcommand("response-times",
                                  "response times: mean, median, 90th percentile, shares within the national limits");
  verb->add_option("--by", measure.by,
                   "what to break down by, parted by commas: place, station, municipality, priority, settlement, hour, "
                   "weekday, any variable or expression, and year, quarter or month for the development")
      ->capture_default_str();
  verb->add_option("--year", measure.year, "one year");
  verb->add_option("--from", measure.from, "first period or day");
  verb->add_option("--to", measure.to, "last period or day");
  verb->add_option("--unit", measure.units, "units by id, name or organisation number")->delimiter(',');
  verb->add_option("--level", measure.levels, "unit kinds (default: the coarsest)")->delimiter(',');
  verb->add_option("--as-of", measure.as_of, "the register as it was at the end of this day, or at this time");
  verb->add_option("--indicator", query.indicator, "the indicator of the time")->capture_default_str();
  verb->add_option("--within", query.within, "indicators of shares reached in time")
      ->delimiter(',')
      ->capture_default_str();
  verb->add_option("--few", query.few, "groups with fewer missions are marked")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb->add_flag("--unmasked", measure.unmasked, "show small numbers too, where the indicators hide them");
  verb->add_flag("--csv", request->csv, "comma-separated values on standard output, times as hh:mm:ss");
  verb->add_option("--columns", request->columns, "with --csv: which columns, in this order")->delimiter(',');
  verb->callback([&session, request] { session.action = [&session, request] { return run(session, *request); }; });
}

}  // namespace kjede::app
