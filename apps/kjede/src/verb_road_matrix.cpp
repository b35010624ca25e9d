// kjede road matrix: travel times between two lists of points.

#include <memory>

#include "kjede/service/road_answers.hpp"
#include "verb_road.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::RoadChoice roads;
  std::string from, to;
  bool keep_going = false;
};

int run(const Session& session, const Order& order) {
  const auto roads = service::RoadSession::open(order.roads, progress(session));
  if (!roads) return report(session, roads.error());
  base::Diagnostics left_out;
  const auto from = roads->points(order.from, order.keep_going, left_out);
  const auto to = roads->points(order.to, order.keep_going, left_out);
  if (!from || !to) {
    auto problems = from ? base::Diagnostics() : from.error();
    if (!to) problems.insert(problems.end(), to.error().begin(), to.error().end());
    return report(session, problems);
  }
  if (!session.quiet && !left_out.empty()) report(session, left_out);
  remark_source(session, *roads);
  const auto done = service::road_matrix(*roads, *from, *to, [](std::string_view text) { print(text); });
  if (done.unreachable > 0) {
    const bool nb = session.language != "en";
    remark(session, std::to_string(done.unreachable) + (nb ? " av " : " of ") + std::to_string(done.rows) +
                        (nb ? " par har ingen vei mellom seg; sekundene er tomme"
                            : " pairs have no way between them; their seconds are empty"));
  }
  return left_out.empty() ? Exit::ok : Exit::check_failed;
}

}  // namespace

void add_road_matrix(CLI::App& road, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = road.add_subcommand("matrix", "seconds between two lists of points, as CSV from,to,seconds");
  describe_roads(*verb, order->roads);
  describe_points(*verb, order->roads);
  verb->add_option("--from", order->from, "CSV with id,lon,lat or id,node or node")->required();
  verb->add_option("--to", order->to, "likewise")->required();
  verb->add_flag("--keep-going", order->keep_going, "leave out points that cannot be used, and tell them");
  verb->footer(verb->get_footer() + "\n1 also when --keep-going left out points.");
  verb->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
