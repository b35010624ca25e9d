// kjede road check: are the roads in order?

#include <memory>

#include "kjede/service/road_answers.hpp"
#include "verb_road.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::RoadChoice roads;
  int samples = 5;
};

int run(const Session& session, const Order& order) {
  const auto roads = service::RoadSession::open(order.roads, progress(session));
  if (!roads) return report(session, roads.error());
  const auto check = service::road_check(*roads, order.samples);
  print(session.json ? service::to_json(check) : service::to_text(check, session.language));
  return check.different == 0 ? Exit::ok : Exit::check_failed;
}

}  // namespace

void add_road_check(CLI::App& road, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = road.add_subcommand("check", "look at every road, and compare fast answers with Dijkstra's");
  describe_roads(*verb, order->roads);
  verb->add_option("--samples", order->samples, "random nodes whose times to all others are compared")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  verb->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
