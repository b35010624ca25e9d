#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "contour.hpp"
#include "kjede/road/dijkstra.hpp"
#include "kjede/road/import_csv.hpp"
#include "kjede/road/isochrone.hpp"
#include "kjede/road/snap.hpp"

namespace kjede::road {
namespace {

// A lattice of streets 0.01° apart at the equator (1113 m, 60 s each way), n by n, with one-way arcs where asked.
Network lattice(int n) {
  std::string nodes = "id,lon,lat\n";
  std::string arcs = "from,to,seconds\n";
  const auto id = [n](int x, int y) { return std::to_string(y * n + x); };
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) {
      nodes += id(x, y) + "," + std::to_string(0.01 * x) + "," + std::to_string(0.01 * y) + "\n";
      for (const auto& [dx, dy] : {std::pair(1, 0), std::pair(0, 1)}) {
        if (x + dx >= n || y + dy >= n) continue;
        arcs += id(x, y) + "," + id(x + dx, y + dy) + ",60\n" + id(x + dx, y + dy) + "," + id(x, y) + ",60\n";
      }
    }
  }
  auto done = import_csv_text({"n.csv", nodes, "a.csv", arcs}, {}, SpeedModel());
  EXPECT_TRUE(done) << base::render(done.error());
  return done->network;
}

Location at(double lon, double lat) { return *location_of(lon, lat); }

TEST(Snap, APointAtANodeIsTheNode) {
  const auto network = lattice(3);
  const auto roads = network.view();
  const Snapper snapper(roads, roads.modes[0].weights, {});
  const auto here = snapper.snap(at(0.01, 0.01));
  ASSERT_TRUE(here);
  EXPECT_EQ(here->node, 4U);
  EXPECT_EQ(here->off_road, 0U);
  EXPECT_EQ(here->out.size(), 1U);
}

TEST(Snap, APointBesideARoadReachesBothItsEnds) {
  const auto network = lattice(3);
  const auto roads = network.view();
  const Snapper snapper(roads, roads.modes[0].weights, {.off_road_speed = 36});
  const auto here = snapper.snap(at(0.0025, 0.001));  // 111.2 m north of the road from 0 to 1
  ASSERT_TRUE(here);
  EXPECT_NEAR(here->metres, 111.2, 0.1);
  EXPECT_NEAR(here->off_road, 11'120, 10);
  ASSERT_EQ(here->out.size(), 2U);
  EXPECT_EQ(here->out[0].node, 1U);
  EXPECT_NEAR(here->out[0].time, 11'120 + 45'000, 20);
  EXPECT_EQ(here->out[1].node, 0U);
  EXPECT_NEAR(here->out[1].time, 11'120 + 15'000, 20);
  const auto there = snapper.snap(at(0.0075, -0.001));
  EXPECT_NEAR(along_one_arc(*here, *there, roads.modes[0].weights), 2 * 11'120 + 30'000, 30);
}

TEST(Snap, APointInTheSeaIsRefused) {
  const auto network = lattice(3);
  const auto roads = network.view();
  const Snapper snapper(roads, roads.modes[0].weights, {.limit = 500});
  EXPECT_FALSE(snapper.snap(at(0.01, -0.01)));
  EXPECT_NEAR(snapper.distance(at(0.01, -0.01)), 1112, 1);
  EXPECT_TRUE(snapper.snap(at(0.01, -0.004)));
}

TEST(Snap, OneWaysAreEnteredOneWay) {
  auto done = import_csv_text(
      {"n.csv", "id,lon,lat\n1,0,0\n2,0.01,0\n3,0.01,0.01\n", "a.csv", "from,to,seconds\n1,2,60\n2,3,60\n3,1,60\n"}, {},
      SpeedModel());
  ASSERT_TRUE(done);
  const auto roads = done->network.view();
  const Snapper snapper(roads, roads.modes[0].weights, {});
  const auto here = snapper.snap(at(0.002, 0));
  ASSERT_TRUE(here);
  ASSERT_EQ(here->out.size(), 1U);
  EXPECT_EQ(here->out[0].node, 1U);
  EXPECT_EQ(here->in[0].node, 0U);
  const auto ahead = snapper.snap(at(0.004, 0));
  EXPECT_NEAR(along_one_arc(*here, *ahead, roads.modes[0].weights), 12'000, 5);
  EXPECT_EQ(along_one_arc(*ahead, *here, roads.modes[0].weights), unreachable);
}

TEST(Snap, RoadsApartAreLeftOutUnlessAskedFor) {
  auto done = import_csv_text({"n.csv", "id,lon,lat\n1,0,0\n2,0.01,0\n3,0.02,0\n8,0,0.002\n9,0.01,0.002\n", "a.csv",
                               "from,to,seconds\n1,2,60\n2,1,60\n2,3,60\n3,2,60\n8,9,60\n9,8,60\n"},
                              {}, SpeedModel());
  ASSERT_TRUE(done);
  const auto roads = done->network.view();
  EXPECT_EQ(Snapper(roads, roads.modes[0].weights, {}).snap(at(0.005, 0.002))->tail, 0U);
  EXPECT_EQ(Snapper(roads, roads.modes[0].weights, {.main_part_only = false}).snap(at(0.005, 0.002))->tail, 3U);
}

RC_GTEST_PROP(Snap, FindsTheNearestOfAllNodes, ()) {
  static const auto network = lattice(6);
  const auto roads = network.view();
  static const Snapper snapper(roads, network.modes[0].weights, {.to = SnapTo::node, .limit = 1e6});
  const auto point = at(*rc::gen::inRange(-1000, 6000) / 1e5, *rc::gen::inRange(-1000, 6000) / 1e5);
  double nearest = 1e12;
  for (const auto& node : roads.nodes) nearest = std::min(nearest, metres_between(point, node));
  const auto found = snapper.snap(point);
  RC_ASSERT(found.has_value());
  RC_ASSERT(std::abs(found->metres - (nearest <= 1 ? 0 : nearest)) < 0.01 * nearest + 0.1);
}

// Metres on the plane of the snapper from p to the straight line between two nodes.
double off_line(const Location& p, const Location& a, const Location& b, double cosine) {
  constexpr double degree = 6'371'008.8 * std::numbers::pi / 180;
  const auto x = [&](const Location& q) { return (q.lon_degrees() - p.lon_degrees()) * degree * cosine; };
  const auto y = [&](const Location& q) { return (q.lat_degrees() - p.lat_degrees()) * degree; };
  const double dx = x(b) - x(a);
  const double dy = y(b) - y(a);
  const double length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(-(x(a) * dx + y(a) * dy) / length, 0.0, 1.0) : 0;
  return std::hypot(x(a) + t * dx, y(a) + t * dy);
}

// Streets and long lines over them, many of the same length and direction.
Network tangle(int nodes, int arcs) {
  std::string points = "id,lon,lat\n";
  for (int i = 0; i < nodes; ++i) {
    const auto at = [] { return std::to_string(*rc::gen::inRange(0, 40) / 1000.0); };
    points += std::to_string(i) + "," + at() + "," + at() + "\n";
  }
  std::string lines = "from,to,seconds\n";
  for (int i = 0; i < arcs; ++i) {
    const auto a = *rc::gen::inRange(0, nodes);
    const auto b = (a + *rc::gen::inRange(1, nodes)) % nodes;
    lines += std::to_string(a) + "," + std::to_string(b) + ",60\n";
  }
  return import_csv_text({"n.csv", points, "a.csv", lines}, {}, SpeedModel())->network;
}

RC_GTEST_PROP(Snap, FindsTheNearestOfAllArcs, ()) {
  const auto network = tangle(*rc::gen::inRange(2, 80), *rc::gen::inRange(1, 200));
  const auto roads = network.view();
  const Snapper snapper(roads, network.modes[0].weights, {.limit = 1e6, .main_part_only = false});
  const auto tails = arc_tails(roads.shape);
  double latitudes = 0;
  for (const auto& node : roads.nodes) latitudes += node.lat_degrees();
  const double cosine = std::cos(latitudes / double(roads.nodes.size()) * std::numbers::pi / 180);
  for (int i = 0; i < 20; ++i) {
    const auto point = at(*rc::gen::inRange(-200, 600) / 1e4, *rc::gen::inRange(-200, 600) / 1e4);
    double nearest = 1e12;
    const auto off = [&](ArcId arc) {
      return off_line(point, roads.nodes[tails[arc]], roads.nodes[roads.shape.head[arc]], cosine);
    };
    for (ArcId arc = 0; arc < roads.shape.arc_count(); ++arc) nearest = std::min(nearest, off(arc));
    RC_ASSERT(std::abs(snapper.distance(point) - nearest) < 1e-6);
    const auto found = snapper.snap(point);
    RC_ASSERT(found.has_value());
    if (found->node != no_id) continue;  // shared by several arcs
    RC_ASSERT(std::abs(off(found->arc) - nearest) < 1e-6);
  }
}

// Whether two segments cross, touching ends not counted.
bool cross(const Location& a, const Location& b, const Location& c, const Location& d) {
  const auto side = [](const Location& p, const Location& q, const Location& r) {
    const auto value = (static_cast<std::int64_t>(q.lon) - p.lon) * (r.lat - p.lat) -
                       (static_cast<std::int64_t>(q.lat) - p.lat) * (r.lon - p.lon);
    return value > 0 ? 1 : value < 0 ? -1 : 0;
  };
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

std::vector<std::pair<Location, Location>> sides_of(const Isochrone& area) {
  std::vector<std::pair<Location, Location>> sides;
  const auto add_ring = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) sides.emplace_back(ring[i], ring[(i + 1) % ring.size()]);
  };
  for (const auto& polygon : area.polygons) {
    add_ring(polygon.outer);
    for (const auto& hole : polygon.holes) add_ring(hole);
  }
  return sides;
}

bool within(const Isochrone& area, Location p) {
  bool inside = false;
  for (const auto& [a, b] : sides_of(area)) {
    if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
    const double lon = a.lon + (static_cast<double>(b.lon) - a.lon) * (static_cast<double>(p.lat) - a.lat) /
                                   (static_cast<double>(b.lat) - a.lat);
    if (p.lon < lon) inside = !inside;
  }
  return inside;
}

TEST(Isochrones, AreNestedValidAndHoldTheNodesReached) {
  const auto network = lattice(7);
  const auto roads = network.view();
  const auto tree = dijkstra(roads.shape, roads.modes[0].weights, 24);
  const auto areas = isochrones(roads, roads.modes[0].weights, tree.time,
                                {.thresholds = {90'000, 130'000, 200'000}, .off_road_speed = 20, .cell = 60});
  ASSERT_TRUE(areas);
  ASSERT_EQ(areas->size(), 3U);
  EXPECT_GT((*areas)[2].polygons[0].holes.size(), 3U);  // blocks that no street crosses
  for (std::size_t i = 0; i < areas->size(); ++i) {
    const auto& area = (*areas)[i];
    for (NodeId v = 0; v < roads.shape.node_count(); ++v) {
      EXPECT_EQ(within(area, roads.nodes[v]), tree.time[v] <= area.threshold) << v;
    }
    auto sides = sides_of(area);
    if (i > 0) {
      const auto inner = sides_of((*areas)[i - 1]);
      EXPECT_GT(area.square_kilometres, (*areas)[i - 1].square_kilometres);
      sides.insert(sides.end(), inner.begin(), inner.end());
    }
    int crossings = 0;
    for (std::size_t s = 0; s < sides.size(); ++s) {
      for (std::size_t t = s + 1; t < sides.size(); ++t) {
        crossings += cross(sides[s].first, sides[s].second, sides[t].first, sides[t].second) ? 1 : 0;
      }
    }
    EXPECT_EQ(crossings, 0);
  }
}

TEST(Isochrones, OuterRingsTurnLeftAndHolesRight) {
  TimeField field;
  field.columns = field.rows = 7;
  field.cell = 10;
  field.values.assign(49, never);
  for (std::uint32_t row = 1; row < 6; ++row) {
    for (std::uint32_t column = 1; column < 6; ++column) field.values[field.at(column, row)] = 1;
  }
  field.values[field.at(3, 3)] = 100;
  const auto rings = contour(field, 50);
  ASSERT_EQ(rings.size(), 2U);
  EXPECT_GT(rings[0].area, 0);
  EXPECT_LT(rings[1].area, 0);
  EXPECT_TRUE(contains(rings[0], rings[1].points[0]));
}

TEST(Isochrones, RefuseThresholdsWithoutSense) {
  const auto network = lattice(2);
  const auto roads = network.view();
  const auto tree = dijkstra(roads.shape, roads.modes[0].weights, 0);
  const auto none = isochrones(roads, roads.modes[0].weights, tree.time, {.thresholds = {0}});
  ASSERT_FALSE(none);
  EXPECT_EQ(
      base::render(none.error()),
      "error[KJ1142]: an isochrone needs times above 0 and at most 12 hours\n  = for example --minutes 5,10,15\n");
}

}  // namespace
}  // namespace kjede::road
