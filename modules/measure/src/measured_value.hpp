#pragma once
// From the counts and values of one cell to a Measurement: value, interval, percentiles, goal level.

#include <optional>

#include "kjede/measure/measurement.hpp"
#include "roll_up.hpp"

namespace kjede::measure {

// Person-years of a cell: persons × months / 12. Quarters and months use their part of the year's population.
struct Exposure {
  std::int64_t persons = 0;
  int months = 12;
};

// `logs`: also the moments of the logarithms. `out` comes with indicator, level, unit and period.
void fill(Measurement& out, const IndicatorColumns& columns, const Cell& cell, const FinestCounts& finest,
          std::optional<Exposure> exposure, bool logs = false);

}  // namespace kjede::measure
