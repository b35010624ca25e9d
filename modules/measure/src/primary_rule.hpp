#pragma once
// Which cells must be masked for their own sake.

#include "kjede/measure/measurement.hpp"

namespace kjede::measure {

// Rates and counts are of events alone: their denominator is inhabitants, or none.
inline bool counts_events_only(const catalog::Indicator& indicator) {
  return indicator.kind == catalog::IndicatorKind::rate || indicator.kind == catalog::IndicatorKind::count;
}

MaskReason primary_reason(const catalog::Indicator& indicator, const Measurement& measurement, bool national);

}  // namespace kjede::measure
