#pragma once
// The planner's room: the scenarios of one folder, their service area and its roads, kept ready; what people try by
// hand is a scenario like any other. One thread at a time.
//
//   KJEDE_ASSIGN(const auto room, service::PlanRoom::open("region/scenarios"));
//   KJEDE_ASSIGN(const auto text, room->compare({{.id = "base"}, {.changes = moved}}, {}, progress));

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/planning/compare.hpp"
#include "kjede/planning/situation.hpp"
#include "kjede/service/plan_choice.hpp"

namespace kjede::service {

class PlanRoom {
 public:
  // Folder with *.yaml; all of one service area. Fails with everything wrong in any of them.
  static base::Result<std::unique_ptr<PlanRoom>> open(const std::string& folder);

  const planning::ServiceArea& area() const { return area_; }
  // {area (bounds: west, south, east, north), scenarios: [{id, name, description, year}], stations, vehicles, hospitals, projects, years}
  std::string scenarios_json() const;
  // service::comparison_json; the others are compared with the first.
  base::Result<std::string> compare(const std::vector<PlanChoice>& choices, const planning::CompareOrder& order,
                                    base::Progress& progress) const;
  // Who is within the targets of the nearest ambulance at its station, with nobody on a mission: {before_minutes,
  // targets, groups: [all, urban, rural], fleet: [{vehicle, station, from}], zones as GeoJSON}.
  base::Result<std::string> coverage(const PlanChoice& choice) const;
  // A simulated day as the mission log tells it: {counts, units with their drives, calls, events in order of time};
  // times are seconds after midnight. The same seed is the same day. A unit that the policy sends to another station
  // than its own is drawn as driving home: the log does not say where it went.
  struct DayOrder {
    std::uint64_t seed = 1;
    int weekday = 1;  // Monday
  };
  base::Result<std::string> day(const PlanChoice& choice, const DayOrder& order) const;
  // GeoJSON: "roads" (lines by class), "places" (points with people), "background" (as the area has it). Nothing for
  // another name.
  std::optional<std::string> layer(const std::string& name) const;
  // Areas reached from a point with lights within each of `minutes`, as GeoJSON. Fails far from any road.
  base::Result<std::string> isochrone(double lon, double lat, const std::vector<double>& minutes) const;

 private:
  PlanRoom(std::vector<planning::Scenario> scenarios, planning::ServiceArea area, planning::AreaNetwork roads);
  base::Result<planning::Scenario> chosen(const PlanChoice& choice) const;
  base::Result<planning::Situation> situation_of(const PlanChoice& choice) const;
  base::Result<void> rehouse(planning::Scenario& scenario) const;
  const planning::Scenario* find(const std::string& id) const;

  std::vector<planning::Scenario> scenarios_;
  planning::ServiceArea area_;
  planning::AreaNetwork roads_;
};

}  // namespace kjede::service
