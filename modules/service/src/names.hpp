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
// "2024", or "2013–2016" where a whole range is one.
std::string period_label(const measure::Measurement& m);
// What a group of a breakdown is called: the name of a code or unit, else the value.
catalog::Label group_name(const catalog::Catalog& catalog, const std::string& indicator,
                          const measure::GroupValue& group);
// What is broken down by: the label of a variable, the word for a calendar part, else as it was asked for.
catalog::Label dimension_name(const catalog::Catalog& catalog, const std::string& indicator, const std::string& by);

}  // namespace kjede::service
