// The routing engine on a real city, and how each cost grows with its size. Every figure stands beside plain Dijkstra's
// in the same run; modules/road/README.md says how the same queries were put to RoutingKit on the same machine.
//
//   build/release/bench/road-bench [folder of moscow-roads.{gr,co}.bin] [nodes…]
//
// Budgets at 411 992 nodes, one core: contraction 8 s, point to point 32 µs, 1000 × 1000 table 560 ms, one to all 8.3
// ms, customise 34 ms, 100 changed arcs 1.4 ms. Without the folder a synthetic city of blocks is used.

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <random>

#include "../modules/road/tests/graphs.hpp"
#include "kjede/road/contraction.hpp"
#include "kjede/road/dijkstra.hpp"
#include "kjede/road/metric.hpp"
#include "kjede/road/nested_dissection.hpp"
#include "kjede/road/point_query.hpp"
#include "kjede/road/sweep.hpp"
#include "kjede/road/time_table.hpp"

namespace {

using namespace kjede::road;
using kjede::road::testing::TestGraph;

// The least of some runs, in milliseconds.
double milliseconds(int runs, const std::function<void()>& work) {
  double least = 1e300;
  for (int run = 0; run < runs; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    least =
        std::min(least, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  return least;
}

class Bench {
 public:
  explicit Bench(const TestGraph& graph) : graph_(graph), random_(7) {
    for (auto* list : {&sources_, &targets_}) {
      list->resize(1000);
      for (auto& node : *list) {
        node = static_cast<NodeId>(random_() % graph.node_count());
      }
    }
  }

  void run() {
    fmt::print("\n{} nodes, {} arcs\n", graph_.node_count(), graph_.head.size());
    dijkstra_ = milliseconds(5, [&] { (void)dijkstra(graph_.shape(), graph_.weights, sources_[0]); });
    fmt::print("{:44}{:>12.3f} ms\n", "Dijkstra, one to all", dijkstra_);
    customisable();
    witnesses();
  }

 private:
  void report(const char* what, double ms, double dijkstras = 0) const {
    fmt::print("{:44}{:>12.3f} ms", what, ms);
    if (dijkstras > 0) {
      fmt::print("  Dijkstra × {:.0f}", dijkstras * dijkstra_ / ms);
    }
    fmt::print("\n");
  }

  void points(const SearchGraph& search, const char* what, const char* with_route) {
    PointQuery query(search);
    std::uint64_t sum = 0;
    report(what,
           milliseconds(3,
                        [&] {
                          for (std::size_t i = 0; i < 10'000; ++i) {
                            sum += query.time(sources_[i % 1000], targets_[(i + i / 1000) % 1000]);
                          }
                        }) /
               10'000,
           1);
    report(with_route,
           milliseconds(3,
                        [&] {
                          for (std::size_t i = 0; i < 1000; ++i) {
                            sum += query.route(sources_[i], targets_[i]).arcs.size();
                          }
                        }) /
               1000,
           1);
    for (std::size_t i = 0; i < 3; ++i) {
      const auto tree = dijkstra(graph_.shape(), graph_.weights, sources_[i]);
      for (const NodeId to : targets_) {
        if (query.time(sources_[i], to) != tree.time[to]) {
          fmt::print("WRONG TIME\n");
          std::exit(1);
        }
      }
    }
  }

  void customisable() {
    std::vector<NodeId> order;
    report("order, one thread",
           milliseconds(1, [&] { order = nested_dissection_order(graph_.shape(), graph_.points); }));
    report("order, two threads",
           milliseconds(1, [&] { order = nested_dissection_order(graph_.shape(), graph_.points, {2}); }));
    const Hierarchy hierarchy = Hierarchy::build(graph_.shape(), order);
    report("hierarchy", milliseconds(1, [&] { (void)Hierarchy::build(graph_.shape(), order); }));
    const auto words = hierarchy.save();
    report("hierarchy, load with all checks", milliseconds(3, [&] { (void)Hierarchy::load(words, graph_.shape()); }));
    fmt::print("{:44}{:>12} edges\n", "", hierarchy.edge_count());
    Metric metric(hierarchy, graph_.weights);
    report("customise", milliseconds(10, [&] { metric.customise(graph_.weights); }));
    update(metric);
    report("search graph", milliseconds(3, [&] { (void)SearchGraph::from(metric); }));
    const SearchGraph search = SearchGraph::from(metric);
    fmt::print("{:44}{:>12} arcs up, {} down\n", "", search.up.arcs.size(), search.down.arcs.size());
    points(search, "point to point", "point to point with route");
    tables(search);
    sweeps(search);
  }

  void update(Metric& metric) {
    std::vector<ArcId> changed(100);
    for (auto& arc : changed) {
      arc = static_cast<ArcId>(random_() % graph_.head.size());
    }
    std::vector<Millis> slower = graph_.weights;
    for (const ArcId arc : changed) {
      slower[arc] = 3 * slower[arc] + 1;
    }
    double there = 1e300;
    double back = 1e300;
    for (int run = 0; run < 10; ++run) {
      there = std::min(there, milliseconds(1, [&] { metric.update(slower, changed); }));
      back = std::min(back, milliseconds(1, [&] { metric.update(graph_.weights, changed); }));
    }
    report("100 arcs slower", there);
    report("100 arcs as before", back);
  }

  void tables(const SearchGraph& search) {
    std::vector<Millis> table;
    report("1000 × 1000 table", milliseconds(3, [&] { table = time_table(search, sources_, targets_); }), 1000);
    report("1000 × 1000 table, two threads",
           milliseconds(3, [&] { table = time_table(search, sources_, targets_, 2); }), 1000);
  }

  void sweeps(const SearchGraph& search) {
    const std::span<const NodeId> sixteen = std::span(sources_).first(16);
    std::vector<Millis> out(16 * std::size_t{graph_.node_count()});
    report("one to all", milliseconds(20, [&] { sweep(search, sixteen.first(1), Direction::from_nodes, out); }), 1);
    report("sixteen to all, each", milliseconds(10, [&] { sweep(search, sixteen, Direction::from_nodes, out); }) / 16,
           1);
    report("all to one", milliseconds(20, [&] { sweep(search, sixteen.first(1), Direction::to_nodes, out); }), 1);
    report("next arcs towards one", milliseconds(5, [&] {
             (void)next_arcs(graph_.shape(), graph_.weights, std::span(out).first(graph_.node_count()), sources_[0]);
           }));
  }

  void witnesses() {
    SearchGraph search;
    report("contraction with witness search",
           milliseconds(1, [&] { search = contract(graph_.shape(), graph_.weights); }));
    fmt::print("{:44}{:>12} arcs up, {} down\n", "", search.up.arcs.size(), search.down.arcs.size());
    points(search, "point to point after witness search", "point to point with route, witness");
  }

  const TestGraph& graph_;
  std::mt19937 random_;
  std::vector<NodeId> sources_, targets_;
  double dijkstra_ = 0;
};

}  // namespace

int main(int count, char** words) {
  const std::string folder = count > 1 ? words[1] : KJEDE_SOURCE_DIR "/../shared/data/roads";
  std::vector<NodeId> sizes;
  for (int i = 2; i < count; ++i) {
    sizes.push_back(static_cast<NodeId>(std::stoul(words[i])));
  }
  for (const NodeId size : sizes.empty() ? std::vector<NodeId>{4'000, 40'000, no_id} : sizes) {
    auto graph = kjede::road::testing::moscow(folder, size);
    if (!graph) {
      const auto side = static_cast<NodeId>(std::sqrt(std::min<NodeId>(size, 400'000) / 3.7));
      graph = kjede::road::testing::grid_graph(1, side, side);
    }
    Bench(*graph).run();
  }
}
