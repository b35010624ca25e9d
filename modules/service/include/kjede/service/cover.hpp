#pragma once
// `kjede plan coverage`: who is reached in time from given sites; by place, and as a map (GeoJSON, RFC 7946).
//
//   KJEDE_ASSIGN(auto answer, cover(order));

#include <string>
#include <vector>

#include "kjede/planning/coverage.hpp"
#include "kjede/service/area_plan.hpp"

namespace kjede::service {

struct CoverOrder {
  planning::LocationTables tables;
  planning::LocationRequest request;
  planning::LocationOptions options;
  std::vector<std::string> at;              // site ids, once per vehicle; empty: every candidate
  std::optional<planning::TableText> plan;  // what `kjede plan locate --json` printed, instead of `at`
  std::string by = "place";                 // place, settlement or none
  std::string area = {};                    // a service area or a scenario, in place of points and costs
  planning::TryOutOptions run = {};         // of its simulation, which gives the busy fraction unless one is given
};

struct CoverAnswer {
  planning::LocationInput input;
  std::vector<int> vehicles;
  std::vector<planning::PointCoverage> points;
  std::vector<planning::CoverageGroup> groups;  // the last one is everything
  double gini = 0.0;
  double worst_decile = 0.0;
};

// In an area: of its present vehicles, unless `at` or `plan` says otherwise.
base::Result<CoverAnswer> cover(CoverOrder order, base::Progress& progress);
std::string cover_json(const CoverAnswer& answer);
std::string cover_text(const CoverAnswer& answer, const std::string& language, std::size_t width);
// Points with demand, and the sites that are points. Fails when the points have no lon and lat.
base::Result<std::string> cover_geojson(const CoverAnswer& answer);

}  // namespace kjede::service
