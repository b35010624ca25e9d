#pragma once
// Graphs for the tests: random ones of every unpleasant kind, grids, and a real city when its file is there.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <vector>

#include "kjede/road/millis.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road::testing {

struct TestArc {
  NodeId tail, head;
  Millis weight;
};

// A graph that owns its memory.
struct TestGraph {
  std::vector<std::uint32_t> first_out, head;
  std::vector<Millis> weights;
  std::vector<Point> points;

  Shape shape() const { return {first_out, head}; }
  NodeId node_count() const { return static_cast<NodeId>(points.size()); }
};

inline TestGraph graph_of(NodeId nodes, const std::vector<TestArc>& arcs, std::vector<Point> points) {
  TestGraph graph;
  graph.points = std::move(points);
  graph.first_out.assign(nodes + 1, 0);
  for (const auto& arc : arcs) {
    ++graph.first_out[arc.tail + 1];
  }
  for (NodeId node = 0; node < nodes; ++node) {
    graph.first_out[node + 1] += graph.first_out[node];
  }
  graph.head.resize(arcs.size());
  graph.weights.resize(arcs.size());
  auto place = graph.first_out;
  for (const auto& arc : arcs) {
    const auto at = place[arc.tail]++;
    graph.head[at] = arc.head;
    graph.weights[at] = arc.weight;
  }
  return graph;
}

// Any mix of one-way streets, loops, parallel arcs, closed arcs, weight zero, islands and long distances.
inline TestGraph random_graph(std::uint32_t seed, NodeId nodes, double arcs_per_node) {
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  std::vector<Point> points(nodes);
  for (auto& point : points) {
    point = {static_cast<std::int32_t>(below(1000)), static_cast<std::int32_t>(below(1000))};
  }
  std::vector<TestArc> arcs;
  const auto count = static_cast<std::size_t>(arcs_per_node * nodes);
  while (nodes > 0 && arcs.size() < count) {
    const NodeId tail = below(nodes);
    const NodeId head = below(4) > 0 ? (tail + below(std::min<NodeId>(nodes, 12))) % nodes : below(nodes);
    const std::uint32_t kind = below(20);
    const Millis weight = kind < 3 ? 0 : kind == 3 ? unreachable : kind == 4 ? unreachable / 3 : below(50);
    arcs.push_back({tail, head, weight});
    if (below(2) == 0) {
      arcs.push_back({head, tail, below(3) == 0 ? below(50) : weight});
    }
  }
  return graph_of(nodes, arcs, std::move(points));
}

// A city of blocks: width × height crossings, some streets one-way, some missing, a chain of bends on each street.
inline TestGraph grid_graph(std::uint32_t seed, NodeId width, NodeId height) {
  std::mt19937 random(seed);
  std::vector<Point> points;
  for (NodeId y = 0; y < height; ++y) {
    for (NodeId x = 0; x < width; ++x) {
      points.push_back({static_cast<std::int32_t>(100 * x), static_cast<std::int32_t>(100 * y)});
    }
  }
  std::vector<TestArc> arcs;
  const auto street = [&](NodeId from, NodeId to) {
    const auto kind = static_cast<std::uint32_t>(random() % 10);
    if (kind == 0) {
      return;
    }
    NodeId last = from;
    for (auto bends = random() % 4; bends > 0; --bends) {
      const auto bend = static_cast<NodeId>(points.size());
      points.push_back(points[last]);
      const Millis weight = 1 + static_cast<Millis>(random() % 100);
      arcs.push_back({last, bend, weight});
      if (kind > 2) {
        arcs.push_back({bend, last, weight});
      }
      last = bend;
    }
    const Millis weight = 1 + static_cast<Millis>(random() % 100);
    arcs.push_back({last, to, weight});
    if (kind > 2) {
      arcs.push_back({to, last, weight});
    }
  };
  for (NodeId y = 0; y < height; ++y) {
    for (NodeId x = 0; x < width; ++x) {
      if (x + 1 < width) {
        street(y * width + x, y * width + x + 1);
      }
      if (y + 1 < height) {
        street(y * width + x, (y + 1) * width + x);
      }
    }
  }
  const auto nodes = static_cast<NodeId>(points.size());
  return graph_of(nodes, arcs, std::move(points));
}

inline std::vector<std::int32_t> read_integers(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
  std::vector<std::int32_t> integers(bytes.size() / sizeof(std::int32_t));
  std::memcpy(integers.data(), bytes.data(), integers.size() * sizeof(std::int32_t));
  return integers;
}

// Moscow at 50 km/h, coordinates in metres; nothing when the files are not there. `most` keeps the nodes nearest to
// the centre only, for a smaller graph of the same kind.
inline std::optional<TestGraph> moscow(const std::filesystem::path& folder, NodeId most = no_id) {
  const auto places = read_integers(folder / "moscow-roads.co.bin");
  const auto roads = read_integers(folder / "moscow-roads.gr.bin");
  if (places.empty() || roads.empty()) {
    return std::nullopt;
  }
  const std::size_t all = places.size() / 2;
  std::vector<std::uint32_t> by_distance(all), local(all, no_id);
  for (std::uint32_t i = 0; i < all; ++i) {
    by_distance[i] = i;
  }
  const auto distance = [&](std::uint32_t i) { return std::hypot(double(places[2 * i]), double(places[2 * i + 1])); };
  std::sort(by_distance.begin(), by_distance.end(),
            [&](auto a, auto b) { return std::pair(distance(a), a) < std::pair(distance(b), b); });
  by_distance.resize(std::min<std::size_t>(all, most));
  std::sort(by_distance.begin(), by_distance.end());
  std::vector<Point> points;
  for (const std::uint32_t i : by_distance) {
    local[i] = static_cast<std::uint32_t>(points.size());
    points.push_back({places[2 * i], places[2 * i + 1]});
  }
  std::vector<TestArc> arcs;
  for (std::size_t i = 0; i + 1 < roads.size(); i += 2) {
    const auto a = local[roads[i] - 1], b = local[roads[i + 1] - 1];
    if (a == no_id || b == no_id) {
      continue;
    }
    const double metres = std::hypot(double(points[a].x) - points[b].x, double(points[a].y) - points[b].y);
    const auto weight = static_cast<Millis>(std::llround(metres * 72));  // 50 km/h: 72 ms per metre
    arcs.push_back({a, b, weight});
    arcs.push_back({b, a, weight});
  }
  const auto nodes = static_cast<NodeId>(points.size());
  return graph_of(nodes, arcs, std::move(points));
}

}  // namespace kjede::road::testing
