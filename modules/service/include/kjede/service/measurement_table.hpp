#pragma once
// Measurements as tables for a terminal.

#include <span>
#include <string>

#include "kjede/measure/measurement.hpp"

namespace kjede::service {

struct TableOptions {
  std::string language = "nb";
  bool colour = false;
  std::size_t max_width = 0;  // columns; 0: as wide as needed
};

// One line per measurement; masked ones show *, no data –; what the marks mean stands below.
std::string to_table(const catalog::Catalog& catalog, std::span<const measure::Measurement> measurements,
                     const TableOptions& options);

// The national state of all indicators in a year: value, interval, level, and whether it is better or worse than the
// year before (▲ ▼ when last year's value lies outside this year's interval, ≈ otherwise).
std::string national_table(const catalog::Catalog& catalog, std::span<const measure::Measurement> this_year,
                           std::span<const measure::Measurement> last_year, const TableOptions& options);

}  // namespace kjede::service
