#pragma once
// A variable as an expression, as if a definition had named it.

#include <memory>

#include "kjede/catalog/parse.hpp"

namespace kjede::measure {

inline catalog::ExpressionPtr variable_tree(const catalog::Variable& variable) {
  catalog::Expression tree;
  tree.op = catalog::Op::variable;
  tree.kind = catalog::kind_of(variable);
  tree.name = variable.name;
  return std::make_shared<const catalog::Expression>(std::move(tree));
}

}  // namespace kjede::measure
