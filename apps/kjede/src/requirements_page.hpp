#pragma once
// docs/reference/responder_requirements.md: every numbered requirement of a rule set, how it is met, and by which test.
//
//   print(requirements_page(rules));

#include <string>

#include "kjede/dispatch/rule_set.hpp"

namespace kjede::app {

std::string requirements_page(const dispatch::RuleSet& rules);

}  // namespace kjede::app
