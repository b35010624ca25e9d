#pragma once
// The planner's room: the scenarios of one folder, their service area and its roads, kept ready; what people try by
// hand is a scenario like any other. One thread at a time.
//
//   KJEDE_ASSIGN(const auto room, service::PlanRoom::open("region/scenarios"));
//   KJEDE_ASSIGN(const auto text, room->compare({.ids = {"base"}, .changes = {moved}}, progress));

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/planning/compare.hpp"
#include "kjede/planning/situation.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

// A scenario made by hand: a base with changes. The same names and places as in a scenario file.
struct PlanChanges {
  std::string base;
  int year = 0;  // 0: the base's
  std::vector<std::string> open;
  std::vector<std::pair<std::string, planning::Site>> move;  // station
  std::vector<planning::Site> add;
  std::vector<std::string> close;
};

class PlanRoom {
 public:
  // Folder with *.yaml; all of one service area. Fails with everything wrong in any of them.
  static base::Result<std::unique_ptr<PlanRoom>> open(const std::string& folder);

  // {area, scenarios: [{id, name, description, year}], stations, projects, years}
  std::string scenarios_json() const;
  // service::comparison_json of a scenario by id, or of changes; the others are compared with the first.
  struct Choice {
    std::string id;  // empty: changes
    PlanChanges changes;
  };
  base::Result<std::string> compare(const std::vector<Choice>& choices, const planning::CompareOrder& order,
                                    base::Progress& progress) const;
  // GeoJSON: "roads" (lines by class), "places" (points with people), "background" (as the area has it). Nothing for
  // another name.
  std::optional<std::string> layer(const std::string& name) const;
  // Areas reached from a point with lights within each of `minutes`, as GeoJSON. Fails far from any road.
  base::Result<std::string> isochrone(double lon, double lat, const std::vector<double>& minutes) const;

 private:
  PlanRoom(std::vector<planning::Scenario> scenarios, planning::ServiceArea area, planning::AreaNetwork roads);
  base::Result<planning::Scenario> chosen(const Choice& choice) const;
  const planning::Scenario* find(const std::string& id) const;

  std::vector<planning::Scenario> scenarios_;
  planning::ServiceArea area_;
  planning::AreaNetwork roads_;
};

}  // namespace kjede::service
