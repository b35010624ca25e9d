#pragma once
// A metric: one weight per arc, put on a hierarchy. A scenario (tunnel opened, pass closed, winter) is such a vector.
//
// Basic customisation of Dibbelt, Strasser & Wagner (JEA 2016): every edge gets the least weight over its arcs and its
// lower triangles, in both directions.
//
//   Metric metric(hierarchy, weights);
//   weights[arc] = unreachable;
//   metric.update(weights, {{arc}});

#include <span>
#include <vector>

#include "kjede/road/hierarchy.hpp"
#include "kjede/road/millis.hpp"

namespace kjede::road {

class Metric {
 public:
  // `hierarchy` must outlive the metric; one weight per arc, each at most `unreachable`.
  Metric(const Hierarchy& hierarchy, std::span<const Millis> weights);

  // All weights anew.
  void customise(std::span<const Millis> weights);

  // `weights` of all arcs, of which at most those named in `changed` differ from the ones given before. Equal to
  // customise(weights), in time that grows with what changes.
  void update(std::span<const Millis> weights, std::span<const ArcId> changed);

  const Hierarchy& hierarchy() const { return *hierarchy_; }
  // Weight of each slot (hierarchy.hpp): edge upwards, edge downwards, …
  std::span<const Millis> slots() const { return slots_; }
  // Weight of an arc, as it was given.
  Millis weight_of_arc(ArcId arc) const { return arcs_[arc]; }

 private:
  const Hierarchy* hierarchy_;
  std::vector<Millis> slots_;
  std::vector<Millis> arcs_;  // the weights as given, for update and for routes
};

}  // namespace kjede::road
