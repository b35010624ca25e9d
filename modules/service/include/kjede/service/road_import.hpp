#pragma once
// Roads in for a person: CSV or OpenStreetMap to a road file, with what was found in words.
//
//   KJEDE_ASSIGN(auto done, import_roads({.osm = "oslo.osm.pbf", .out = "oslo.road"}, progress));
//   out = to_text(done, "nb");

#include <cstdint>
#include <string>
#include <string_view>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/road/import_report.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::service {

struct RoadImportQuery {
  std::string nodes, arcs, projects;  // CSV
  std::string osm;                    // or OSM PBF
  std::string mapping;                // YAML, for CSV with other names
  std::string speeds;                 // YAML; empty: the default speed model
  std::string country;                // for implied limits
  std::string out;
  std::string rejects;    // empty: beside `out`
  bool hierarchy = true;  // keep the engine's order in the file
};

struct RoadImported {
  road::RoadImportReport report;
  road::NetworkTexts texts;
  std::string out;
  std::string rejects;  // the list written; empty: none was needed
  std::uint64_t bytes = 0;
  std::uint64_t rejected = 0;
};

// Fails when the options do not fit each other (KJ0914), or as the imports of room road do. Nothing is written then.
base::Result<RoadImported> import_roads(const RoadImportQuery& query, base::Progress& progress);

// language: nb or en.
std::string to_text(const RoadImported& done, std::string_view language);
std::string to_json(const RoadImported& done);

// A speed model by path; empty: the default one.
base::Result<road::SpeedModel> speed_model_of(const std::string& path);

}  // namespace kjede::service
