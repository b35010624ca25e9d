#pragma once
// Nodes and arcs as they are read, in any order, into a Network with its arcs in order of their tails.
//
//   NetworkBuilder builder;  builder.add_node(…);  builder.add_arc(…);  Network roads = std::move(builder).finish();

#include <vector>

#include "kjede/road/network.hpp"

namespace kjede::road {

struct NewArc {
  NodeId tail = no_id;
  NodeId head = no_id;
  std::uint32_t length = 0;
  RoadClass road_class = RoadClass::other;
  std::uint8_t speed_limit = 0;
  std::uint8_t signals = 0;
  std::uint16_t flags = 0;
  std::uint16_t project = 0;
  std::uint32_t shape_first = 0;
  std::uint32_t shape_count = 0;
};

class NetworkBuilder {
 public:
  // Nodes, texts, projects, shape points and modes' names are filled in by the import.
  Network network;

  void add_arc(const NewArc& arc) { arcs_.push_back(arc); }
  void add_flag(std::size_t arc, ArcFlag flag) { arcs_[arc].flags |= flag; }
  const std::vector<NewArc>& arcs() const { return arcs_; }

  // Sorts the arcs by tail, those of a tail as added. `weights[m][i]` is the time of the i-th added arc in mode m;
  // without weights the modes stay empty. Ferries' arcs and node_flags' main bit follow.
  Network finish(const std::vector<std::vector<Millis>>& weights) &&;

 private:
  std::vector<ArcId> sort_arcs();

  std::vector<NewArc> arcs_;
};

// Sets the bit node_main from the first mode's weights.
void mark_main_part(Network& network);

// Modes' weights from weights with all projects open: those become open_weights, and projects' arcs unreachable.
void close_projects(Network& network);

}  // namespace kjede::road
