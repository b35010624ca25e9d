// kjede road isochrone: areas reached in given times.

#include <memory>

#include "kjede/service/road_answers.hpp"
#include "verb_road.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::RoadChoice roads;
  std::vector<std::string> at;
  std::vector<double> minutes{5, 10, 15};
  std::string out = "-";
  std::string lines, svg, png, title;
  double reach = 200;
  double cell = 0;
};

int write(const Session& session, const std::string& path, std::string_view text) {
  if (path.empty()) return Exit::ok;
  if (path == "-") return print(text);
  if (const auto written = write_output(path, text); !written) return report(session, written.error());
  remark(session, (session.language != "en" ? "skrev " : "wrote ") + path);
  return Exit::ok;
}

int draw(const Session& session, const Order& order, const service::RoadSession& roads,
         const service::RoadAreas& areas) {
  if (order.svg.empty() && order.png.empty()) return Exit::ok;
  const auto picture = service::draw_areas(roads, areas, order.title, session.language, home(), !order.png.empty());
  if (!picture) return report(session, picture.error());
  const int done = write(session, order.svg, picture->svg);
  return done != Exit::ok ? done : write(session, order.png, picture->png);
}

int run(const Session& session, const Order& order) {
  const auto roads = service::RoadSession::open(order.roads, progress(session));
  if (!roads) return report(session, roads.error());
  const auto areas = service::road_areas(*roads, order.at, order.minutes, order.reach, order.cell);
  if (!areas) return report(session, areas.error());
  remark_source(session, *roads);
  const auto& view = roads->roads();
  int done = write(session, order.out, road::isochrones_geojson(view, areas->areas));
  if (done == Exit::ok && !order.lines.empty()) {
    const auto limit = areas->areas.back().threshold;
    done = write(session, order.lines, road::reached_roads_geojson(view, roads->weights(), areas->times, limit));
  }
  return done != Exit::ok ? done : draw(session, order, *roads, *areas);
}

}  // namespace

void add_road_isochrone(CLI::App& road, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = road.add_subcommand("isochrone", "areas reached in given times, as GeoJSON and as a map");
  describe_roads(*verb, order->roads);
  describe_points(*verb, order->roads);
  verb->add_option("--at", order->at, "start: LON,LAT or node:ID; may be given more than once (nearest counts)")
      ->required()
      ->allow_extra_args(false);
  verb->add_option("--minutes", order->minutes, "thresholds")->delimiter(',')->capture_default_str();
  verb->add_option("--out", order->out, "the areas (GeoJSON); - for standard output")->capture_default_str();
  verb->add_option("--roads-out", order->lines, "the roads reached with their seconds (GeoJSON)");
  verb->add_option("--svg", order->svg, "draw the map into this file");
  verb->add_option("--png", order->png, "likewise, as PNG");
  verb->add_option("--title", order->title, "the map's title");
  verb->add_option("--reach", order->reach, "metres beside a road that count as reached from it")
      ->check(CLI::Range(10.0, 5000.0))
      ->capture_default_str();
  verb->add_option("--cell", order->cell, "metres between the grid's points (default: 25, more for large areas)")
      ->check(CLI::Range(1.0, 5000.0));
  verb->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
