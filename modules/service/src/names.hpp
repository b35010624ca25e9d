#pragma once
// The words that stand for enumerations in documents.

#include <string>
#include <string_view>

#include "kjede/measure/measurement.hpp"

namespace kjede::service {

std::string_view name_of(catalog::IndicatorKind kind);
std::string_view name_of(catalog::GoalLevel level);
std::string_view name_of(measure::MaskReason reason);
// The Norwegian name of a unit, or of the group of units that share an attribute.
std::string unit_name(const catalog::Catalog& catalog, const measure::Measurement& m);

}  // namespace kjede::service
