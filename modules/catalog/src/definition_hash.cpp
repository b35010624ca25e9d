#include "definition_hash.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <iterator>
#include <set>

#include "fields.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/print.hpp"

namespace kjede::catalog {
namespace {

class Text {
 public:
  template <class... Values>
  void line(std::string_view key, const Values&... values) {
    text_ += key;
    ((text_ += fmt::format("\t{}", values)), ...);
    text_ += '\n';
  }
  void clause(std::string_view key, const std::optional<Clause>& clause) {
    if (clause) tree(key, clause->expression);
  }
  void tree(std::string_view key, const ExpressionPtr& tree) {
    if (tree != nullptr) line(key, print(*tree, Cohorts::written_out));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// Variables a tree reads, through cohorts and derived variables.
void gather(const Expression& tree, const Register& reg, std::set<std::string>& names);

void gather(const std::string& name, const Register& reg, std::set<std::string>& names) {
  const auto* variable = reg.find(name);
  if (variable == nullptr || !names.insert(name).second || !variable->derived) return;
  const auto& derived = *variable->derived;
  for (const auto& tree : {derived.expression, derived.where}) {
    if (tree != nullptr) gather(*tree, reg, names);
  }
  for (const auto& other : {derived.from, derived.next}) gather(other, reg, names);
  for (const auto* list : {&derived.within, &derived.order}) {
    for (const auto& other : *list) gather(other, reg, names);
  }
}

void gather(const Expression& tree, const Register& reg, std::set<std::string>& names) {
  if (tree.op == Op::variable) gather(tree.name, reg, names);
  for (const auto& part : tree.arguments) gather(*part, reg, names);
}

void write(Text& text, const Variable& variable) {
  text.line("variable", variable.name, static_cast<int>(variable.type), variable.measure, variable.unit_kind,
            variable.required ? "required" : "");
  for (const auto& code : variable.codes) text.line("code", code.code, code.unknown ? "unknown" : "");
  if (!variable.derived) return;
  const auto& derived = *variable.derived;
  text.line("derived", static_cast<int>(derived.form), derived.from, derived.next, joined(derived.within),
            joined(derived.order));
  text.tree("is", derived.expression);
  text.tree("where", derived.where);
}

std::string_view sign_of(Op comparison) {
  switch (comparison) {
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    default: return ">=";
  }
}

void write(Text& text, const Threshold& threshold) {
  text.line("threshold", sign_of(threshold.comparison), threshold.value.mantissa, threshold.value.scale,
            threshold.measure);
}

void write_clauses(Text& text, const Indicator& indicator) {
  text.clause("cohort", indicator.cohort);
  for (const auto& exclusion : indicator.exclude) {
    text.line("exclude", exclusion.id);
    text.tree("when", exclusion.when.expression);
  }
  text.clause("denominator", indicator.denominator);
  text.clause("numerator", indicator.numerator);
  text.clause("sum denominator", indicator.sum_denominator);
  text.clause("sum numerator", indicator.sum_numerator);
  text.clause("value", indicator.value);
  for (const auto& policy : indicator.unknown) text.line("unknown", policy.variable, static_cast<int>(policy.effect));
}

std::set<std::string> variables_of(const Indicator& indicator, const Register& reg) {
  std::set<std::string> names;
  for (const auto& name : {reg.key, reg.date, indicator.unit_variable}) gather(name, reg, names);
  for (const auto* clause : {&indicator.cohort, &indicator.denominator, &indicator.numerator,
                             &indicator.sum_denominator, &indicator.sum_numerator, &indicator.value}) {
    if (*clause) gather(*(*clause)->expression, reg, names);
  }
  for (const auto& exclusion : indicator.exclude) gather(*exclusion.when.expression, reg, names);
  return names;
}

}  // namespace

std::string hash_of(std::string_view text) {
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string canonical_text(const Indicator& indicator, const Register& reg) {
  Text text;
  text.line("indicator", indicator.id, static_cast<int>(indicator.kind));
  text.line("register", reg.id, reg.key, reg.date, reg.time_zone, reg.counted ? "counted" : "records");
  text.line("unit", indicator.unit_variable, joined(indicator.levels), joined(indicator.groups));
  write_clauses(text, indicator);
  text.line("percentiles", fmt::format("{}", fmt::join(indicator.percentiles, ",")), indicator.quantile_type);
  text.line("better", indicator.higher_is_better ? "higher" : "lower");
  if (indicator.goal) {
    text.line("goal", indicator.goal->percentile);
    write(text, indicator.goal->green);
    if (indicator.goal->yellow) write(text, *indicator.goal->yellow);
  }
  text.line("interval", indicator.interval, indicator.per);
  for (const auto& name : variables_of(indicator, reg)) write(text, *reg.find(name));
  return text.take();
}

std::string canonical_text(const Register& reg) {
  Text text;
  text.line("register", reg.id, reg.key, reg.date, reg.time_zone, reg.counted ? "counted" : "records",
            reg.identifier.empty() ? "" : "persons");
  for (const auto& variable : reg.variables) {
    write(text, variable);
    if (variable.min) text.line("min", *variable.min);
    if (variable.max) text.line("max", *variable.max);
  }
  for (const auto& rule : reg.rules) {
    text.line("rule", rule.id, rule.rejects ? "reject" : "warn");
    text.tree("holds", rule.holds);
  }
  return text.take();
}

void set_hashes(Catalog& catalog) {
  Text text;
  for (const auto& unit : catalog.units.all()) {
    text.line("unit", unit.id, unit.kind, unit.parent, unit.opened ? base::to_string(*unit.opened) : "",
              unit.closed ? base::to_string(*unit.closed) : "");
    for (const auto& [name, value] : unit.attributes) text.line("attribute", name, value);
  }
  for (const auto& row : catalog.population)
    text.line("population", row.unit, row.year, row.sex, row.age_from, row.age_to, row.persons);
  for (const auto& reg : catalog.registers) text.line("register", hash_of(canonical_text(reg)));
  for (auto& indicator : catalog.indicators) {
    indicator.hash = hash_of(canonical_text(indicator, *catalog.find_register(indicator.register_id)));
    text.line("indicator", indicator.hash);
  }
  for (const auto& analysis : catalog.analyses) {
    text.line("analysis", analysis.id, static_cast<int>(analysis.kind), joined(analysis.by), joined(analysis.cohorts),
              analysis.value, analysis.sex, analysis.age, analysis.band_years, analysis.unit_variable,
              joined(analysis.levels), joined(analysis.groups), analysis.per);
    text.clause("cohort", analysis.cohort);
    for (const auto& count : analysis.counts) text.tree("count", count.expression);
    for (const auto& name : analysis.cohorts)
      text.tree("member", catalog.find_cohort(analysis.register_id, name)->where.expression);
  }
  catalog.hash = hash_of(text.take());
}

}  // namespace kjede::catalog
