#pragma once
// The rule sets of a catalog: catalog/rules/<name>.yaml, one file per version of the guideline.
//
//   KJEDE_ASSIGN(const auto rules, service::load_rules(session.catalog, ""));

#include <string>

#include "kjede/dispatch/rule_set.hpp"

namespace kjede::service {

// `name`: of the file without its ending, or a path that ends in .yaml; empty: the only one, else the first by name.
// Fails with KJ0941 when there is none of that name, KJ1240 when it cannot be used.
base::Result<dispatch::RuleSet> load_rules(const std::string& catalog_folder, const std::string& name);

}  // namespace kjede::service
