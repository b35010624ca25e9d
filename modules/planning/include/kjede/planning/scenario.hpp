#pragma once
// What differs from a service area: one YAML file (docs/reference/scenario.md lists every key). It names the area and
// never copies its tables.
//
//   KJEDE_ASSIGN(const auto scenario, read_scenario("scenarios/tunnel-2030.yaml"));
//   KJEDE_ASSIGN(const auto area, read_service_area(scenario.service));

#include <map>
#include <string>
#include <vector>

#include "kjede/planning/service_area.hpp"

namespace kjede::planning {

// Where a station goes: a point, or the middle of a place's people.
struct Site {
  std::string place;  // empty: the coordinates
  double lon = 0, lat = 0;
  std::string name;  // empty: as before
  std::string municipality;
  base::SourceSpan span = {};
};

struct NamedSpan {
  std::string id;
  base::SourceSpan span = {};
};

// All roads of a class, or all within so many metres of a point.
struct RoadClosing {
  std::string road_class;  // empty: the circle
  double lon = 0, lat = 0, metres = 0;
  base::SourceSpan span = {};
};

struct VehicleMove {
  NamedSpan vehicle;
  NamedSpan station;
};

// Trained people with a defibrillator who go to a cardiac arrest from where they are.
struct FirstResponders {
  std::vector<NamedSpan> municipalities;
  double available = 0.5;  // share of arrests where one comes
  double delay = 3;        // minutes from the call to moving
  double speed = 40;       // km/h
  double distance = 2;     // mean kilometres to the nearest
};

struct Scenario {
  std::string id;
  Label name, description;
  std::filesystem::path file, service;
  base::SourceSpan span = {};
  int year = 0;  // 0: the area's own
  base::SourceSpan year_span = {};
  std::vector<NamedSpan> open_projects;
  std::vector<RoadClosing> close_roads;
  bool winter = false;
  base::SourceSpan winter_span = {};
  std::vector<NamedSpan> close_stations;
  std::vector<std::pair<NamedSpan, Site>> move_stations, open_stations;
  std::vector<NamedSpan> remove_vehicles;
  std::vector<VehicleMove> move_vehicles;
  std::vector<AreaVehicle> add_vehicles;
  std::optional<FirstResponders> responders;
  std::optional<dispatch::Policy> policy;
  // Seconds more (or less) of each priority's alert and turnout.
  std::array<double, sim::priority_count> alert_change{}, turnout_change{};
  double demand_factor = 1;  // all calls, beside demography
};

// Fails with everything wrong in the file, each at its place. What it names is checked when it meets its area.
base::Result<Scenario> read_scenario(const std::filesystem::path& path);

}  // namespace kjede::planning
