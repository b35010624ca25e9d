#pragma once
// What all replications of a run share and none changes: lookups made from the service and the order.

#include <vector>

#include "kjede/dispatch/coverage.hpp"
#include "kjede/sim/simulate.hpp"

namespace kjede::sim {

struct Prepared {
  Prepared(const Service& service, const Order& order);

  const Service& service;
  const Order& order;
  Time counted_from, counted_to;
  Millis expected_turnout;                   // what a policy reckons with
  bool counts_needed;                        // the policy looks at expected coverage
  std::vector<dispatch::Coverage> coverage;  // per travel set; empty when not needed
  dispatch::StationOrder station_order;      // compliance, priority list
  dispatch::Guards guards;                   // of the policy, with the stations that are hard to cover

  // The nearest hospital (its index) that has what is needed, from a zone, in a travel set; none: no road.
  std::uint32_t nearest_hospital(std::uint8_t set, std::uint32_t need, std::uint32_t zone) const;
  // Along the road, where the table knows; else in a straight line times the service's factor.
  double kilometres(const TravelTable& table, std::uint32_t from_place, std::uint32_t to_place) const;
  bool counted(const Call& call) const { return counted_from <= call.received && call.received < counted_to; }
  Time counted_overlap(Time from, Time to) const {
    return std::max<Time>(0, std::min(to, counted_to) - std::max(from, counted_from));
  }

 private:
  void lay_out_places();
  void find_hospitals();
  void find_coverage();
  void find_station_order();

  std::vector<float> x_, y_;            // km, per place
  std::vector<std::uint32_t> needs_;    // distinct masks
  std::vector<std::uint16_t> nearest_;  // [set][need][zone]
};

}  // namespace kjede::sim
