// Code lists and registers: what a record looks like.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/catalog/codes.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 2> row_kinds{"records", "counted"};
constexpr std::array<std::string_view, 2> rule_effects{"reject", "warn"};

CodeValue read_code(const text::YamlNode& key, const text::YamlNode& value, Loading& loading) {
  CodeValue code;
  code.code = key.scalar;
  if (value.is_scalar()) {
    code.name = {value.scalar, value.scalar};
    return code;
  }
  Fields fields(value, fmt::format("code '{}'", key.scalar), loading.problems);
  code.name = {fields.required_text("nb"), fields.required_text("en")};
  code.unknown = fields.flag("unknown", false);
  fields.finish();
  return code;
}

void read_person(Fields& fields, Register& reg) {
  const auto* node = fields.mapping("person");
  if (node == nullptr) return;
  Fields person(*node, "'person'", fields.problems());
  reg.identifier = person.required_text("identifier");
  reg.person_name = person.text("name");
  reg.test_persons = person.flag("test persons", false);
  person.finish();
}

void read_rules(const text::YamlNode& node, Register& reg, Loading& loading) {
  for (const auto& [key, value] : node.entries) {
    check_name(key, "rule", loading.problems);
    Fields fields(value, fmt::format("rule '{}'", key.scalar), loading.problems);
    RecordRule rule;
    rule.id = key.scalar;
    rule.span = key.span;
    rule.rejects = fields.one_of("otherwise", rule_effects) == 0;
    rule.message = fields.required_label("message");
    if (const auto* holds = fields.required("holds")) {
      if (auto clause = read_clause(*holds, scope_of(reg, loading), Wanted::condition, loading))
        rule.holds = clause->expression;
    }
    fields.finish();
    reg.rules.push_back(std::move(rule));
  }
}

void check_key_and_date(Fields& fields, Register& reg, Loading& loading) {
  const std::initializer_list<VariableType> key_types{VariableType::text, VariableType::integer, VariableType::code};
  if (const auto* key = fields.required("key")) {
    const auto* variable = variable_named(*key, reg, "the key", key_types, loading);
    if (variable != nullptr) reg.key = variable->name;
  }
  if (const auto* date = fields.required("date")) {
    const auto* variable =
        variable_named(*date, reg, "the date of a record", {VariableType::date, VariableType::time}, loading);
    if (variable != nullptr) reg.date = variable->name;
  }
  for (auto& variable : reg.variables) {
    if (variable.name == reg.key || variable.name == reg.date)
      variable.required = true;  // a record is nothing without them
  }
}

void check_time_zone(Fields& fields, Register& reg, Loading& loading) {
  reg.time_zone = fields.text("time zone");
  if (reg.time_zone.empty()) reg.time_zone = "Europe/Oslo";
  if (base::TimeZone::find(reg.time_zone)) return;
  const auto* node = fields.scalar("time zone");
  loading.problems.error(codes::time_zone, node == nullptr ? reg.span : node->span,
                         fmt::format("no time zone '{}'", reg.time_zone), "write Europe/Oslo");
  reg.time_zone = "UTC";
}

}  // namespace

std::vector<CodeValue> read_codes(const text::YamlNode& node, Loading& loading) {
  std::vector<CodeValue> codes_read;
  if (node.is_scalar()) {
    const auto found = loading.code_lists.find(node.scalar);
    if (found != loading.code_lists.end()) return found->second;
    Words names;
    for (const auto& [name, list] : loading.code_lists) names.push_back(name);
    const auto near = did_you_mean(node.scalar, names);
    loading.problems.error(codes::code_list, node.span, fmt::format("no code list '{}' in codes.yaml", node.scalar),
                           near.empty() ? fmt::format("lists are {}", joined(names)) : near);
    return codes_read;
  }
  if (!node.is_mapping()) {
    loading.problems.error(codes::wrong_shape, node.span, "'codes' is a list's name or a mapping, and this is a list",
                           "write codes: {yes: {nb: Ja, en: Yes}}");
    return codes_read;
  }
  for (const auto& [key, value] : node.entries) codes_read.push_back(read_code(key, value, loading));
  const bool any_known =
      std::any_of(codes_read.begin(), codes_read.end(), [](const CodeValue& c) { return !c.unknown; });
  if (!any_known)
    loading.problems.error(codes::code_list, node.span, "every code of the list means unknown",
                           "add a code that says something");
  return codes_read;
}

void read_code_lists(const text::YamlNode& node, Loading& loading) {
  Fields fields(node, "codes.yaml", loading.problems);
  if (const auto* lists = fields.mapping("code lists")) {
    for (const auto& [key, value] : lists->entries) loading.code_lists.emplace(key.scalar, read_codes(value, loading));
  }
  fields.finish();
}

void read_register(const text::YamlNode& node, std::string_view stem, Loading& loading) {
  Fields fields(node, "a register", loading.problems);
  Register reg;
  reg.id = fields.required_text("register");
  const auto* id = fields.scalar("register");
  reg.span = id == nullptr ? node.span : id->span;
  if (id != nullptr && reg.id != stem) {
    loading.problems.error(codes::file_and_id, id->span, fmt::format("register '{}' stands in {}.yaml", reg.id, stem),
                           fmt::format("name the file {}.yaml", reg.id));
  }
  if (id != nullptr) check_name(*id, "register", loading.problems);
  reg.name = fields.required_label("name");
  reg.short_name = node.find("short name") == nullptr ? reg.name : label_of(*node.find("short name"), loading.problems);
  fields.find("short name");
  read_person(fields, reg);
  reg.rejects_person_numbers = fields.one_of("person numbers in text", rule_effects) == 0;
  reg.counted = fields.one_of("rows", row_kinds) == 1;
  check_time_zone(fields, reg, loading);
  const auto* variables = fields.required("variables");
  if (variables != nullptr && !variables->is_mapping()) fields.mapping("variables");
  if (variables != nullptr && variables->is_mapping()) {
    for (const auto& [key, value] : variables->entries) reg.variables.push_back(read_variable(key, value, loading));
    check_key_and_date(fields, reg, loading);
    resolve_derived(*variables, reg, loading);
  } else {
    fields.find("key"), fields.find("date");
  }
  if (const auto* rules = fields.mapping("rules")) read_rules(*rules, reg, loading);
  fields.finish();
  if (claim(loading, "register " + reg.id, reg.span)) loading.catalog.registers.push_back(std::move(reg));
}

Scope scope_of(const Register& reg, const Loading& loading) {
  return {&reg, &loading.catalog.units, &loading.catalog.cohorts, nullptr, nullptr, &loading.catalog.registers};
}

std::optional<Clause> read_clause(const text::YamlNode& node, const Scope& scope, Wanted wanted, Loading& loading) {
  if (!node.is_scalar()) {
    loading.problems.error(codes::wrong_shape, node.span, "an expression is a text, and this is not",
                           "write it on one line, quoted if it holds ': '");
    return std::nullopt;
  }
  auto tree = parse_expression(node.scalar, place_of(node), scope, wanted);
  if (!tree) {
    loading.problems.add(tree.error());
    return std::nullopt;
  }
  if (*tree == nullptr) return std::nullopt;  // it uses something whose own mistake is reported
  return Clause{*std::move(tree), node.scalar, node.span};
}

const Variable* variable_named(const text::YamlNode& node, const Register& reg, std::string_view what,
                               std::initializer_list<VariableType> types, Loading& loading) {
  const auto* found = node.is_scalar() ? reg.find(node.scalar) : nullptr;
  const bool fits =
      found != nullptr && (types.size() == 0 || std::find(types.begin(), types.end(), found->type) != types.end());
  if (fits) return found;
  Words names;
  for (const auto& variable : reg.variables) {
    if (types.size() == 0 || std::find(types.begin(), types.end(), variable.type) != types.end())
      names.push_back(variable.name);
  }
  const auto near = did_you_mean(node.scalar, names);
  loading.problems.error(
      codes::unknown_variable, node.span,
      found == nullptr ? fmt::format("register '{}' has no variable '{}'", reg.id, node.scalar)
                       : fmt::format("'{}' cannot be {}: it has another type", node.scalar, what),
      near.empty() && !names.empty() && names.size() < 8 ? fmt::format("those that fit: {}", joined(names)) : near);
  return nullptr;
}

const Register* register_named(Fields& fields, Loading& loading) {
  const auto* node = fields.required("register");
  if (node == nullptr) return nullptr;
  const auto* found = loading.catalog.find_register(node->scalar);
  if (found != nullptr || loading.unread_registers.count(node->scalar) > 0) return found;
  Words ids;
  for (const auto& reg : loading.catalog.registers) ids.push_back(reg.id);
  const auto near = did_you_mean(node->scalar, ids);
  loading.problems.error(codes::unknown_register, node->span, fmt::format("no register '{}'", node->scalar),
                         near.empty() ? fmt::format("registers are {}", joined(ids)) : near);
  return nullptr;
}

}  // namespace kjede::catalog
