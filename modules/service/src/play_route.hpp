#pragma once
// A drive that can be looked at while it lasts.

#include <vector>

#include "kjede/dispatch/place_index.hpp"
#include "kjede/service/road_session.hpp"

namespace kjede::service {

class PlayRoute {
 public:
  PlayRoute() = default;
  // By road where there are roads near both ends, else in a straight line at `kmh`.
  PlayRoute(const RoadSession* roads, const dispatch::Place& from, const dispatch::Place& to, double kmh);

  double seconds() const { return times_.empty() ? 0 : times_.back(); }
  dispatch::Place at(double seconds) const;

 private:
  bool by_road(const RoadSession& roads, const dispatch::Place& from, const dispatch::Place& to);
  void add(const dispatch::Place& place, double seconds);

  std::vector<dispatch::Place> places_;
  std::vector<double> times_;  // seconds after the start
};

}  // namespace kjede::service
