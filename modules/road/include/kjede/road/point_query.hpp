#pragma once
// Fastest time and route from one node to another, on a search graph.
//
// With an elimination tree both ends walk up the tree to where they meet (Dibbelt, Strasser & Wagner 2016, §8); after
// witness search two Dijkstra searches climb with stall-on-demand (Geisberger et al. 2012). One query object per
// thread: it keeps its working memory from call to call.
//
//   PointQuery query(graph);
//   Millis time = query.time(from, to);
//   Route route = query.route(from, to);

#include <memory>
#include <vector>

#include "kjede/road/search_graph.hpp"

namespace kjede::road {

struct Route {
  Millis time = unreachable;
  std::vector<ArcId> arcs;  // of the graph, in order; empty from a node to itself and when there is no way
};

class PointQuery {
 public:
  // `graph` must outlive the query.
  explicit PointQuery(const SearchGraph& graph);
  ~PointQuery();
  PointQuery(PointQuery&&) noexcept;
  PointQuery& operator=(PointQuery&&) noexcept;

  Millis time(NodeId from, NodeId to);
  Route route(NodeId from, NodeId to);

  class Climb;

 private:
  static std::unique_ptr<Climb> climb_on(const SearchGraph& graph);

  std::unique_ptr<Climb> climb_;
  const SearchGraph* graph_;
};

}  // namespace kjede::road
