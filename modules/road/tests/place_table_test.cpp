// Tables between places: times as Dijkstra's, metres as those of the route.

#include "kjede/road/place_table.hpp"

#include <gtest/gtest.h>

#include <random>

#include "kjede/road/dijkstra.hpp"
#include "kjede/road/import_csv.hpp"
#include "kjede/road/metric.hpp"
#include "kjede/road/nested_dissection.hpp"
#include "kjede/road/point_query.hpp"

namespace kjede::road {
namespace {

// A lattice at the equator with streets of random times and lengths, some one-way, some closed.
Network streets(std::uint32_t seed, int n) {
  std::mt19937 random(seed);
  std::string nodes = "id,lon,lat\n", arcs = "from,to,seconds,metres\n";
  const auto id = [n](int x, int y) { return std::to_string(y * n + x); };
  const auto arc = [&](const std::string& from, const std::string& to) {
    arcs +=
        from + "," + to + "," +
        (random() % 20 == 0 ? "" : std::to_string(30 + random() % 90) + "." + std::to_string(100 + random() % 900)) +
        "," + std::to_string(500 + random() % 2000) + "\n";
  };
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) {
      nodes += id(x, y) + "," + std::to_string(0.01 * x) + "," + std::to_string(0.01 * y) + "\n";
      for (const auto& [dx, dy] : {std::pair(1, 0), std::pair(0, 1)}) {
        if (x + dx >= n || y + dy >= n) continue;
        arc(id(x, y), id(x + dx, y + dy));
        if (random() % 6 != 0) arc(id(x + dx, y + dy), id(x, y));
      }
    }
  }
  auto done = import_csv_text({"n.csv", nodes, "a.csv", arcs}, {}, SpeedModel());
  EXPECT_TRUE(done) << base::render(done.error());
  return done->network;
}

SearchGraph graph_of(const NetworkView& roads) {
  std::vector<Point> points;
  for (const auto& node : roads.nodes) points.push_back({node.lon, node.lat});
  const auto hierarchy = Hierarchy::build(roads.shape, nested_dissection_order(roads.shape, points));
  return SearchGraph::from(Metric(hierarchy, roads.modes[0].weights));
}

TEST(PlaceTable, NodesHaveDijkstrasTimesAndTheRoutesMetres) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    const auto network = streets(seed, 7);
    const auto roads = network.view();
    const auto weights = roads.modes[0].weights;
    const auto graph = graph_of(roads);
    std::vector<Snapped> places;
    for (NodeId v = 0; v < roads.shape.node_count(); ++v) places.push_back(snapped_to(roads, v));
    const auto table = place_table(roads, graph, weights, places);
    PointQuery query(graph);
    for (NodeId from = 0; from < places.size(); ++from) {
      const auto tree = dijkstra(roads.shape, weights, from);
      for (NodeId to = 0; to < places.size(); ++to) {
        const auto at = from * places.size() + to;
        ASSERT_EQ(table.times[at], tree.time[to]);
        double metres = 0;
        for (const auto arc : query.route(from, to).arcs) metres += roads.length[arc] / 100.0;
        ASSERT_NEAR(table.metres[at], metres, 1 + metres / 100'000) << from << " to " << to;
      }
    }
  }
}

TEST(PlaceTable, PlacesOnRoadsAreReachedOverBothEndsOrAlongTheirRoad) {
  const auto network = streets(3, 6);
  const auto roads = network.view();
  const auto weights = roads.modes[0].weights;
  const auto graph = graph_of(roads);
  const Snapper snapper(roads, weights, {.off_road_speed = 36});
  std::mt19937 random(9);
  std::vector<Snapped> places;
  const auto degrees = [&] { return 0.05 * static_cast<double>(random() % 1000) / 1000; };
  while (places.size() < 40) {
    const double lon = degrees();
    const auto at = snapper.snap(*location_of(lon, degrees()));
    if (at) places.push_back(*at);
  }
  const auto table = place_table(roads, graph, weights, places);
  PointQuery query(graph);
  for (std::size_t from = 0; from < places.size(); ++from) {
    for (std::size_t to = 0; to < places.size(); ++to) {
      if (from == to) continue;
      const Millis beside = places[from].off_road + places[to].off_road;
      Millis best = along_one_arc(places[from], places[to], weights);
      for (const auto& out : places[from].out)
        for (const auto& in : places[to].in)
          best = std::min(best, add(out.time, add(query.time(out.node, in.node), in.time)));
      const auto time = table.times[from * places.size() + to];
      ASSERT_EQ(add(time, beside), best);
    }
  }
}

TEST(PlaceTable, WithoutAWayThereAreNoMetres) {
  const std::string nodes = "id,lon,lat\n0,0,0\n1,0.01,0\n2,0.02,0\n";
  const auto done = import_csv_text({"n.csv", nodes, "a.csv", "from,to,seconds\n0,1,60\n1,2,60\n"}, {}, SpeedModel());
  ASSERT_TRUE(done);
  const auto roads = done->network.view();
  const auto table = place_table(roads, graph_of(roads), roads.modes[0].weights,
                                 std::vector{snapped_to(roads, 0), snapped_to(roads, 2)});
  EXPECT_EQ(table.times, (std::vector<Millis>{0, 120'000, unreachable, 0}));
  EXPECT_EQ(table.metres, (std::vector<std::uint32_t>{0, 2224, 0, 0}));
}

}  // namespace
}  // namespace kjede::road
