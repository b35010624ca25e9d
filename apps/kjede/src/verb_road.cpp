// kjede road: the parent of the road verbs. Each stands in its own file, verb_road_<name>.cpp.

#include "verb_road.hpp"

namespace kjede::app {

void add_road(CLI::App& app, Session& session) {
  auto* road = app.add_subcommand("road", "roads: import, travel times, routes, areas reached in time");
  road->require_subcommand(1);
  add_road_import(*road, session);
  add_road_matrix(*road, session);
  add_road_isochrone(*road, session);
  add_road_route(*road, session);
  add_road_check(*road, session);
  add_road_fit(*road, session);
}

void describe_roads(CLI::App& verb, service::RoadChoice& choice) {
  verb.add_option("ROADS", choice.file, "a road file, or an OSM extract (.osm.pbf) that is imported on the way")
      ->required();
  verb.add_option("--mode", choice.mode, "a travel mode of the file (default: its first)");
  verb.add_option("--priority", choice.priority, "times by the speed model: acute, urgent or planned");
  verb.add_option("--time", choice.time, "times by the speed model: free, day, rush, night or winter");
  verb.add_option("--speeds", choice.speeds, "a speed model (YAML) instead of the default one");
  verb.add_option("--country", choice.country, "of an OSM extract: whose implied speed limits hold, e.g. NO");
  verb.add_option("--project", choice.projects, "switch a project's roads on; may be given more than once")
      ->allow_extra_args(false);
  verb.add_option("--date", choice.date, "switch on the projects that have opened by this date");
}

void describe_points(CLI::App& verb, service::RoadChoice& choice) {
  verb.add_option("--snap", choice.snap, "points go to the nearest arc, or to the nearest node")
      ->check(CLI::IsMember({"arc", "node"}))
      ->capture_default_str();
  verb.add_option("--snap-limit", choice.snap_limit, "metres from a road beyond which a point is refused")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb.add_option("--off-road", choice.off_road_speed, "km/h between a point and its road (default: the mode's)")
      ->check(CLI::PositiveNumber);
  verb.add_flag("--all-parts", choice.all_parts, "let points go to roads that are apart from the largest part, too");
}

void remark_source(const Session& session, const service::RoadSession& roads) {
  if (const auto& report = roads.imported()) {
    const bool nb = session.language != "en";
    const auto nodes = std::to_string(report->nodes);
    const auto arcs = std::to_string(report->arcs);
    remark(session, nb ? "importerte " + nodes + " noder og " + arcs +
                             " lenker; `kjede road import` sier hva som ble funnet, og tar vare på dem"
                       : "imported " + nodes + " nodes and " + arcs +
                             " arcs; `kjede road import` says what was found and keeps them");
  }
  const auto& texts = roads.roads().texts;
  if (!texts.licence.empty()) remark(session, texts.source + ". " + texts.licence);
}

}  // namespace kjede::app
