#include "kjede/road/dijkstra.hpp"

#include <gtest/gtest.h>

namespace kjede::road {
namespace {

using Words = std::vector<std::uint32_t>;

// 0 → 1 → 2 in 10 + 20, 0 → 2 in 31; 3 stands alone; 2 → 0 is closed.
const Words first_out = {0, 2, 3, 4, 4};
const Words head = {1, 2, 2, 0};
const Words weights = {10, 31, 20, unreachable};
const Shape shape{first_out, head};

TEST(Dijkstra, GivesTimesAndPaths) {
  const auto tree = dijkstra(shape, weights, 0);
  EXPECT_EQ(tree.time, (Words{0, 10, 30, unreachable}));
  EXPECT_EQ(path_to(tree, shape, 2), (Words{0, 2}));
  EXPECT_TRUE(path_to(tree, shape, 0).empty());
  EXPECT_TRUE(path_to(tree, shape, 3).empty());
}

TEST(Dijkstra, NeverUsesAClosedArc) {
  EXPECT_EQ(dijkstra(shape, weights, 2).time, (Words{unreachable, unreachable, 0, unreachable}));
}

TEST(Dijkstra, TreatsASumBeyondTheLimitAsUnreachable) {
  const Words long_way = {unreachable - 1, unreachable, 1, unreachable};
  EXPECT_EQ(dijkstra(shape, long_way, 0).time, (Words{0, unreachable - 1, unreachable, unreachable}));
}

}  // namespace
}  // namespace kjede::road
