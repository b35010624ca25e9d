#pragma once
// Smallest node separator between two sets of nodes: a maximum flow in which every node carries one unit (Menger).
//
// Dinitz' blocking flows on the split graph, in which node v is the state in(v) = 2v and out(v) = 2v + 1. A unit flow
// per node needs to remember only where the flow comes from.

#include <cstdint>
#include <vector>

#include "low_degree.hpp"

namespace kjede::road {

enum class Side : std::uint8_t { first, second, separator };

class SeparatorFlow {
 public:
  explicit SeparatorFlow(const Fragment& graph);

  // The size of a smallest separator of the nodes marked `first` from those marked `second` (`separator` marks the
  // rest); separators may contain marked nodes. Gives up and returns `bound` when it is not smaller than `bound`.
  std::uint32_t run(const std::vector<Side>& ends, std::uint32_t bound);

  // After run: a smallest separator, the more balanced of the one nearest to the first set and nearest to the second.
  std::vector<Side> cut() const;

 private:
  using State = std::uint32_t;
  static State in(NodeId node) { return 2 * node; }
  static State out(NodeId node) { return 2 * node + 1; }

  bool label_levels();
  bool augment_from(NodeId start);
  void apply_path();
  State only_step(NodeId node) const;
  std::vector<Side> near_first() const;
  std::vector<Side> near_second() const;

  const Fragment& graph_;
  std::vector<Side> ends_;
  std::vector<NodeId> from_;          // where a node's unit comes from; itself: from the source; no_id: carries none
  std::vector<std::uint32_t> level_;  // of a state; no_id: not reached, or used up in this phase
  std::vector<std::uint32_t> cursor_;
  std::vector<State> path_, queue_;
};

}  // namespace kjede::road
