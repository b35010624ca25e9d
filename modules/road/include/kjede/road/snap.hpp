#pragma once
// From a point to the roads: the nearest place on an arc, or the nearest node, and what the way there costs.
//
// A point that lies within a metre of a node is that node. Roads outside the largest connected part are passed over
// unless asked for: a point would otherwise stick to a car park that nothing leads to.
//
//   Snapper snapper(roads, weights, {.off_road_speed = 14.7});
//   auto at = snapper.snap(*location_of(10.79, 59.92));
//   if (at) sweep_nearest(graph, entries(at->out), Direction::from_nodes);

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

enum class SnapTo : std::uint8_t { arc, node };

struct SnapOptions {
  SnapTo to = SnapTo::arc;
  double off_road_speed = 14.7;  // km/h, in a straight line
  double limit = 1000;           // metres; a point further away is refused
  bool main_part_only = true;
};

// A way onto or off the roads: a node, and milliseconds between it and the point.
struct Access {
  NodeId node = no_id;
  Millis time = 0;
};

struct Snapped {
  Location point;     // as asked
  Location place;     // on the road
  double metres = 0;  // between the two
  Millis off_road = 0;
  NodeId node = no_id;  // set when the place is a node
  ArcId arc = no_id;    // else: an arc through the place, its reverse, and where along the first it lies (0…1)
  ArcId reverse = no_id;
  NodeId tail = no_id;
  double along = 0;
  std::vector<Access> out;  // reached from the point: heads of its arcs, or the node
  std::vector<Access> in;   // from which the point is reached: tails, or the node
};

class Snapper {
 public:
  // Keeps views of both; they must outlive it. Arcs that are closed in `weights` and ferries are passed over.
  Snapper(const NetworkView& roads, std::span<const Millis> weights, const SnapOptions& options);
  ~Snapper();
  Snapper(Snapper&&) noexcept;
  Snapper& operator=(Snapper&&) noexcept;

  // Nothing when no road is within the limit.
  std::optional<Snapped> snap(Location point) const;
  // Metres from a point to the nearest road it could use, however far.
  double distance(Location point) const;

 private:
  class Index;
  std::unique_ptr<Index> index_;
};

// A node of the network, without a way beside the road.
Snapped snapped_to(const NetworkView& roads, NodeId node);

// Milliseconds between two points that lie on the same arc, driving along it; unreachable when they do not, or the way
// is against it.
Millis along_one_arc(const Snapped& from, const Snapped& to, std::span<const Millis> weights);

}  // namespace kjede::road
