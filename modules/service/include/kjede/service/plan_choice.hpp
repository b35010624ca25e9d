#pragma once
// A plan as a person makes it on the map: a scenario by name, or one with changes by hand. Read from JSON with every
// fault said; what it names (stations, vehicles, projects) is checked when it meets its area.
//
//   KJEDE_ASSIGN(const auto choice, service::read_plan_choice(json));   // "base", or {"base": "base", "move": …}

#include <string>
#include <utility>
#include <vector>

#include "kjede/planning/scenario.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

// A scenario made by hand: a base with changes. The same names and places as in a scenario file.
struct PlanChanges {
  std::string base;
  int year = 0;  // 0: the base's
  std::vector<std::string> open;
  std::vector<std::pair<std::string, planning::Site>> move;  // station
  std::vector<std::pair<std::string, planning::Site>> add;   // id of the new station
  std::vector<std::string> close;
  // Vehicle to station. Vehicles of a closed station that are not named go to the nearest open one by road.
  std::vector<std::pair<std::string, std::string>> vehicles;
  std::vector<std::string> extra;  // stations that get one more ambulance, on duty day and night
};

struct PlanChoice {
  std::string id;  // of a scenario; empty: the changes
  PlanChanges changes;
};

// An id, or {base, year, open: [project], move: {station: {lon, lat}}, add: [{id, name, lon, lat}], close: [station],
// vehicles: {vehicle: station}, extra: [station]}. Fails with KJ0914 for each member that does not fit.
base::Result<PlanChoice> read_plan_choice(const text::Json& json);

// The same plan as JSON; members that say nothing are left out.
text::Json plan_choice_json(const PlanChoice& choice);

}  // namespace kjede::service
