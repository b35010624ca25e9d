#pragma once
// A speed model fitted to observed drives for a person: a CSV of trips in, a model's YAML out.
//
//   KJEDE_ASSIGN(auto fitted, fit_speeds(session, "trips.csv"));  save(road::to_yaml(fitted.fit.model));

#include <string>
#include <string_view>

#include "kjede/road/fit.hpp"
#include "kjede/service/road_session.hpp"

namespace kjede::service {

struct FittedSpeeds {
  road::FitReport fit;
  base::Diagnostics left_out;  // rows that cannot be used
};

// Columns `from_lon,from_lat,to_lon,to_lat,seconds`, optional `priority` (acute) and `time` (free). The session must
// set points on nodes. Fails (KJ1134) with too few usable rows.
base::Result<FittedSpeeds> fit_speeds(const RoadSession& session, const std::string& path);

std::string to_text(const FittedSpeeds& fitted, std::string_view language);  // nb or en

}  // namespace kjede::service
