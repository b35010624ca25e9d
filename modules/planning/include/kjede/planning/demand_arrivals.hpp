#pragma once
// The demand model as the simulator takes it: a stream of calls for each priority, with its rhythm over the week and
// the zones' weights, and the season week by week. What else a stream holds (turnout, scene, transport …) is left as it
// is.
//
//   KJEDE_TRY(set_arrivals(service.demand, model, {.slots = weeks_of_2030}));

#include "kjede/planning/demand.hpp"
#include "kjede/sim/model.hpp"

namespace kjede::planning {

struct ArrivalOptions {
  std::vector<DemandSlot> slots;  // the hours to be simulated; whole weeks from a Monday. They give level and season
  std::vector<double> municipal_factor;  // per zone, of a projection; empty: 1
};

// `demand` gets one stream per priority of the model when it has none; otherwise as many streams as the model has
// priorities must be there, in that order. Zones are those of the model, in its order. Zone weights are those of the
// whole week, parts of the week weighed by their calls.
base::Result<void> set_arrivals(sim::Demand& demand, const DemandModel& model, const ArrivalOptions& options);

}  // namespace kjede::planning
