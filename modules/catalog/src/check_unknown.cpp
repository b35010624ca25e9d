// Which variables can make a clause unknown: said for each of them in the definition, never assumed.

#include <algorithm>
#include <set>

#include "kjede/catalog/parse.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

using Names = std::set<std::string, std::less<>>;

bool is_comparison(Op op) {
  switch (op) {
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::one_of: return true;
    default: return false;
  }
}

// Unknown as soon as one part is.
bool is_strict(Op op) {
  switch (op) {
    case Op::earliest:
    case Op::latest:
    case Op::first_known:
    case Op::choose:
    case Op::is_known:
    case Op::is_unknown:
    case Op::cohort:
    case Op::all_of:
    case Op::any_of: return false;
    default: return true;
  }
}

class Guards {
 public:
  explicit Guards(const Register& reg) : reg_(reg) {}

  // A derived variable that is known proves what it is made of.
  void add(const std::string& name) {
    if (!names_.insert(name).second) return;
    const auto* variable = reg_.find(name);
    if (variable == nullptr || !variable->derived || variable->derived->expression == nullptr) return;
    add_strict(*variable->derived->expression);
  }

  void add_strict(const Expression& tree) {
    if (tree.op == Op::variable) return add(tree.name);
    if (!is_strict(tree.op)) return;
    const std::size_t parts = tree.op == Op::one_of ? 1 : tree.arguments.size();
    for (std::size_t i = 0; i < parts; ++i) add_strict(*tree.arguments[i]);
  }

  bool has(const std::string& name) const {
    if (names_.count(name) > 0) return true;
    const auto* variable = reg_.find(name);
    if (variable == nullptr || !variable->derived || variable->derived->expression == nullptr) return false;
    const auto parts = mentioned(*variable->derived->expression);
    return std::all_of(parts.begin(), parts.end(),
                       [&](const std::string& part) { return has(part) || !can_be_unknown(*reg_.find(part), reg_); });
  }

 private:
  const Register& reg_;
  Names names_;
};

// What is known when the condition is true.
void prove(const Expression& tree, Guards& guards) {
  if (tree.op == Op::all_of || tree.op == Op::cohort) {
    for (const auto& part : tree.arguments) prove(*part, guards);
  } else if (tree.op == Op::is_known) {
    guards.add_strict(*tree.arguments[0]);
  } else if (is_comparison(tree.op)) {
    guards.add_strict(tree);
  }
}

// What is known when the condition is not true: `x is unknown`, alone or as one of several.
void prove_not(const Expression& tree, Guards& guards) {
  if (tree.op == Op::any_of) {
    for (const auto& part : tree.arguments) prove_not(*part, guards);
  } else if (tree.op == Op::is_unknown) {
    guards.add_strict(*tree.arguments[0]);
  }
}

void collect(const Expression& tree, Guards guards, const Register& reg, Words& names) {
  if (tree.op == Op::cohort || tree.op == Op::is_known || tree.op == Op::is_unknown) return;
  if (tree.op == Op::variable) {
    const bool told = std::find(names.begin(), names.end(), tree.name) != names.end();
    if (!told && !guards.has(tree.name) && can_be_unknown(*reg.find(tree.name), reg)) names.push_back(tree.name);
    return;
  }
  // `x is known and …` is false, not unknown, when x is missing; `x is unknown or …` is true
  for (const auto& part : tree.arguments) {
    if (tree.op == Op::all_of && part->op == Op::is_known) guards.add_strict(*part->arguments[0]);
    if (tree.op == Op::any_of && part->op == Op::is_unknown) guards.add_strict(*part->arguments[0]);
  }
  for (const auto& part : tree.arguments) collect(*part, guards, reg, names);
}

}  // namespace

Words undecided(const Clause& clause, const std::vector<const Clause*>& held, const std::vector<Exclusion>& passed,
                const Register& reg) {
  Guards guards(reg);
  for (const auto* earlier : held) prove(*earlier->expression, guards);
  for (const auto& exclusion : passed) {
    if (exclusion.when.expression != nullptr) prove_not(*exclusion.when.expression, guards);
  }
  Words names;
  collect(*clause.expression, guards, reg, names);
  return names;
}

}  // namespace kjede::catalog
