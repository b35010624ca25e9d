#pragma once
// Goals: the levels of an indicator, as exact thresholds.

#include <optional>
#include <string_view>

#include "fields.hpp"

namespace kjede::catalog {

void read_goal(Fields& fields, Indicator& indicator, Problems& problems);  // after the indicator's clauses

std::optional<Threshold> parse_threshold(std::string_view text);  // ">= 90 %", "< 12 min"
std::optional<Decimal> parse_decimal(std::string_view text);      // "12", "2.5"; up to 15 digits

}  // namespace kjede::catalog
