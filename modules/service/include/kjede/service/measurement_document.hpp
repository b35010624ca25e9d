#pragma once
// Measurements as documents of the interface. Field names are part of the interface (schema_version 1). A masked
// measurement shows its unit, period and the reason, and no count or value at all.

#include <span>
#include <string>

#include "kjede/measure/measurement.hpp"

namespace kjede::service {

// {"schema_version": 1, "results": […]}; doubles round-trip.
std::string to_json(const catalog::Catalog& catalog, std::span<const measure::Measurement> measurements);

// One line per measurement, decimal point, empty where there is no value; safe to open in a spreadsheet.
std::string to_csv(const catalog::Catalog& catalog, std::span<const measure::Measurement> measurements);

}  // namespace kjede::service
