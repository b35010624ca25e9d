#pragma once
// A measurement's value as a person reads it: "88,3 %", "21,8 min", "14,4 per 100 000".

#include <string>

#include "kjede/measure/measurement.hpp"
#include "kjede/publish/words.hpp"

namespace kjede::service {

std::string value_text(const catalog::Indicator& indicator, const measure::Measurement& m, publish::Language language);
std::string interval_text(const catalog::Indicator& indicator, const measure::Measurement& m,
                          publish::Language language);
std::string events_text(const catalog::Indicator& indicator, const measure::Measurement& m, publish::Language language);

}  // namespace kjede::service
