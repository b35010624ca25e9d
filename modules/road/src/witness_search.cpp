#include "witness_search.hpp"

#include <algorithm>
#include <functional>

namespace kjede::road {

WitnessSearch::WitnessSearch(const LiveGraph& graph) : graph_(graph), time_(graph.node_count(), unreachable) {}

void WitnessSearch::label(NodeId node, Millis time) {
  if (time_[node] == unreachable) {
    labelled_.push_back(node);
  }
  time_[node] = time;
  queue_.emplace_back(time, node);
  std::push_heap(queue_.begin(), queue_.end(), std::greater<>());
}

void WitnessSearch::run(NodeId source, NodeId avoided, Millis limit, unsigned most_settled) {
  for (const NodeId node : labelled_) {
    time_[node] = unreachable;
  }
  labelled_.clear();
  queue_.clear();
  label(source, 0);
  while (!queue_.empty() && most_settled > 0) {
    const auto [time, node] = queue_.front();
    std::pop_heap(queue_.begin(), queue_.end(), std::greater<>());
    queue_.pop_back();
    if (time > time_[node]) {
      continue;
    }
    --most_settled;
    for (const LiveArc& arc : graph_.out(node)) {
      const Millis reached = add(time, arc.weight);
      if (arc.other != avoided && reached <= limit && reached < time_[arc.other]) {
        label(arc.other, reached);
      }
    }
  }
}

}  // namespace kjede::road
