#pragma once
// Is there a way around a node that is as fast as the way over it? A short Dijkstra search that gives up early: a
// witness that is not found costs a needless shortcut, never a wrong time.

#include <vector>

#include "live_graph.hpp"

namespace kjede::road {

class WitnessSearch {
 public:
  explicit WitnessSearch(const LiveGraph& graph);

  // Searches from `source` without `avoided`, up to time `limit`, settling at most `most_settled` nodes.
  void run(NodeId source, NodeId avoided, Millis limit, unsigned most_settled);

  // A time in which `node` can be reached, of the last run; `unreachable` if the search did not see it.
  Millis time(NodeId node) const { return time_[node]; }

 private:
  using Entry = std::pair<Millis, NodeId>;
  void label(NodeId node, Millis time);

  const LiveGraph& graph_;
  std::vector<Millis> time_;  // `unreachable` but for what the last run labelled
  std::vector<NodeId> labelled_;
  std::vector<Entry> queue_;  // a heap, the nearest first
};

}  // namespace kjede::road
