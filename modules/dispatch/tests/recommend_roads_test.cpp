// Recommendations on roads: a street of eleven corners a kilometre apart, and an island without a road.

#include <gtest/gtest.h>

#include "kjede/dispatch/recommend.hpp"
#include "kjede/road/metric.hpp"
#include "kjede/road/nested_dissection.hpp"
#include "small_scheme.hpp"

namespace kjede::dispatch {
namespace {

using namespace testing;

// Both ways, a minute a kilometre.
road::Network street() {
  road::Network network;
  constexpr std::uint32_t n = 11;
  network.modes.push_back({"car", 15, {}});
  for (std::uint32_t node = 0; node < n; ++node) {
    const auto place = at(node);
    network.nodes.push_back(*road::location_of(place.lon, place.lat));
    network.node_ids.push_back(node);
    network.node_flags.push_back(road::node_main);
    for (const int step : {-1, 1}) {
      const auto to = static_cast<std::int64_t>(node) + step;
      if (to < 0 || to >= n) continue;
      network.head.push_back(static_cast<std::uint32_t>(to));
      network.length.push_back(100'000);
      network.modes[0].weights.push_back(60'000);
    }
    network.first_out.push_back(static_cast<std::uint32_t>(network.head.size()));
  }
  const auto arcs = network.head.size();
  network.road_class.resize(arcs);
  network.speed_limit.resize(arcs, 60);
  network.signals.resize(arcs);
  network.flags.resize(arcs);
  network.project.resize(arcs);
  network.shape_first.resize(arcs);
  network.shape_count.resize(arcs);
  return network;
}

struct RoadWorld : SmallScheme {
  road::Network network = street();
  road::NetworkView view = network.view();
  road::SearchGraph graph = [&] {
    std::vector<road::Point> points;
    for (const auto& node : network.nodes) points.push_back({node.lon, node.lat});
    const auto built = road::Hierarchy::build(view.shape, road::nested_dissection_order(view.shape, points));
    return road::SearchGraph::from(road::Metric(built, view.modes[0].weights));
  }();
  RoadTimes times{view, view.modes[0].weights, graph, {}};
  Incident incident = arrest();

  Recommendation ask() {
    const SchemeIndex index(scheme, rules, times, kDay);
    const LiveState live(index);
    return *recommend(index, live, times, incident, *responder_policy("kjede"), noon());
  }
};

TEST(RecommendRoads, DrivesAlongTheStreet) {
  RoadWorld world;
  world.resource("A1", ResourceKind::ambulance, 9);
  world.unit("brann-1", "brann", 2.5);
  const auto answer = world.ask();
  EXPECT_NEAR(answer.ordinary[0].arrival->seconds, 600, 1);
  EXPECT_NEAR(answer.responders[0].arrival->seconds, 210, 1);
  EXPECT_FALSE(answer.responders[0].arrival->straight_line);
  EXPECT_TRUE(answer.remarks.empty());
}

// Two places on one arc: along it, not by its ends.
TEST(RecommendRoads, DrivesAlongOneArc) {
  RoadWorld world;
  world.incident.place = at(2.2);
  world.resource("A1", ResourceKind::ambulance, 9);
  world.unit("brann-1", "brann", 2.7);
  EXPECT_NEAR(world.ask().responders[0].arrival->seconds, 90, 1);
}

// The unit on the island, and the scene on it: not known, said so, and not blocked (R49).
TEST(RecommendFaults, AnIslandWithoutRoads) {
  RoadWorld world;
  world.resource("A1", ResourceKind::ambulance, 9);
  world.unit("brann-1", "brann", 2);
  world.unit("skoyte", "hjelpekorps", 0).lat = 60.05;
  auto answer = world.ask();
  ASSERT_EQ(answer.responders.size(), 2u);
  EXPECT_EQ(answer.responders[0].unit, "brann-1");
  EXPECT_EQ(answer.responders[1].unit, "skoyte");
  EXPECT_FALSE(answer.responders[1].arrival);
  EXPECT_FALSE(answer.responders[1].gain_seconds);
  world.incident.place = {10, 60.05};
  answer = world.ask();
  ASSERT_EQ(answer.ordinary.size(), 1u);
  EXPECT_FALSE(answer.ordinary[0].arrival);
  ASSERT_EQ(answer.responders.size(), 2u);
  EXPECT_EQ(answer.responders[0].unit, "skoyte");  // the nearest
  EXPECT_FALSE(answer.time_gain_seconds);
  ASSERT_EQ(answer.remarks.size(), 1u);
  EXPECT_EQ(answer.remarks[0].en, "No road is within reach of the place: times of arrival are not known.");
}

}  // namespace
}  // namespace kjede::dispatch
