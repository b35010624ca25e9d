#pragma once
// When do two indicators count the same records? When their conditions are the same set of conjuncts, however they are
// spread over cohort, denominator and numerator. Such counts are one count to an attacker.

#include <string>

#include "kjede/catalog/model.hpp"

namespace kjede::measure {

std::string denominator_key(const catalog::Indicator& indicator);
std::string numerator_key(const catalog::Indicator& indicator);

}  // namespace kjede::measure
