#pragma once
// What both forms of the charts (text and JSON) say about a part.

#include <string>

#include "kjede/service/spc_table.hpp"

namespace kjede::service {

std::string place_of(const SpcCharts& charts, const stats::SpcPoint& point);

// Chance alone makes such a series signal with this probability; nothing for long or empty series.
std::optional<double> false_alarm_of(const stats::SpcChart& chart, const stats::SpcSummary& summary);

}  // namespace kjede::service
