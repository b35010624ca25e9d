#pragma once
// A service area (a folder, or a scenario of one) put to a location model: its zones, its roads, and the busy fraction
// that the simulator finds.
//
//   KJEDE_ASSIGN(auto place, open_area("region"));
//   KJEDE_TRY(fill_from_area(place, order, {.threads = 2}, progress));   // tables, radius, before, busy

#include <optional>
#include <string>

#include "kjede/base/progress.hpp"
#include "kjede/planning/area_location.hpp"

namespace kjede::service {

struct AreaPlace {
  planning::ServiceArea area;
  planning::Scenario scenario;
  planning::AreaNetwork roads;
  planning::Situation situation;
  std::optional<planning::TriedOut> present;  // simulated, when asked for
};

// `path`: a service area's folder, or a scenario file.
base::Result<AreaPlace> open_area(const std::string& path);

// Tables, the targets as radius unless one is given, the minutes before driving unless they are given, and (for a model
// that needs one) the present fleet's simulated busy fraction unless one is given.
base::Result<void> fill_from_area(AreaPlace& place, planning::LocationTables& tables,
                                  planning::LocationRequest& request, planning::LocationOptions& options,
                                  const planning::TryOutOptions& run, base::Progress& progress);

}  // namespace kjede::service
