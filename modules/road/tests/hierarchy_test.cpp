#include "kjede/road/hierarchy.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "graphs.hpp"
#include "kjede/road/nested_dissection.hpp"

namespace kjede::road {
namespace {

using testing::grid_graph;
using testing::random_graph;
using testing::TestGraph;

TEST(NestedDissection, NamesEveryNodeOnce) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    const TestGraph graph = random_graph(seed, *rc::gen::inRange<NodeId>(0, 300), *rc::gen::element(0.3, 1.0, 2.5));
    auto order = nested_dissection_order(graph.shape(), graph.points);
    std::sort(order.begin(), order.end());
    for (NodeId node = 0; node < graph.node_count(); ++node) {
      RC_ASSERT(order[node] == node);
    }
    RC_ASSERT(order.size() == graph.node_count());
  }));
}

TEST(NestedDissection, SeparatesAGridByItsShortSide) {
  const TestGraph graph = grid_graph(2, 100, 20);
  const auto hierarchy = Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points));
  std::uint32_t depth = 0;
  std::vector<std::uint32_t> height(graph.node_count(), 0);
  for (std::uint32_t r = 0; r < graph.node_count(); ++r) {
    depth = std::max(depth, height[r]);
    if (hierarchy.parent(r) != no_id) {
      height[hierarchy.parent(r)] = std::max(height[hierarchy.parent(r)], height[r] + 1);
    }
  }
  EXPECT_LE(depth, 90u);  // separators of 20, 20, 20, 10, 10, …
}

TEST(NestedDissection, KeepsAChainShallow) {
  std::vector<testing::TestArc> arcs;
  std::vector<Point> points(1000);
  for (NodeId node = 0; node + 1 < 1000; ++node) {
    arcs.push_back({node, node + 1, 1});
  }
  const TestGraph graph = testing::graph_of(1000, arcs, points);
  const auto hierarchy = Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points));
  std::uint32_t depth = 0;
  for (std::uint32_t r = hierarchy.rank[500]; r != no_id; r = hierarchy.parent(r)) {
    ++depth;
  }
  EXPECT_LE(depth, 20u);
}

TEST(Hierarchy, HasEveryTriangle) {
  const TestGraph graph = random_graph(11, 200, 1.5);
  const auto hierarchy = Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points));
  for (std::uint32_t x = 0; x < hierarchy.node_count(); ++x) {
    for (std::uint32_t a = hierarchy.up_first[x]; a < hierarchy.up_first[x + 1]; ++a) {
      const std::uint32_t y = hierarchy.up_head[a];
      EXPECT_EQ(hierarchy.up_tail[a], x);
      EXPECT_LT(x, y);
      for (std::uint32_t b = a + 1; b < hierarchy.up_first[x + 1]; ++b) {
        const auto begin = hierarchy.up_head.begin() + hierarchy.up_first[y];
        const auto end = hierarchy.up_head.begin() + hierarchy.up_first[y + 1];
        EXPECT_TRUE(std::binary_search(begin, end, hierarchy.up_head[b]));
      }
    }
  }
}

class SavedHierarchy : public ::testing::Test {
 protected:
  std::string error_of(std::span<const std::uint32_t> kept, const Shape& shape) {
    const auto loaded = Hierarchy::load(kept, shape);
    return loaded ? "" : std::string(loaded.error()[0].code) + " " + loaded.error()[0].message;
  }

  TestGraph graph = grid_graph(4, 12, 9);
  std::vector<std::uint32_t> words =
      Hierarchy::build(graph.shape(), nested_dissection_order(graph.shape(), graph.points)).save();
};

TEST_F(SavedHierarchy, LoadsAsAViewOfTheWords) {
  const auto loaded = Hierarchy::load(words, graph.shape());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->save(), words);
  EXPECT_EQ(loaded->order.data(), words.data() + 9);
}

TEST_F(SavedHierarchy, IsRefusedWhenDamaged) {
  EXPECT_EQ(error_of({}, graph.shape()), "KJ1101 the contraction hierarchy is damaged");
  EXPECT_EQ(error_of(std::span(words).first(words.size() - 1), graph.shape()),
            "KJ1101 the contraction hierarchy is damaged");
  for (std::size_t i = 9; i < words.size(); i += 37) {
    words[i] ^= 0x40;
    EXPECT_EQ(error_of(words, graph.shape()), "KJ1101 the contraction hierarchy is damaged");
    words[i] ^= 0x40;
  }
  words[1] = 99;
  EXPECT_EQ(error_of(words, graph.shape()), "KJ1101 the contraction hierarchy is of another version");
}

TEST_F(SavedHierarchy, IsRefusedForAnotherGraph) {
  const TestGraph other = grid_graph(5, 12, 9);
  EXPECT_EQ(error_of(words, other.shape()), "KJ1101 the contraction hierarchy is of another graph");
}

TEST(Hierarchy, MayBeEmpty) {
  const std::vector<std::uint32_t> first_out = {0};
  const Shape shape{first_out, {}};
  const auto hierarchy = Hierarchy::build(shape, nested_dissection_order(shape, {}));
  EXPECT_EQ(hierarchy.node_count(), 0u);
  EXPECT_TRUE(Hierarchy::load(hierarchy.save(), shape));
}

}  // namespace
}  // namespace kjede::road
