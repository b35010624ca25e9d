#pragma once
// Speed models from observed driving times.
//
// log(observed) = log Σ f(class) · t(class) + log f(priority) + log f(time class) + error, where t(class) is the time
// at the limit on the arcs of a class; Gauss-Newton with Huber's weights (k = 1.345 · MAD scale; Huber 1964), drawn
// weakly towards the model it starts from, so that a class that no trip uses keeps its factor. Routes are taken again
// with the new factors, until they settle. planning_methods, "Road travel time".
//
//   KJEDE_ASSIGN(auto fitted, fit_speed_model(roads, SpeedModel(), trips));

#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::road {

// A drive from one node to another, outside ferries.
struct ObservedTrip {
  NodeId from = no_id;
  NodeId to = no_id;
  TravelCase when;
  double seconds = 0;
};

struct FitReport {
  SpeedModel model;
  std::uint64_t used = 0;
  std::uint64_t unreachable = 0;  // no route
  std::uint64_t too_short = 0;    // under 60 seconds: standing dominates
  std::uint64_t outlying = 0;     // used, with less than full weight
  double sd_before = 0;           // of log(observed / modelled), robust (1.4826 · MAD)
  double sd_after = 0;
  double bias_before = 0;  // median of log(observed / modelled)
  double bias_after = 0;
  PerClass<double> hours;  // driven per class, at the limit
};

// Fails (KJ1134) with fewer than 30 usable trips.
base::Result<FitReport> fit_speed_model(const NetworkView& roads, const SpeedModel& start,
                                        std::span<const ObservedTrip> trips);

}  // namespace kjede::road
