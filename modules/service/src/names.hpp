#pragma once
// The words that stand for enumerations in documents.

#include <string>
#include <string_view>

#include "kjede/measure/measurement.hpp"

namespace kjede::service {

std::string_view name_of(catalog::IndicatorKind kind);
std::string_view name_of(catalog::GoalLevel level);
std::string_view name_of(measure::MaskReason reason);
// The Norwegian name of a unit; the text itself when it is no unit (a group's attribute value).
std::string unit_name(const catalog::Catalog& catalog, std::string_view unit);

}  // namespace kjede::service
