// kjede road route: the fastest way between two points.

#include <memory>

#include "kjede/service/road_answers.hpp"
#include "verb_road.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::RoadChoice roads;
  std::string from, to, geojson;
};

int run(const Session& session, const Order& order) {
  const auto roads = service::RoadSession::open(order.roads, progress(session));
  if (!roads) return report(session, roads.error());
  const auto route = service::road_route(*roads, order.from, order.to);
  if (!route) return report(session, route.error());
  remark_source(session, *roads);
  if (!order.geojson.empty()) {
    const auto text = service::to_geojson(*route);
    if (order.geojson == "-") return print(text);
    if (const auto written = write_output(order.geojson, text); !written) return report(session, written.error());
    remark(session, (session.language != "en" ? "skrev " : "wrote ") + order.geojson);
  }
  print(session.json ? service::to_json(*route) : service::to_text(*route, session.language));
  return route->time < road::unreachable ? Exit::ok : Exit::check_failed;
}

}  // namespace

void add_road_route(CLI::App& road, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = road.add_subcommand("route", "the fastest way between two points: seconds, kilometres, line");
  describe_roads(*verb, order->roads);
  describe_points(*verb, order->roads);
  verb->add_option("--from", order->from, "LON,LAT or node:ID")->required();
  verb->add_option("--to", order->to, "LON,LAT or node:ID")->required();
  verb->add_option("--geojson", order->geojson, "write the line there; - for standard output");
  verb->footer(verb->get_footer() + "\n1 also when there is no way.");
  verb->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
