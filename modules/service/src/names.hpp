#pragma once
// The words that stand for enumerations in documents.

#include <string>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/measure/measurement.hpp"

namespace kjede::service {

// The register; else an error that names the nearest one.
base::Result<const catalog::Register*> find_register(const catalog::Catalog& catalog, const std::string& id);

std::string_view name_of(catalog::IndicatorKind kind);
std::string_view name_of(catalog::GoalLevel level);
std::string_view name_of(measure::MaskReason reason);
// The name of a unit, or of the group of units that share an attribute; language: nb or en.
std::string unit_name(const catalog::Catalog& catalog, const measure::Measurement& m, std::string_view language = "nb");
std::string unit_name(const catalog::Catalog& catalog, const std::string& level, const std::string& unit,
                      std::string_view language = "nb");

}  // namespace kjede::service
