#pragma once
// Scenarios of a service area compared: read, simulated with the same calls, told as table, JSON, CSV, GeoJSON,
// figures and a report a board can read.
//
//   KJEDE_ASSIGN(const auto answer, service::plan_compare({.files = {"base.yaml", "tunnel.yaml"}}, progress));
//   print(service::comparison_text(answer, {.language = "nb"}));

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/planning/compare.hpp"
#include "kjede/publish/fhir.hpp"

namespace kjede::service {

struct CompareQuery {
  std::vector<std::string> files;  // scenarios; the others are compared with the first
  planning::CompareOrder order;
};

struct CompareAnswer {
  planning::Comparison result;
  planning::ServiceArea area;
  std::vector<planning::Scenario> scenarios;
  std::optional<planning::AreaNetwork> roads;
  std::vector<planning::Situation> situations;
};

// Everything wrong in any of the files is reported at once. Fails with KJ1467 when they are of different areas.
base::Result<CompareAnswer> plan_compare(const CompareQuery& query, base::Progress& progress);

struct CompareText {
  std::string language = "nb";
  bool colour = false;
  std::size_t width = 0;  // of the terminal; 0: as wide as needed
};
// Key figures side by side, then the places that gain and lose.
std::string comparison_text(const CompareAnswer& answer, const CompareText& style);

// {"schema_version": 1, "area": …, "scenarios": […], "groups": […], "places": […], …}; every interval as [low, high].
std::string comparison_json(const CompareAnswer& answer);

// key_figures.csv, places.csv, stations.csv and places.geojson: numbers as they are, for others' tools.
std::vector<publish::ExportFile> comparison_tables(const CompareAnswer& answer);

// The report as HTML and PDF with its figures (SVG and Vega-Lite), in Norwegian with an English summary, or in English.
// `home` is where the renderer is (publish::find_tools).
base::Result<std::vector<publish::ExportFile>> comparison_report(const CompareAnswer& answer,
                                                                 const std::string& language, const std::string& home);

}  // namespace kjede::service
