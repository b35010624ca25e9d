#pragma once
// FHIR R4 (4.0.1): a Measure for each indicator, a MeasureReport for each indicator, unit and period, and the
// StructureDefinitions of our four extensions (R4 has no place for intervals, goal levels, percentiles and provenance).
// A masked count has no value but the extension data-absent-reason `masked`. Ids are made of the indicator, unit and
// period, so the same result always has the same id.
//
//   auto files = fhir_export(catalog, measurements, {.canonical = "https://registry.no/fhir", .date = date});

#include <span>
#include <string>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/measure/measurement.hpp"

namespace kjede::publish {

struct ExportFile {
  std::string path;  // below the export's folder
  std::string content;
};

struct FhirOptions {
  // Base of the URLs of our measures and extensions, no slash at the end. The default names them without claiming an
  // address on the web; whoever publishes gives one they own.
  std::string canonical = "urn:kjede:fhir";
  std::string publisher = "Kjede";
  base::Date date = {};    // of the data
  bool synthetic = false;  // marks resources as experimental and tags them HTEST
};

std::string fhir_id(std::string_view indicator, std::string_view unit = {}, std::string_view period = {});
std::string fhir_measure(const catalog::Indicator& indicator, const FhirOptions& options);
// `unit` may be null for a group that is no unit (hospitals with angiography).
std::string fhir_measure_report(const catalog::Indicator& indicator, const catalog::Unit* unit,
                                const measure::Measurement& measurement, const FhirOptions& options);
// Measure-<id>.json and StructureDefinition-<id>.json, and MeasureReport-<indicator>.ndjson (one resource a line, as
// FHIR Bulk Data), for the indicators that were measured, in the catalog's order.
std::vector<ExportFile> fhir_export(const catalog::Catalog& catalog, std::span<const measure::Measurement> measurements,
                                    const FhirOptions& options);

}  // namespace kjede::publish
