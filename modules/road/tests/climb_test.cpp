#include "kjede/road/climb.hpp"

#include <gtest/gtest.h>

#include "graphs.hpp"
#include "kjede/road/dijkstra.hpp"
#include "kjede/road/nested_dissection.hpp"

namespace kjede::road {
namespace {

TEST(Climb, EqualsDijkstraOnUnpleasantGraphs) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const auto graph = testing::random_graph(seed, 60, 1.5 + 0.05 * seed);
    const auto hierarchy = Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points));
    const auto search = SearchGraph::from(Metric(hierarchy, graph.weights));
    for (NodeId from = 0; from < graph.node_count(); from += 7) {
      const auto tree = dijkstra(graph.shape(), graph.weights, from);
      const Entry start{from, 0};
      const auto ascent = climb(search, {&start, 1}, Direction::from_nodes);
      for (NodeId to = 0; to < graph.node_count(); ++to) {
        const Entry goal{to, 5};
        const auto time = time_between(ascent, climb(search, {&goal, 1}, Direction::to_nodes));
        EXPECT_EQ(time, add(tree.time[to], 5)) << seed << ": " << from << " to " << to;
      }
    }
  }
}

TEST(Climb, TakesTheBetterEndOfAnArc) {
  const auto graph = testing::random_graph(3, 60, 3);
  const auto hierarchy = Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points));
  const auto search = SearchGraph::from(Metric(hierarchy, graph.weights));
  const NodeId tail = 5;
  const auto head = graph.head[graph.first_out[tail]];
  const Entry ends[] = {{tail, 400}, {head, 9}};
  const auto ascent = climb(search, ends, Direction::from_nodes);
  const auto by_tail = dijkstra(graph.shape(), graph.weights, tail);
  const auto by_head = dijkstra(graph.shape(), graph.weights, head);
  for (NodeId to = 0; to < graph.node_count(); ++to) {
    const Entry goal{to, 0};
    EXPECT_EQ(time_between(ascent, climb(search, {&goal, 1}, Direction::to_nodes)),
              std::min(add(by_tail.time[to], 400), add(by_head.time[to], 9)));
  }
}

}  // namespace
}  // namespace kjede::road
