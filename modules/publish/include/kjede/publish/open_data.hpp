#pragma once
// Results as open data: results.csv, dictionary.csv (what each column means) and datapackage.json (Frictionless Data
// Package: names, types, licence). Masked results have empty numbers and the reason in `masked`. Text that a
// spreadsheet would run as a formula is neutralised.
//
//   auto files = open_data(catalog, measurements, {.date = date, .synthetic = true});

#include <span>

#include "kjede/publish/fhir.hpp"

namespace kjede::publish {

struct OpenDataOptions {
  std::string title = "Kjede";
  std::string license = "CC-BY-4.0";
  base::Date date = {};
  bool synthetic = false;
};
std::vector<ExportFile> open_data(const catalog::Catalog& catalog, std::span<const measure::Measurement> measurements,
                                  const OpenDataOptions& options);

}  // namespace kjede::publish
