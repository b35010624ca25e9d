#include "kjede/road/components.hpp"

#include <algorithm>

namespace kjede::road {

namespace {

class Tarjan {
 public:
  Tarjan(const Shape& shape, std::span<const Millis> weights)
      : shape_(shape), weights_(weights), low_(shape.node_count(), unseen), next_(shape.node_count()) {
    parts_.of_node.assign(shape.node_count(), no_id);
  }

  StrongComponents run() {
    for (NodeId v = 0; v < shape_.node_count(); ++v) {
      if (low_[v] == unseen) search(v);
    }
    choose_largest();
    return std::move(parts_);
  }

 private:
  static constexpr std::uint32_t unseen = no_id;

  // Depth first from `root`; low_ holds the lowest number on the stack that a node leads to.
  void search(NodeId root) {
    enter(root);
    while (!path_.empty()) {
      const NodeId v = path_.back();
      if (next_[v] < shape_.first_out[v + 1]) {
        step(v, next_[v]++);
      } else {
        leave(v);
      }
    }
  }

  void enter(NodeId v) {
    low_[v] = number_++;
    next_[v] = shape_.first_out[v];
    numbers_.push_back(low_[v]);
    path_.push_back(v);
    stack_.push_back(v);
  }

  void step(NodeId v, ArcId arc) {
    const NodeId w = shape_.head[arc];
    if (weights_[arc] >= unreachable) return;
    if (low_[w] == unseen) {
      enter(w);
    } else if (parts_.of_node[w] == no_id) {
      low_[v] = std::min(low_[v], low_[w]);
    }
  }

  void leave(NodeId v) {
    const auto number = numbers_.back();
    numbers_.pop_back();
    path_.pop_back();
    if (!path_.empty()) low_[path_.back()] = std::min(low_[path_.back()], low_[v]);
    if (low_[v] != number) return;
    const auto part = static_cast<std::uint32_t>(parts_.size.size());
    parts_.size.push_back(0);
    for (NodeId w = no_id; w != v;) {
      w = stack_.back();
      stack_.pop_back();
      parts_.of_node[w] = part;
      ++parts_.size[part];
    }
  }

  void choose_largest() {
    std::uint32_t most = 0;
    for (const auto part : parts_.of_node) {
      if (parts_.size[part] > most) {
        most = parts_.size[part];
        parts_.largest = part;
      }
    }
  }

  const Shape& shape_;
  std::span<const Millis> weights_;
  StrongComponents parts_;
  std::vector<std::uint32_t> low_;
  std::vector<ArcId> next_;
  std::vector<NodeId> path_, stack_;
  std::vector<std::uint32_t> numbers_;  // of the nodes on path_
  std::uint32_t number_ = 0;
};

}  // namespace

StrongComponents strong_components(const Shape& shape, std::span<const Millis> weights) {
  return Tarjan(shape, weights).run();
}

}  // namespace kjede::road
