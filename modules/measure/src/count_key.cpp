#include "count_key.hpp"

#include <fmt/ranges.h>

#include <set>

#include "kjede/catalog/print.hpp"

namespace kjede::measure {
namespace {

using catalog::Op;

void add_conjuncts(const std::optional<catalog::Clause>& clause, std::set<std::string>& conjuncts) {
  if (!clause || clause->expression == nullptr) return;
  const auto& e = *clause->expression;
  if (e.op != Op::all_of) {
    conjuncts.insert(catalog::print(e));
    return;
  }
  for (const auto& argument : e.arguments) add_conjuncts(catalog::Clause{argument, {}, {}}, conjuncts);
}

std::set<std::string> base_conjuncts(const catalog::Indicator& indicator) {
  std::set<std::string> conjuncts{"unit " + indicator.register_id + " " + indicator.unit_variable};
  add_conjuncts(indicator.cohort, conjuncts);
  add_conjuncts(indicator.denominator, conjuncts);
  add_conjuncts(indicator.sum_denominator, conjuncts);
  for (const auto& exclusion : indicator.exclude) {
    if (exclusion.when.expression != nullptr) conjuncts.insert("not " + catalog::print(*exclusion.when.expression));
  }
  // a value that is unknown leaves the record out
  if (indicator.value && indicator.value->expression != nullptr)
    conjuncts.insert("known " + catalog::print(*indicator.value->expression));
  for (const auto& policy : indicator.unknown) {
    if (policy.effect != catalog::UnknownEffect::counts_as_no) {
      conjuncts.insert(fmt::format("unknown {} {}", policy.variable, static_cast<int>(policy.effect)));
    }
  }
  return conjuncts;
}

std::string joined(const std::set<std::string>& conjuncts) { return fmt::format("{}", fmt::join(conjuncts, " & ")); }

}  // namespace

std::string denominator_key(const catalog::Indicator& indicator) { return joined(base_conjuncts(indicator)); }

std::string numerator_key(const catalog::Indicator& indicator) {
  auto conjuncts = base_conjuncts(indicator);
  add_conjuncts(indicator.numerator, conjuncts);
  add_conjuncts(indicator.sum_numerator, conjuncts);
  return joined(conjuncts);
}

}  // namespace kjede::measure
