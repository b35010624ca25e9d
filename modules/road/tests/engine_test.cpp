// Every answer of the engine against Dijkstra's, exactly.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <numeric>

#include "graphs.hpp"
#include "kjede/road/contraction.hpp"
#include "kjede/road/dijkstra.hpp"
#include "kjede/road/metric.hpp"
#include "kjede/road/nested_dissection.hpp"
#include "kjede/road/point_query.hpp"
#include "kjede/road/search_graph.hpp"
#include "kjede/road/sweep.hpp"
#include "kjede/road/time_table.hpp"

namespace kjede::road {
namespace {

using testing::grid_graph;
using testing::moscow;
using testing::random_graph;
using testing::TestGraph;

Hierarchy hierarchy_of(const TestGraph& graph, unsigned threads = 1) {
  return Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points, {threads}));
}

// Whether `arcs` lead from `from` to `to` one after the other; their time.
Millis walked(const TestGraph& graph, NodeId from, NodeId to, const std::vector<ArcId>& arcs) {
  Millis time = 0;
  NodeId at = from;
  for (const ArcId arc : arcs) {
    EXPECT_LE(graph.first_out[at], arc);
    EXPECT_LT(arc, graph.first_out[at + 1]);
    time = add(time, graph.weights[arc]);
    at = graph.head[arc];
  }
  EXPECT_EQ(at, to);
  return time;
}

void expect_point_queries(const TestGraph& graph, const SearchGraph& search, const std::vector<NodeId>& sources,
                          const std::vector<NodeId>& targets) {
  PointQuery query(search);
  for (const NodeId from : sources) {
    const auto tree = dijkstra(graph.shape(), graph.weights, from);
    for (const NodeId to : targets) {
      ASSERT_EQ(query.time(from, to), tree.time[to]) << from << " to " << to;
      const Route route = query.route(from, to);
      ASSERT_EQ(route.time, tree.time[to]);
      if (route.time < unreachable) {
        ASSERT_EQ(walked(graph, from, to, route.arcs), route.time);
      } else {
        ASSERT_TRUE(route.arcs.empty());
      }
    }
  }
}

void expect_tables(const TestGraph& graph, const SearchGraph& search, const std::vector<NodeId>& sources,
                   const std::vector<NodeId>& targets, unsigned threads) {
  const auto table = time_table(search, sources, targets, threads);
  const auto from = sweep(search, sources, Direction::from_nodes, threads);
  for (std::size_t row = 0; row < sources.size(); ++row) {
    const auto tree = dijkstra(graph.shape(), graph.weights, sources[row]);
    for (std::size_t column = 0; column < targets.size(); ++column) {
      ASSERT_EQ(table[row * targets.size() + column], tree.time[targets[column]]);
    }
    ASSERT_TRUE(std::equal(tree.time.begin(), tree.time.end(), from.begin() + row * graph.node_count()));
  }
}

// Following next_arcs from every node takes exactly the time and arrives.
void expect_next_arcs(const TestGraph& graph, const SearchGraph& search, NodeId target) {
  const auto times = sweep(search, std::vector{target}, Direction::to_nodes);
  const auto next = next_arcs(graph.shape(), graph.weights, times, target);
  for (NodeId start = 0; start < graph.node_count(); ++start) {
    if (times[start] == unreachable || start == target) {
      ASSERT_EQ(next[start], no_id);
      continue;
    }
    std::vector<ArcId> arcs;
    for (NodeId at = start; at != target; at = graph.head[next[at]]) {
      ASSERT_NE(next[at], no_id);
      ASSERT_LE(arcs.size(), graph.node_count());
      arcs.push_back(next[at]);
    }
    ASSERT_EQ(walked(graph, start, target, arcs), times[start]);
  }
}

std::vector<NodeId> all_nodes(const TestGraph& graph) {
  std::vector<NodeId> nodes(graph.node_count());
  std::iota(nodes.begin(), nodes.end(), 0);
  return nodes;
}

void expect_engine_equals_dijkstra(const TestGraph& graph) {
  const auto all = all_nodes(graph);
  const Hierarchy hierarchy = hierarchy_of(graph);
  const SearchGraph search = SearchGraph::from(Metric(hierarchy, graph.weights));
  expect_point_queries(graph, search, all, all);
  expect_tables(graph, search, all, all, 1);
  expect_next_arcs(graph, search, graph.node_count() / 2);
  expect_point_queries(graph, contract(graph.shape(), graph.weights), all, all);
}

TEST(Engine, EqualsDijkstraOnAnyGraph) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    const auto nodes = *rc::gen::inRange<NodeId>(1, 60);
    expect_engine_equals_dijkstra(random_graph(seed, nodes, *rc::gen::element(0.5, 1.0, 1.5, 3.0)));
    RC_ASSERT(!::testing::Test::HasFatalFailure());
  }));
}

TEST(Engine, EqualsDijkstraOnManyGraphs) {
  for (std::uint32_t seed = 0; seed < 60 && !HasFatalFailure(); ++seed) {
    SCOPED_TRACE(seed);
    expect_engine_equals_dijkstra(random_graph(seed, 30 + 2 * seed, 0.5 + 0.5 * (seed % 5)));
  }
}

TEST(Engine, EqualsDijkstraOnACityOfBlocks) {
  const TestGraph graph = grid_graph(3, 60, 50);
  const auto all = all_nodes(graph);
  const std::vector<NodeId> some(all.begin(), all.begin() + 20);
  const std::vector<NodeId> others(all.end() - 100, all.end());
  const Hierarchy hierarchy = hierarchy_of(graph);
  const SearchGraph search = SearchGraph::from(Metric(hierarchy, graph.weights));
  expect_point_queries(graph, search, some, others);
  expect_point_queries(graph, contract(graph.shape(), graph.weights), some, others);
  expect_tables(graph, search, some, others, 1);
  expect_next_arcs(graph, search, 17);
}

TEST(Engine, AnswersTheSameWithTwoThreads) {
  const TestGraph graph = grid_graph(5, 90, 80);
  const Hierarchy one = hierarchy_of(graph, 1);
  const Hierarchy two = hierarchy_of(graph, 2);
  EXPECT_EQ(one.save(), two.save());
  const SearchGraph search = SearchGraph::from(Metric(one, graph.weights));
  std::vector<NodeId> nodes = all_nodes(graph);
  nodes.resize(70);
  EXPECT_EQ(time_table(search, nodes, nodes, 1), time_table(search, nodes, nodes, 2));
  EXPECT_EQ(sweep(search, nodes, Direction::to_nodes, 1), sweep(search, nodes, Direction::to_nodes, 2));
  nodes.resize(3);
  EXPECT_EQ(sweep(search, nodes, Direction::to_nodes, 1), sweep(search, nodes, Direction::to_nodes, 2));
}

// Arcs slower, faster, closed and opened at once, so that what one change takes another may give.
TEST(Metric, UpdateEqualsCustomisingAnew) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed);
    TestGraph graph = random_graph(seed, 2 + seed % 90, seed % 3 == 0 ? 1.0 : 2.0);
    const Hierarchy hierarchy = hierarchy_of(graph);
    Metric metric(hierarchy, graph.weights);
    for (int round = 0; round < 4; ++round) {
      std::vector<ArcId> changed(random() % 12);
      for (ArcId& arc : changed) {
        arc = static_cast<ArcId>(random() % graph.head.size());
        const std::array<Millis, 7> weights = {0, 1, 7, 20, 40, 1000, unreachable};
        graph.weights[arc] = weights[random() % weights.size()];
      }
      metric.update(graph.weights, changed);
      const Metric anew(hierarchy, graph.weights);
      ASSERT_TRUE(std::equal(anew.slots().begin(), anew.slots().end(), metric.slots().begin())) << "seed " << seed;
    }
  }
}

TEST(Metric, UpdateInACityEqualsCustomisingAnew) {
  TestGraph graph = grid_graph(12, 30, 25);
  const Hierarchy hierarchy = hierarchy_of(graph);
  Metric metric(hierarchy, graph.weights);
  std::mt19937 random(2);
  for (int round = 0; round < 30; ++round) {
    std::vector<ArcId> changed(1 + random() % 40);
    for (ArcId& arc : changed) {
      arc = static_cast<ArcId>(random() % graph.head.size());
      graph.weights[arc] = static_cast<Millis>(random() % 150);
    }
    metric.update(graph.weights, changed);
    const Metric anew(hierarchy, graph.weights);
    ASSERT_TRUE(std::equal(anew.slots().begin(), anew.slots().end(), metric.slots().begin())) << "round " << round;
  }
}

TEST(Sweep, NearestIsTheLeastOverAllEntries) {
  const TestGraph graph = grid_graph(8, 20, 20);
  const Hierarchy hierarchy = hierarchy_of(graph);
  const SearchGraph search = SearchGraph::from(Metric(hierarchy, graph.weights));
  const std::vector<Entry> entries = {{3, 100}, {200, 0}, {399, 7}};
  const auto nearest = sweep_nearest(search, entries, Direction::from_nodes);
  std::vector<Millis> expected(graph.node_count(), unreachable);
  for (const Entry& entry : entries) {
    const auto tree = dijkstra(graph.shape(), graph.weights, entry.node);
    for (NodeId node = 0; node < graph.node_count(); ++node) {
      expected[node] = std::min(expected[node], add(tree.time[node], entry.offset));
    }
  }
  EXPECT_EQ(nearest, expected);
}

TEST(Engine, EqualsDijkstraInMoscow) {
  const auto graph = moscow(std::filesystem::path(KJEDE_SOURCE_DIR) / "../shared/data/roads", 100'000);
  if (!graph) {
    GTEST_SKIP() << "no moscow-roads.{gr,co}.bin in ../shared/data/roads";
  }
  std::mt19937 random(1);
  std::vector<NodeId> sources(12), targets(60);
  for (auto* list : {&sources, &targets}) {
    for (auto& node : *list) {
      node = static_cast<NodeId>(random() % graph->node_count());
    }
  }
  const Hierarchy hierarchy = hierarchy_of(*graph, 2);
  const SearchGraph search = SearchGraph::from(Metric(hierarchy, graph->weights));
  expect_point_queries(*graph, search, sources, targets);
  expect_tables(*graph, search, sources, targets, 2);
  expect_next_arcs(*graph, search, targets[0]);
}

}  // namespace
}  // namespace kjede::road
