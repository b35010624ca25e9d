// kjede missions import FILE…, kjede missions activity: ambulance missions in, and how busy the stations are.

#include <memory>

#include "kjede/service/import.hpp"
#include "kjede/service/missions.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

int run_import(const Session& session, const service::ImportQuery& query) {
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  const auto done = service::import_records(workspace->catalog, *workspace->records, query, now(), progress(session));
  if (!done) return report(session, done.error());
  const bool rejected = done->batch.rejected > 0;
  if (session.json) {
    print(service::to_json(*done, session.language));
    return rejected ? Exit::check_failed : Exit::ok;
  }
  const auto summary =
      service::missions_summary(workspace->catalog, *workspace->records, query.register_id, session.language);
  if (!summary) return report(session, summary.error());
  print(service::to_text(*done, session.language) + *summary);
  return rejected ? Exit::check_failed : Exit::ok;
}

struct ActivityOrder {
  service::ActivityQuery query;
  std::string svg;
  bool csv = false;
};

int run_activity(const Session& session, const ActivityOrder& order) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto activity = service::station_activity(workspace->catalog, *workspace->records, order.query);
  if (!activity) return report(session, activity.error());
  if (!session.quiet) report(session, activity->warnings);
  if (!order.svg.empty()) {
    const auto svg = service::activity_svg(*activity, home(), session.language);
    if (!svg) return report(session, svg.error());
    if (const auto written = write_output(order.svg, *svg); !written) return report(session, written.error());
    remark(session, "wrote " + order.svg);
  }
  if (session.json) return print(service::activity_json(*activity));
  if (order.csv) return print(service::activity_csv(*activity));
  return print(service::activity_table(
      *activity, {.language = session.language, .colour = colour_wanted(), .max_width = terminal_width()}));
}

void add_missions_import(CLI::App& missions, Session& session) {
  auto query = std::make_shared<service::ImportQuery>();
  query->register_id = "mission";
  auto* verb = missions.add_subcommand("import", "bring missions in: as import mission, with a summary of the times");
  verb->add_option("FILE", query->files, "CSV, NDJSON, XML or Parquet files")->required();
  verb->add_option("--mapping", query->mapping, "how the file's columns and codes become the register's (YAML)");
  verb->add_option("--rejects", query->rejects, "where the rejected rows are listed (default: REGISTER.rejects.csv)");
  verb->add_option("--register", query->register_id, "the register, if it is another")->capture_default_str();
  verb->footer(verb->get_footer() +
               "\n1 also when rows were rejected; the others have landed. Missions with missing or "
               "reversed times land, with a warning.");
  verb->callback([&session, query] { session.action = [&session, query] { return run_import(session, *query); }; });
}

void add_missions_activity(CLI::App& missions, Session& session) {
  auto order = std::make_shared<ActivityOrder>();
  auto& query = order->query;
  auto* verb = missions.add_subcommand("activity", "active and stand-by time of the least active stations");
  verb->add_option("--year", query.year, "one year");
  verb->add_option("--from", query.from, "first period or day");
  verb->add_option("--to", query.to, "last period or day");
  verb->add_option(
      "--vehicles", query.vehicles,
      "table id,station,from,to of vehicles and their daily hours (default: vehicles seen, always on duty)");
  verb->add_option("--lowest", query.lowest, "so many stations; 0: all")->capture_default_str();
  verb->add_option("--indicator", query.indicator, "the indicator of active time")->capture_default_str();
  verb->add_option("--svg", order->svg, "draw the figure into this file");
  verb->add_flag("--csv", order->csv, "comma-separated values on standard output");
  verb->callback([&session, order] { session.action = [&session, order] { return run_activity(session, *order); }; });
}

}  // namespace

void add_missions(CLI::App& app, Session& session) {
  auto* missions = app.add_subcommand("missions", "ambulance missions: bring them in, see how busy the stations are");
  missions->require_subcommand(1);
  add_missions_import(*missions, session);
  add_missions_activity(*missions, session);
}

}  // namespace kjede::app
