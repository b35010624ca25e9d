#include "low_degree.hpp"

#include <algorithm>

namespace kjede::road {
namespace {

// Neighbour lists that shrink: taking out a node of degree two replaces it by the other neighbour in both lists.
class ShrinkingGraph {
 public:
  explicit ShrinkingGraph(const Shape& shape) : first_(shape.node_count() + 1, 0) {
    for (NodeId tail = 0; tail < shape.node_count(); ++tail) {
      for (ArcId arc = shape.first_out[tail]; arc < shape.first_out[tail + 1]; ++arc) {
        ++first_[tail];
        ++first_[shape.head[arc]];
      }
    }
    std::uint32_t sum = 0;
    for (auto& entry : first_) {
      sum += entry;
      entry = sum;
    }
    fill(shape);
  }

  std::span<NodeId> neighbours(NodeId node) { return {head_.data() + first_[node], degree_[node]}; }
  std::uint32_t degree(NodeId node) const { return degree_[node]; }

  void take_out(NodeId node) {
    const auto around = neighbours(node);
    for (std::size_t i = 0; i < around.size(); ++i) {
      replace(around[i], node, around.size() == 2 ? around[1 - i] : no_id);
    }
  }

 private:
  void fill(const Shape& shape) {
    head_.resize(2 * std::size_t{shape.arc_count()});
    for (NodeId tail = 0; tail < shape.node_count(); ++tail) {
      for (ArcId arc = shape.first_out[tail]; arc < shape.first_out[tail + 1]; ++arc) {
        head_[--first_[tail]] = shape.head[arc];
        head_[--first_[shape.head[arc]]] = tail;
      }
    }
    degree_.resize(shape.node_count());
    for (NodeId node = 0; node < shape.node_count(); ++node) {
      const auto begin = head_.begin() + first_[node];
      const auto end = head_.begin() + first_[node + 1];
      std::sort(begin, end);
      const auto last = std::remove(begin, std::unique(begin, end), node);
      degree_[node] = static_cast<std::uint32_t>(last - begin);
    }
  }

  void replace(NodeId at, NodeId old, NodeId other) {
    const auto list = neighbours(at);
    const auto place = std::find(list.begin(), list.end(), old);
    if (other != no_id && std::find(list.begin(), list.end(), other) == list.end()) {
      *place = other;
    } else {
      *place = list.back();
      --degree_[at];
    }
  }

  std::vector<std::uint32_t> first_;
  std::vector<NodeId> head_;
  std::vector<std::uint32_t> degree_;
};

// In rounds, no two neighbours in the same round: a chain of n nodes then has depth log n in the hierarchy, not n.
std::vector<NodeId> take_out_rounds(ShrinkingGraph& graph, NodeId node_count, std::vector<bool>& gone) {
  std::vector<NodeId> order, round, next;
  std::vector<std::uint32_t> touched(node_count, 0), queued(node_count, 0);
  for (NodeId node = 0; node < node_count; ++node) {
    if (graph.degree(node) <= 2) {
      round.push_back(node);
    }
  }
  for (std::uint32_t number = 1; !round.empty(); ++number) {
    const auto queue = [&](NodeId node) {
      if (queued[node] != number && graph.degree(node) <= 2) {
        queued[node] = number;
        next.push_back(node);
      }
    };
    for (const NodeId node : round) {
      if (gone[node]) {
        continue;
      }
      if (touched[node] == number) {
        queue(node);
        continue;
      }
      graph.take_out(node);
      gone[node] = true;
      order.push_back(node);
      for (const NodeId around : graph.neighbours(node)) {
        touched[around] = number;
        queue(around);
      }
    }
    round.clear();
    std::swap(round, next);
  }
  return order;
}

Fragment rest_of(ShrinkingGraph& graph, std::span<const Point> points, const std::vector<bool>& gone) {
  Fragment core;
  std::vector<std::uint32_t> local(gone.size(), no_id);
  for (NodeId node = 0; node < gone.size(); ++node) {
    if (!gone[node]) {
      local[node] = core.size();
      core.node.push_back(node);
      core.point.push_back(points[node]);
    }
  }
  core.first.push_back(0);
  for (const NodeId node : core.node) {
    for (const NodeId around : graph.neighbours(node)) {
      core.head.push_back(local[around]);
    }
    core.first.push_back(static_cast<std::uint32_t>(core.head.size()));
  }
  return core;
}

}  // namespace

LowDegree take_out_low_degree(const Shape& shape, std::span<const Point> points) {
  ShrinkingGraph graph(shape);
  std::vector<bool> gone(shape.node_count(), false);
  LowDegree result;
  result.order = take_out_rounds(graph, shape.node_count(), gone);
  result.core = rest_of(graph, points, gone);
  return result;
}

}  // namespace kjede::road
