// kjede road import: CSV or OpenStreetMap to a road file.

#include <memory>

#include "kjede/service/road_import.hpp"
#include "verb_road.hpp"

namespace kjede::app {
namespace {

int run(const Session& session, const service::RoadImportQuery& query) {
  const auto done = service::import_roads(query, progress(session));
  if (!done) return report(session, done.error());
  print(session.json ? service::to_json(*done) : service::to_text(*done, session.language));
  return done->rejected > 0 ? Exit::check_failed : Exit::ok;
}

}  // namespace

void add_road_import(CLI::App& road, Session& session) {
  auto query = std::make_shared<service::RoadImportQuery>();
  auto* verb = road.add_subcommand("import", "make a road file from CSV or OpenStreetMap");
  verb->add_option("--nodes", query->nodes, "CSV: id,lon,lat");
  verb->add_option("--arcs", query->arcs, "CSV: from,to,seconds[,seconds_2...], or from,to,metres,speed or class");
  verb->add_option("--osm", query->osm, "an OpenStreetMap extract (.osm.pbf)");
  verb->add_option("--out", query->out, "the road file")->required();
  verb->add_option("--mapping", query->mapping, "how the columns of other CSV files are called (YAML)");
  verb->add_option("--projects", query->projects, "CSV: id,name,opens, of the projects that arcs name");
  verb->add_option("--speeds", query->speeds, "a speed model (YAML) instead of the default one");
  verb->add_option("--country", query->country, "whose implied speed limits hold, e.g. NO (default: as the tags say)");
  verb->add_option("--rejects", query->rejects, "where rejected rows are listed (default: OUT.rejects.csv)");
  verb->add_flag_callback(
      "--no-hierarchy", [query] { query->hierarchy = false; }, "leave out the order that makes questions fast");
  verb->footer(verb->get_footer() + "\n1 also when rows were rejected; the road file has the others.");
  verb->callback([&session, query] { session.action = [&session, query] { return run(session, *query); }; });
}

}  // namespace kjede::app
