// RoutingKit on the graph, the metric and the kind of queries of road_bench.cpp, for a side by side on one machine. Not
// part of the build: RoutingKit stays outside the project.
//
//   git clone https://github.com/RoutingKit/RoutingKit && make -C RoutingKit lib/libroutingkit.a
//   g++ -O3 -march=native -std=c++17 -DNDEBUG -I RoutingKit/include bench/peers/routingkit.cpp \
//       RoutingKit/lib/libroutingkit.a -lz -fopenmp -pthread -o routingkit-side
//   ./routingkit-side folder-of-moscow-roads && build/release/bench/road-bench folder-of-moscow-roads 411992

#include <routingkit/contraction_hierarchy.h>
#include <routingkit/customizable_contraction_hierarchy.h>
#include <routingkit/nested_dissection.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace RoutingKit;
using Words = std::vector<unsigned>;

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

std::vector<int> read_integers(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
  std::vector<int> integers(bytes.size() / sizeof(int));
  std::memcpy(integers.data(), bytes.data(), integers.size() * sizeof(int));
  return integers;
}

struct Graph {
  Words tail, head, weight, sources, targets;
  std::vector<float> latitude, longitude;
  unsigned nodes = 0;
};

Graph read_graph(const std::string& folder) {
  const auto places = read_integers(folder + "/moscow-roads.co.bin");
  const auto roads = read_integers(folder + "/moscow-roads.gr.bin");
  Graph graph;
  graph.nodes = static_cast<unsigned>(places.size() / 2);
  for (unsigned node = 0; node < graph.nodes; ++node) {
    graph.longitude.push_back(static_cast<float>(places[2 * node]));
    graph.latitude.push_back(static_cast<float>(places[2 * node + 1]));
  }
  for (std::size_t i = 0; i + 1 < roads.size(); i += 2) {
    const unsigned a = roads[i] - 1, b = roads[i + 1] - 1;
    const double metres =
        std::hypot(double(places[2 * a]) - places[2 * b], double(places[2 * a + 1]) - places[2 * b + 1]);
    const auto weight = static_cast<unsigned>(std::llround(metres * 72));  // 50 km/h: 72 ms per metre
    graph.tail.insert(graph.tail.end(), {a, b});
    graph.head.insert(graph.head.end(), {b, a});
    graph.weight.insert(graph.weight.end(), {weight, weight});
  }
  std::mt19937 random(7);
  for (auto* list : {&graph.sources, &graph.targets}) {
    for (int i = 0; i < 1000; ++i) {
      list->push_back(static_cast<unsigned>(random() % graph.nodes));
    }
  }
  return graph;
}

template <class Query>
void queries(const Graph& graph, Query& query, const char* name) {
  unsigned long long sum = 0;
  const double points = milliseconds(3, [&] {
    for (std::size_t i = 0; i < 10'000; ++i) {
      query.reset().add_source(graph.sources[i % 1000]).add_target(graph.targets[(i + i / 1000) % 1000]).run();
      sum += query.get_distance();
    }
  });
  std::printf("%s point to point %.4f ms (%llu)\n", name, points / 10'000, sum);
  Words row(1000);
  const double table = milliseconds(3, [&] {
    query.reset().pin_targets(graph.targets);
    for (const unsigned source : graph.sources) {
      query.reset_source().add_source(source).run_to_pinned_targets().get_distances_to_targets(row.data());
    }
  });
  std::printf("%s 1000 x 1000 table %.2f ms\n", name, table);
  Words all(graph.nodes), times(graph.nodes);
  for (unsigned node = 0; node < graph.nodes; ++node) {
    all[node] = node;
  }
  query.reset().pin_targets(all);
  const double one = milliseconds(20, [&] {
    query.reset_source().add_source(graph.sources[0]).run_to_pinned_targets().get_distances_to_targets(times.data());
  });
  std::printf("%s one to all %.3f ms\n", name, one);
}

void customisable(const Graph& graph) {
  Words order;
  std::printf("order %.0f ms\n", milliseconds(1, [&] {
                order = compute_nested_node_dissection_order_using_inertial_flow(graph.nodes, graph.tail, graph.head,
                                                                                 graph.latitude, graph.longitude);
              }));
  CustomizableContractionHierarchy hierarchy;
  std::printf("hierarchy %.0f ms\n",
              milliseconds(1, [&] { hierarchy = CustomizableContractionHierarchy(order, graph.tail, graph.head); }));
  CustomizableContractionHierarchyMetric metric(hierarchy, graph.weight);
  std::printf("%u edges, customise %.2f ms\n", hierarchy.cch_arc_count(),
              milliseconds(10, [&] { metric.customize(); }));
  CustomizableContractionHierarchyQuery query(metric);
  queries(graph, query, "customisable:");
  CustomizableContractionHierarchyPartialCustomization partial(hierarchy);
  std::mt19937 random(9);
  Words changed(100), weight = graph.weight;
  for (auto& arc : changed) {
    arc = static_cast<unsigned>(random() % graph.weight.size());
  }
  double least[2] = {1e300, 1e300};
  for (int run = 0; run < 20; ++run) {
    for (const unsigned arc : changed) {
      weight[arc] = run % 2 == 0 ? 3 * graph.weight[arc] + 1 : graph.weight[arc];
    }
    metric.reset(hierarchy, weight);
    least[run % 2] = std::min(least[run % 2], milliseconds(1, [&] {
                                partial.reset();
                                for (const unsigned arc : changed) {
                                  partial.update_arc(arc);
                                }
                                partial.customize(metric);
                              }));
  }
  std::printf("100 arcs slower %.2f ms, as before %.2f ms\n", least[0], least[1]);
  ContractionHierarchy perfect;
  metric.reset(hierarchy, graph.weight).customize();
  std::printf("perfect customisation %.1f ms\n",
              milliseconds(1, [&] { perfect = metric.build_contraction_hierarchy_using_perfect_witness_search(); }));
  ContractionHierarchyQuery on_perfect(perfect);
  queries(graph, on_perfect, "perfect:");
}

}  // namespace

int main(int, char** words) {
  const Graph graph = read_graph(words[1]);
  ContractionHierarchy hierarchy;
  std::printf("contraction with witness search %.0f ms\n", milliseconds(1, [&] {
                hierarchy = ContractionHierarchy::build(graph.nodes, graph.tail, graph.head, graph.weight);
              }));
  ContractionHierarchyQuery query(hierarchy);
  queries(graph, query, "witness search:");
  customisable(graph);
}
