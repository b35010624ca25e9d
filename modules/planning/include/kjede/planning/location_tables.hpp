#pragma once
// The tables of a location problem: points, costs, candidates (CSV). All faults of a table at once, each with its
// place.
//
//   KJEDE_ASSIGN(const auto problem, make_location_problem({.points = {"p.csv", text}}, request));

#include <optional>
#include <string>
#include <vector>

#include "kjede/planning/location.hpp"

namespace kjede::planning {

struct TableText {
  std::string name;  // shown in messages
  std::string text;
};

// points: id, and x,y (planar metres) without a cost table; also weight (else 1), radius, busy, settlement (urban,
//   rural), place, lon, lat, and further weights by name.
// costs: from,to and cost, or minutes, or seconds (which become minutes). A pair that is absent cannot be travelled.
// candidates: id; also x,y (else an id of points or costs), capacity, keep, hours (24/7, or anything else: closed at
//   night).
struct LocationTables {
  std::optional<TableText> points = {};
  std::optional<TableText> costs = {};
  std::optional<TableText> candidates = {};
};

struct LocationRequest {
  std::vector<std::string> weights = {};    // columns of points, one per period; empty: weight
  std::optional<double> radius = {};        // of every point that has none of its own
  std::optional<double> rural_radius = {};  // of points with settlement rural
  std::vector<double> busy = {};            // one, or one per time of day
  std::vector<double> busy_shares = {};     // share of each; empty: equal
  std::optional<double> night_share = {};   // share of the demand at night, when only candidates open 24/7 count
  std::optional<double> speed = {};         // km/h: distances become minutes
  std::vector<std::string> keep = {};       // ids; one that stands twice keeps two vehicles
  std::vector<std::string> close = {};
  std::optional<int> capacity = {};  // vehicles per site
  std::string time = {};             // an area's drive times: of this time class; empty: of most hours
};

struct PointPlace {
  std::string place;
  std::optional<double> lon, lat;
  bool rural = false;
};

struct LocationInput {
  LocationProblem problem;
  std::vector<PointPlace> places;  // of the points; empty columns stay empty
};

// options.before is taken off every radius here (a second radius is the caller's).
base::Result<LocationInput> make_location_problem(const LocationTables& tables, const LocationRequest& request,
                                                  const LocationOptions& options);

}  // namespace kjede::planning
