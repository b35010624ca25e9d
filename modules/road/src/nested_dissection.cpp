#include "kjede/road/nested_dissection.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <thread>

#include "low_degree.hpp"
#include "separator_flow.hpp"

namespace kjede::road {
namespace {

// Below this many nodes the order is that of the least degree.
constexpr std::uint32_t small = 32;

// Directions of the projections, and the share of nodes joined to each end.
constexpr std::array<std::array<int, 2>, 8> directions = {
    {{1, 0}, {0, 1}, {1, 1}, {1, -1}, {2, 1}, {1, 2}, {2, -1}, {1, -2}}};
constexpr double end_share = 0.25;

// The nodes sorted by their projection, the outer shares marked as ends.
std::vector<Side> outer_shares(const Fragment& graph, const std::array<int, 2>& direction) {
  std::vector<std::pair<std::int64_t, NodeId>> projected(graph.size());
  for (NodeId node = 0; node < graph.size(); ++node) {
    projected[node] = {
        std::int64_t{direction[0]} * graph.point[node].x + std::int64_t{direction[1]} * graph.point[node].y, node};
  }
  const auto share = std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(end_share * graph.size()));
  std::nth_element(projected.begin(), projected.begin() + share, projected.end());
  std::nth_element(projected.begin() + share, projected.end() - share, projected.end());
  std::vector<Side> ends(graph.size(), Side::separator);
  for (std::ptrdiff_t i = 0; i < share; ++i) {
    ends[projected[i].second] = Side::first;
    ends[(projected.end() - 1 - i)->second] = Side::second;
  }
  return ends;
}

// The best cut over all directions: the fewest separator nodes per node of the smaller side.
std::vector<Side> best_cut(const Fragment& graph) {
  SeparatorFlow flow(graph);
  std::vector<Side> best;
  double best_ratio = graph.size();
  for (const auto& direction : directions) {
    // even perfectly balanced, a separator of this size could not be better
    const auto bound = static_cast<std::uint32_t>(best_ratio * (graph.size() / 2.0)) + 1;
    const std::uint32_t size = flow.run(outer_shares(graph, direction), std::min(bound, graph.size()));
    if (size >= bound || size == graph.size()) {
      continue;
    }
    auto cut = flow.cut();
    const auto smaller =
        std::min(std::count(cut.begin(), cut.end(), Side::first), std::count(cut.begin(), cut.end(), Side::second));
    const double ratio = size / std::max(0.5, static_cast<double>(smaller));
    if (smaller > 0 && ratio < best_ratio) {
      best_ratio = ratio;
      best = std::move(cut);
    }
  }
  return best;
}

// The part of a graph whose nodes have the wanted mark.
template <class Mark>
Fragment part_of(const Fragment& graph, const std::vector<Mark>& mark, Mark wanted) {
  Fragment part;
  std::vector<std::uint32_t> local(graph.size(), no_id);
  for (NodeId node = 0; node < graph.size(); ++node) {
    if (mark[node] == wanted) {
      local[node] = part.size();
      part.node.push_back(graph.node[node]);
      part.point.push_back(graph.point[node]);
    }
  }
  part.first.push_back(0);
  for (NodeId node = 0; node < graph.size(); ++node) {
    if (mark[node] != wanted) {
      continue;
    }
    for (std::uint32_t edge = graph.first[node]; edge < graph.first[node + 1]; ++edge) {
      if (local[graph.head[edge]] != no_id) {
        part.head.push_back(local[graph.head[edge]]);
      }
    }
    part.first.push_back(static_cast<std::uint32_t>(part.head.size()));
  }
  return part;
}

// Number of the connected component of each node, by first appearance; returns how many there are.
std::uint32_t components_of(const Fragment& graph, std::vector<std::uint32_t>& component) {
  component.assign(graph.size(), no_id);
  std::uint32_t count = 0;
  std::vector<NodeId> stack;
  for (NodeId start = 0; start < graph.size(); ++start) {
    if (component[start] != no_id) {
      continue;
    }
    component[start] = count;
    stack.assign(1, start);
    while (!stack.empty()) {
      const NodeId node = stack.back();
      stack.pop_back();
      for (std::uint32_t edge = graph.first[node]; edge < graph.first[node + 1]; ++edge) {
        if (component[graph.head[edge]] == no_id) {
          component[graph.head[edge]] = count;
          stack.push_back(graph.head[edge]);
        }
      }
    }
    ++count;
  }
  return count;
}

// Least degree first, with the fill it makes, for a graph of at most 64 nodes.
void order_small(const Fragment& graph, std::span<NodeId> order) {
  std::array<std::uint64_t, 64> around{};
  for (NodeId node = 0; node < graph.size(); ++node) {
    for (std::uint32_t edge = graph.first[node]; edge < graph.first[node + 1]; ++edge) {
      around[node] |= std::uint64_t{1} << graph.head[edge];
    }
  }
  std::uint64_t left = graph.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << graph.size()) - 1;
  for (auto& place : order) {
    int best = -1;
    for (std::uint64_t rest = left; rest != 0; rest &= rest - 1) {
      const int node = std::countr_zero(rest);
      if (best < 0 || std::popcount(around[node] & left) < std::popcount(around[best] & left)) {
        best = node;
      }
    }
    place = graph.node[best];
    left &= ~(std::uint64_t{1} << best);
    for (std::uint64_t rest = around[best] & left; rest != 0; rest &= rest - 1) {
      const int node = std::countr_zero(rest);
      around[node] |= around[best] & ~(std::uint64_t{1} << node);
    }
  }
}

void dissect(const Fragment& graph, std::span<NodeId> order, unsigned threads);

// Two parts side by side; each fills its own piece of the order, so that threads do not change it.
void dissect_both(const Fragment& one, std::span<NodeId> order_one, const Fragment& other,
                  std::span<NodeId> order_other, unsigned threads) {
  constexpr std::uint32_t worth_a_thread = 2000;
  if (threads > 1 && std::min(one.size(), other.size()) > worth_a_thread) {
    std::thread beside([&] { dissect(one, order_one, threads / 2); });
    dissect(other, order_other, threads - threads / 2);
    beside.join();
  } else {
    dissect(one, order_one, threads);
    dissect(other, order_other, threads);
  }
}

void dissect_connected(const Fragment& graph, std::span<NodeId> order, unsigned threads) {
  if (graph.size() <= small) {
    order_small(graph, order);
    return;
  }
  const auto cut = best_cut(graph);
  if (cut.empty()) {  // nothing separates it: as good as complete
    std::copy(graph.node.begin(), graph.node.end(), order.begin());
    return;
  }
  const Fragment one = part_of(graph, cut, Side::first);
  const Fragment other = part_of(graph, cut, Side::second);
  auto place = order.begin() + one.size() + other.size();
  for (NodeId node = 0; node < graph.size(); ++node) {
    if (cut[node] == Side::separator) {
      *place++ = graph.node[node];
    }
  }
  dissect_both(one, order.first(one.size()), other, order.subspan(one.size(), other.size()), threads);
}

void dissect(const Fragment& graph, std::span<NodeId> order, unsigned threads) {
  std::vector<std::uint32_t> component;
  const std::uint32_t count = components_of(graph, component);
  if (count <= 1) {
    dissect_connected(graph, order, threads);
    return;
  }
  std::vector<NodeId> by_component(graph.size());
  std::iota(by_component.begin(), by_component.end(), 0);
  std::stable_sort(by_component.begin(), by_component.end(),
                   [&](NodeId a, NodeId b) { return component[a] < component[b]; });
  std::vector<std::uint32_t> local(graph.size(), no_id);
  for (std::size_t begin = 0; begin < by_component.size();) {
    Fragment part;
    std::size_t end = begin;
    for (; end < by_component.size() && component[by_component[end]] == component[by_component[begin]]; ++end) {
      const NodeId node = by_component[end];
      local[node] = part.size();
      part.node.push_back(graph.node[node]);
      part.point.push_back(graph.point[node]);
    }
    part.first.push_back(0);
    for (std::size_t i = begin; i < end; ++i) {
      const NodeId node = by_component[i];
      for (std::uint32_t edge = graph.first[node]; edge < graph.first[node + 1]; ++edge) {
        part.head.push_back(local[graph.head[edge]]);
      }
      part.first.push_back(static_cast<std::uint32_t>(part.head.size()));
    }
    dissect_connected(part, order.subspan(begin, end - begin), threads);
    begin = end;
  }
}

}  // namespace

std::vector<NodeId> nested_dissection_order(const Shape& shape, std::span<const Point> points,
                                            const DissectionOptions& options) {
  auto low = take_out_low_degree(shape, points);
  std::vector<NodeId> order = std::move(low.order);
  const std::size_t taken_out = order.size();
  order.resize(shape.node_count());
  dissect(low.core, std::span(order).subspan(taken_out), std::max(1U, options.threads));
  return order;
}

}  // namespace kjede::road
