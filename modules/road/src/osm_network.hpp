#pragma once
// Roads of OpenStreetMap into a network: ways are cut where they meet, end, or are barred.

#include <string>

#include "import_summary.hpp"
#include "kjede/base/result.hpp"
#include "kjede/road/import_osm.hpp"
#include "osm_data.hpp"

namespace kjede::road {

base::Result<RoadImport> network_of(const OsmData& data, const OsmOptions& options, const SpeedModel& model);

}  // namespace kjede::road
