#pragma once
// Roads from OpenStreetMap (PBF or OPL): what an ambulance may drive, with classes, limits, one-ways, access, barriers,
// signals and ferries. What each tag does: docs/reference/road_import.md. Turn restrictions are counted, not used.
// The data are © OpenStreetMap contributors under the ODbL; the road file carries that text.
//
//   KJEDE_ASSIGN(auto imported, import_osm("oslo.osm.pbf", {}, SpeedModel{}, progress));

#include <filesystem>
#include <string>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/road/import_report.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::road {

struct OsmOptions {
  std::string country;  // ISO 3166-1 code for implied limits; empty: the one most tags name, else NO
};

// Fails when the file cannot be read to its end (KJ1131), holds no road (KJ1129), or the user stops (KJ1132).
base::Result<RoadImport> import_osm(const std::filesystem::path& path, const OsmOptions& options,
                                    const SpeedModel& model, base::Progress& progress);

// Likewise from memory; `format` is "pbf" or "opl" (https://osmcode.org/opl-file-format/).
base::Result<RoadImport> import_osm_bytes(const std::string& name, const std::string& bytes, const std::string& format,
                                          const OsmOptions& options, const SpeedModel& model);

}  // namespace kjede::road
