#pragma once
// An expression as text again, in one canonical form: what the definition's hash is made of, and what parses back to
// the same tree.
//
//   print(*tree) == "airway in (supraglottic, endotracheal) and not (witnessed = ems)"

#include <string>

#include "kjede/catalog/expression.hpp"

namespace kjede::catalog {

enum class Cohorts { by_name, written_out };

std::string print(const Expression& tree, Cohorts cohorts = Cohorts::by_name);

}  // namespace kjede::catalog
