#pragma once
// A service area as a location problem: zones are points, zones and stations are candidates, minutes are those of the
// area's roads; and what simulation says of a plan, first of all how busy its vehicles are.
//
//   const auto tables = location_tables(situation, {});          // for make_location_problem
//   KJEDE_ASSIGN(const auto now, try_out(area, situation, {.threads = 2}, progress));   // now.busy: MEXCLP's q

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/planning/location_tables.hpp"
#include "kjede/planning/situation.hpp"
#include "kjede/sim/simulate.hpp"

namespace kjede::planning {

struct AreaTableOptions {
  bool own_radius = true;                                  // a column with the area's targets, urban and rural
  double reach = std::numeric_limits<double>::infinity();  // minutes; pairs further apart are left out
  std::size_t travel_set = 0;                              // drive times of set_of_time; 0: of most hours
};

// Which drive times are those of a time class ("rush"); empty: those of most hours. Fails (KJ1403) when it is no class,
// or none that the area's roads have times for.
base::Result<std::size_t> set_of_time(const Situation& situation, std::string_view time);

// points: id, weight (acute calls a day), population, arrests, radius, settlement, place, lon, lat. costs: minutes with
// lights at the hours that most hours are like, or at those asked for, the way from the road to the scene counted.
// candidates: stations, then zones without one of that id. Ids are those of the tables.
LocationTables location_tables(const Situation& situation, const AreaTableOptions& options);

// Mean minutes from an acute call until the wheels roll.
double minutes_before_driving(const Situation& situation);

// Ids of the stations, once per vehicle (those on duty part of the day too).
std::vector<std::string> present_sites(const Situation& situation);

struct TryOutOptions {
  int threads = 1;
  std::optional<int> days = {}, replications = {};  // else the area's
};

struct TriedOut {
  sim::Estimate busy;    // share of the fleet's time on duty
  sim::Estimate within;  // share of acute missions within the targets
  sim::Estimate p90;     // minutes, acute
};

// The situation simulated under its own policy. Fails with what the simulation fails with.
base::Result<TriedOut> try_out(const ServiceArea& area, const Situation& situation, const TryOutOptions& options,
                               base::Progress& progress);

// The area and scenario with vehicles on duty day and night at these sites (ids of stations or zones, once per vehicle)
// in place of all others.
struct Standing {
  ServiceArea area;
  Scenario scenario;
};
Standing standing_at(const ServiceArea& area, Scenario scenario, const std::vector<std::string>& sites);

}  // namespace kjede::planning
