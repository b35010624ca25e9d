#pragma once
// When do two published tables count the same records? When their conditions are the same set of conjuncts, however
// they are spread over cohorts, denominator, numerator and named conditions. Such counts are one count to an attacker.
//
//   denominator_key(survival) == analysis_keys(catalog, treated).total

#include <map>
#include <string>
#include <vector>

#include "kjede/catalog/model.hpp"

namespace kjede::measure {

std::string denominator_key(const catalog::Indicator& indicator);
std::string numerator_key(const catalog::Indicator& indicator);

struct AnalysisKeys {
  std::string total;
  std::map<std::string, std::string> parts;  // by the part's id
  std::string known;                         // with a value, of `numbers`
  std::string men;                           // of a pyramid, all ages
  std::string women;
};
AnalysisKeys analysis_keys(const catalog::Catalog& catalog, const catalog::Analysis& analysis);

}  // namespace kjede::measure
