#include "kjede/road/dijkstra.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace kjede::road {

ShortestPathTree dijkstra(const Shape& shape, std::span<const Millis> weights, NodeId source) {
  ShortestPathTree tree{std::vector<Millis>(shape.node_count(), unreachable),
                        std::vector<ArcId>(shape.node_count(), no_id)};
  using Entry = std::pair<Millis, NodeId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  tree.time[source] = 0;
  queue.emplace(0, source);
  while (!queue.empty()) {
    const auto [time, node] = queue.top();
    queue.pop();
    if (time > tree.time[node]) {
      continue;  // an older entry of a node that was reached faster since
    }
    for (ArcId arc = shape.first_out[node]; arc < shape.first_out[node + 1]; ++arc) {
      const NodeId head = shape.head[arc];
      const Millis reached = add(time, weights[arc]);
      if (reached < tree.time[head]) {
        tree.time[head] = reached;
        tree.last_arc[head] = arc;
        queue.emplace(reached, head);
      }
    }
  }
  return tree;
}

std::vector<ArcId> path_to(const ShortestPathTree& tree, const Shape& shape, NodeId target) {
  std::vector<ArcId> arcs;
  for (ArcId arc = tree.last_arc[target]; arc != no_id;) {
    arcs.push_back(arc);
    const auto after = std::upper_bound(shape.first_out.begin(), shape.first_out.end(), arc);
    const auto tail = static_cast<NodeId>(after - shape.first_out.begin() - 1);
    arc = tree.last_arc[tail];
  }
  std::reverse(arcs.begin(), arcs.end());
  return arcs;
}

}  // namespace kjede::road
