// kjede road fit: a speed model from observed drives.

#include <memory>

#include "kjede/service/road_fit.hpp"
#include "verb_road.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::RoadChoice roads;
  std::string trips, out;
};

int run(const Session& session, Order& order) {
  order.roads.snap = "node";
  const auto roads = service::RoadSession::open(order.roads, progress(session));
  if (!roads) return report(session, roads.error());
  const auto fitted = service::fit_speeds(*roads, order.trips);
  if (!fitted) return report(session, fitted.error());
  if (!session.quiet && !fitted->left_out.empty()) report(session, fitted->left_out);
  const auto model = road::to_yaml(fitted->fit.model);
  if (const auto written = write_output(order.out, model); !written) return report(session, written.error());
  print(service::to_text(*fitted, session.language));
  return fitted->left_out.empty() ? Exit::ok : Exit::check_failed;
}

}  // namespace

void add_road_fit(CLI::App& road, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = road.add_subcommand("fit", "fit a speed model to observed driving times");
  describe_roads(*verb, order->roads);
  verb->add_option("--trips", order->trips, "CSV: from_lon,from_lat,to_lon,to_lat,seconds[,priority][,time]")
      ->required();
  verb->add_option("--out", order->out, "the speed model (YAML)")->required();
  verb->footer(verb->get_footer() + "\n1 also when rows could not be used.");
  verb->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
