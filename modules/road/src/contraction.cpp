#include "kjede/road/contraction.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "live_graph.hpp"
#include "witness_search.hpp"

namespace kjede::road {
namespace {

// Nodes a witness search may settle: more find more witnesses and cost more time.
constexpr unsigned most_settled = 64;

struct Shortcut {
  NodeId tail, head;
  Millis weight;
  std::uint32_t hops;
};

class Contractor {
 public:
  Contractor(const Shape& shape, std::span<const Millis> weights)
      : graph_(shape, weights), witness_(graph_), level_(shape.node_count(), 0), arcs_(shape.node_count()) {
    order_.reserve(shape.node_count());
  }

  // Least important first. Importances are renewed when a node comes up; it waits if another is now before it.
  void run() {
    for (NodeId node = 0; node < graph_.node_count(); ++node) {
      queue_.emplace(judge(node), node);
    }
    while (!queue_.empty()) {
      const NodeId node = queue_.top().second;
      queue_.pop();
      const std::uint32_t renewed = judge(node);
      if (!queue_.empty() && std::pair(renewed, node) > queue_.top()) {
        queue_.emplace(renewed, node);
      } else {
        contract(node);
      }
    }
  }

  SearchGraph result() &&;

 private:
  using Entry = std::pair<std::uint32_t, NodeId>;

  // The shortcuts that contracting `node` needs now, left in shortcuts_.
  void find_shortcuts(NodeId node) {
    shortcuts_.clear();
    for (const LiveArc& in : graph_.in(node)) {
      Millis farthest = 0;
      bool leads_on = false;
      for (const LiveArc& out : graph_.out(node)) {
        if (out.other != in.other) {
          farthest = std::max(farthest, out.weight);
          leads_on = true;
        }
      }
      if (!leads_on) {
        continue;
      }
      witness_.run(in.other, node, add(in.weight, farthest), most_settled);
      for (const LiveArc& out : graph_.out(node)) {
        const Millis over = add(in.weight, out.weight);
        if (out.other != in.other && over < witness_.time(out.other)) {
          shortcuts_.push_back({in.other, out.other, over, in.hops + out.hops});
        }
      }
    }
  }

  // Level, arcs added per arc removed, and graph arcs they stand for, in thousandths.
  std::uint32_t judge(NodeId node) {
    find_shortcuts(node);
    std::uint64_t removed = 1, removed_hops = 1, added_hops = 0;
    for (const auto& list : {graph_.out(node), graph_.in(node)}) {
      removed += list.size();
      for (const LiveArc& arc : list) {
        removed_hops += arc.hops;
      }
    }
    for (const Shortcut& shortcut : shortcuts_) {
      added_hops += shortcut.hops;
    }
    return static_cast<std::uint32_t>(1000 * std::uint64_t{level_[node]} + 1000 * shortcuts_.size() / removed +
                                      1000 * added_hops / removed_hops);
  }

  void contract(NodeId node) {
    for (const auto& list : {graph_.out(node), graph_.in(node)}) {
      for (const LiveArc& arc : list) {
        level_[arc.other] = std::max(level_[arc.other], level_[node] + 1);
      }
    }
    arcs_[node] = graph_.take_out(node);
    for (const Shortcut& shortcut : shortcuts_) {
      graph_.add(shortcut.tail, shortcut.head, shortcut.weight, node, shortcut.hops);
    }
    order_.push_back(node);
  }

  static void lay(HalfGraph& half, std::vector<LiveArc>& arcs, std::span<const std::uint32_t> rank) {
    std::sort(arcs.begin(), arcs.end(), [&](const auto& a, const auto& b) { return rank[a.other] < rank[b.other]; });
    for (const LiveArc& arc : arcs) {
      half.arcs.push_back({rank[arc.other], arc.weight});
      half.via.push_back(arc.via & HalfGraph::direct ? arc.via : rank[arc.via]);
    }
    half.first.push_back(static_cast<std::uint32_t>(half.arcs.size()));
  }

  LiveGraph graph_;
  WitnessSearch witness_;
  std::vector<std::uint32_t> level_;
  std::vector<LiveGraph::Arcs> arcs_;  // of contracted nodes: they lead upwards, and from above
  std::vector<NodeId> order_;
  std::vector<Shortcut> shortcuts_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

SearchGraph Contractor::result() && {
  SearchGraph graph;
  graph.order = std::move(order_);
  graph.rank.resize(graph.size());
  for (std::uint32_t r = 0; r < graph.size(); ++r) {
    graph.rank[graph.order[r]] = r;
  }
  graph.up.first.push_back(0);
  graph.down.first.push_back(0);
  for (const NodeId node : graph.order) {
    lay(graph.up, arcs_[node].out, graph.rank);
    lay(graph.down, arcs_[node].in, graph.rank);
  }
  return graph;
}

}  // namespace

SearchGraph contract(const Shape& shape, std::span<const Millis> weights) {
  Contractor contractor(shape, weights);
  contractor.run();
  return std::move(contractor).result();
}

}  // namespace kjede::road
