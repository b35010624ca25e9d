// Conditions on the unit that owns a record: its attributes, and what it lies within. They become lists of units.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kjede/catalog/codes.hpp"
#include "resolver.hpp"

namespace kjede::catalog {

namespace {

using Kind = Syntax::Kind;

bool built_in(std::string_view name) {
  for (const auto known :
       {"year", "month", "weekday", "hour", "date", "earliest", "latest", "lowest", "highest", "first known", "sum"}) {
    if (name == known) return true;
  }
  return false;
}

std::vector<std::string> attribute_names(const std::vector<const Unit*>& units) {
  std::set<std::string> names;
  for (const auto* unit : units) {
    for (const auto& [name, value] : unit->attributes) names.insert(name);
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> attribute_values(const std::vector<const Unit*>& units, const std::string& name) {
  std::set<std::string> values;
  for (const auto* unit : units) {
    if (const auto found = unit->attributes.find(name); found != unit->attributes.end()) values.insert(found->second);
  }
  return {values.begin(), values.end()};
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

bool Resolver::is_attribute(const Syntax& node) const { return node.kind == Kind::call && !built_in(node.text); }

Typed Resolver::units_where(const Syntax& node, const Syntax& call, std::vector<const Syntax*> wanted, bool negated) {
  const Typed variable = value(call.parts[0]);
  if (variable.tree == nullptr) return {};
  if (variable.kind() != ValueKind::unit) {
    const std::vector<std::string> parts{"year", "month", "weekday", "hour", "date"};
    const auto best = base::nearest(call.text, parts);
    return fail(codes::unknown_unit, call,
                fmt::format("'{} of' needs a unit, and this is {}", call.text, name_of(variable.kind())),
                best.empty() ? "name a variable of type unit" : fmt::format("did you mean '{} of'?", best));
  }
  if (scope_.units == nullptr) return unit_list(node, variable, {});
  const auto units = scope_.units->of_kind(variable.unit_kind);
  const auto names = attribute_names(units);
  if (std::find(names.begin(), names.end(), call.text) == names.end()) {
    const auto best = base::nearest(call.text, names);
    return fail(codes::unknown_unit, call,
                fmt::format("units of kind {} have no attribute '{}'", variable.unit_kind, call.text),
                best.empty() ? fmt::format("they have: {}", listed(names)) : fmt::format("did you mean '{}'?", best));
  }
  const auto values = attribute_values(units, call.text);
  std::set<std::string> chosen;
  std::vector<std::string> written;
  for (const auto* word : wanted) {
    if (std::find(values.begin(), values.end(), word->text) == values.end()) {
      const auto best = base::nearest(word->text, values);
      return fail(
          codes::unknown_unit, *word, fmt::format("no unit has '{}' = {}", call.text, word->text),
          best.empty() ? fmt::format("they have: {}", listed(values)) : fmt::format("did you mean '{}'?", best));
    }
    chosen.insert(word->text);
    written.push_back(word->text);
  }
  std::vector<const Unit*> those;
  for (const auto* unit : units) {
    const auto found = unit->attributes.find(call.text);
    if (found != unit->attributes.end() && chosen.count(found->second) > 0) those.push_back(unit);
  }
  auto list = unit_list(node, variable, those);
  auto named = *list.tree;
  named.name = fmt::format("{} of {} in ({})", call.text, variable.name, listed(written));
  list.tree = std::make_shared<const Expression>(std::move(named));
  return negated ? made(Op::negate, ValueKind::logic, node, {list.tree}) : list;
}

Typed Resolver::unit_list(const Syntax& node, const Typed& variable, const std::vector<const Unit*>& units) {
  std::vector<ExpressionPtr> arguments{variable.tree};
  for (const auto* unit : units) arguments.push_back(literal(ValueKind::unit, node, unit->id).tree);
  return made(Op::one_of, ValueKind::logic, node, std::move(arguments));
}

Typed Resolver::within(const Syntax& node) {
  const Typed variable = value(node.parts[0]);
  if (variable.tree == nullptr) return {};
  if (variable.kind() != ValueKind::unit) {
    return fail(codes::unknown_unit, node.parts[0],
                fmt::format("'within' needs a unit, and this is {}", name_of(variable.kind())),
                "name a variable of type unit");
  }
  if (scope_.units == nullptr) return unit_list(node, variable, {});
  const auto& area = node.parts[1];
  const auto* above = scope_.units->find(area.text);
  if (above == nullptr) {
    std::vector<std::string> candidates;
    for (const auto& unit : scope_.units->all()) candidates.push_back(unit.id);
    const auto best = base::nearest(area.text, candidates);
    return fail(codes::unknown_unit, area, fmt::format("no unit '{}'", area.text),
                best.empty() ? "" : fmt::format("did you mean '{}'?", best));
  }
  std::vector<const Unit*> those;
  for (const auto* unit : scope_.units->of_kind(variable.unit_kind)) {
    const auto* ancestor = scope_.units->ancestor(unit->id, above->kind);
    if (ancestor != nullptr && ancestor->id == above->id) those.push_back(unit);
  }
  if (those.empty()) {
    return fail(codes::unknown_unit, area, fmt::format("no {} lies within '{}'", variable.unit_kind, area.text),
                "check the unit table");
  }
  auto list = unit_list(node, variable, those);
  auto named = *list.tree;
  named.name = fmt::format("{} within {}", variable.name, area.text);
  list.tree = std::make_shared<const Expression>(std::move(named));
  return list;
}

}  // namespace kjede::catalog
