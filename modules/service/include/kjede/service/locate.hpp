#pragma once
// `kjede plan locate`: tables in, a plan out, as JSON for scripts and as a table for people.
//
//   KJEDE_ASSIGN(const auto answer, locate(order));
//   print(locate_json(answer, seconds));

#include <optional>
#include <string>
#include <vector>

#include "kjede/service/area_plan.hpp"

namespace kjede::service {

struct LocateOrder {
  planning::LocationTables tables;
  planning::LocationRequest request;
  planning::LocationOptions options;
  std::string area = {};             // a service area or a scenario, in place of points and costs
  planning::TryOutOptions run = {};  // of its simulation
};

// An area's plan beside what is there: the same number of vehicles, judged by the model and by simulation.
struct LocatedInArea {
  std::vector<std::string> present_sites;
  double present_objective = 0;
  double busy = 0;         // what the model reckoned with
  bool simulated = false;  // it came from simulating
  int rounds = 0;          // plans made until the busy fraction of a plan was the one it was made with
  std::optional<planning::TriedOut> present, plan;
};

struct LocateAnswer {
  LocateOrder order;  // without the tables' texts
  planning::LocationInput input;
  planning::LocationPlan plan;
  std::optional<LocatedInArea> area;
};

// In an area, with a model of vehicles: without a number of sites that of the present vehicles; without a busy fraction
// that of the present fleet in the simulator, then that of the plan, until it stays within half a percentage point.
base::Result<LocateAnswer> locate(LocateOrder order, base::Progress& progress);

// schema_version, model, objective, bound, gap, sites (ids as in the file; once per vehicle), seconds, and more.
std::string locate_json(const LocateAnswer& answer, double seconds);
std::string locate_text(const LocateAnswer& answer, const std::string& language, std::size_t width);

}  // namespace kjede::service
