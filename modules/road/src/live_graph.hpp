#pragma once
// The graph that is left while nodes are contracted one by one, with the shortcuts made so far.

#include <span>
#include <vector>

#include "kjede/road/millis.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road {

struct LiveArc {
  NodeId other;  // the node at the other end
  Millis weight;
  std::uint32_t via;   // the node it goes over, or HalfGraph::direct | an arc of the graph
  std::uint32_t hops;  // arcs of the graph it stands for
};

class LiveGraph {
 public:
  // Loops and closed arcs are left out; of parallel arcs the fastest stays.
  LiveGraph(const Shape& shape, std::span<const Millis> weights);

  NodeId node_count() const { return static_cast<NodeId>(out_.size()); }
  std::span<const LiveArc> out(NodeId node) const { return out_[node]; }
  std::span<const LiveArc> in(NodeId node) const { return in_[node]; }

  // Keeps the faster if there is an arc from tail to head already.
  void add(NodeId tail, NodeId head, Millis weight, std::uint32_t via, std::uint32_t hops);

  // Takes a node out; gives its arcs out and in.
  struct Arcs {
    std::vector<LiveArc> out, in;
  };
  Arcs take_out(NodeId node);

 private:
  std::vector<std::vector<LiveArc>> out_, in_;
};

}  // namespace kjede::road
