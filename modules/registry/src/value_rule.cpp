#include "value_rule.hpp"

namespace kjede::registry {
namespace {

using text::YamlNode;

Named named(const YamlNode& node) { return {node.scalar, node.span}; }

}  // namespace

const Named* Translation::find(std::string_view text) const {
  const auto found = exact.find(text);
  if (found != exact.end()) return &found->second;
  for (const auto& [prefix, result] : prefixes) {
    if (text.starts_with(prefix)) return &result;
  }
  return nullptr;
}

std::vector<std::string> ValueRuleReader::keys() {
  return {"from",  "join",  "first of",  "constant", "row number",      "when",    "after",
          "codes", "units", "otherwise", "prefer",   "missing reasons", "present", "absent"};
}

std::vector<Named> ValueRuleReader::list(YamlFields& fields, const YamlNode& node) {
  if (node.is_scalar()) return {named(node)};
  std::vector<Named> out;
  for (const auto& item : node.items) {
    if (item.is_scalar())
      out.push_back(named(item));
    else
      fields.refuse(item, "a text is expected here");
  }
  if (node.is_mapping()) fields.refuse(node, "a text or a list of texts is expected here");
  return out;
}

Condition ValueRuleReader::condition(const YamlNode& node) {
  YamlFields fields(node, "a condition", {"from", "in"}, problems_);
  Condition condition;
  const auto* from = fields.get("from");
  const auto* in = fields.get("in");
  if (from == nullptr || in == nullptr)
    fields.refuse(node, "a condition needs 'from' and 'in'", "{from: column, in: [value]}");
  if (from != nullptr) condition.column = named(*from);
  if (in == nullptr) return condition;
  for (const auto& value : list(fields, *in)) condition.values.push_back(value.name);
  return condition;
}

Translation ValueRuleReader::translation(YamlFields& fields, const YamlNode& node) {
  Translation table;
  for (const auto& [key, value] : node.entries) {
    if (!value.is_scalar()) fields.refuse(value, "a code is expected here");
    if (key.scalar.ends_with('*'))
      table.prefixes.emplace_back(key.scalar.substr(0, key.scalar.size() - 1), named(value));
    else
      table.exact.emplace(key.scalar, named(value));
  }
  if (!node.is_mapping()) fields.refuse(node, "a table of codes is expected here");
  return table;
}

ValueRule ValueRuleReader::option(const YamlNode& node) {
  if (node.is_scalar()) {
    ValueRule rule;
    rule.from.push_back(named(node));
    return rule;
  }
  YamlFields fields(node, "'first of'", keys(), problems_);
  return read(node, fields);
}

void ValueRuleReader::read_form(YamlFields& fields, const YamlNode& node, ValueRule& rule) {
  const auto* from = fields.get("from");
  const auto* first_of = fields.get("first of");
  const auto* constant = fields.get("constant");
  const auto* row_number = fields.get("row number");
  const int ways = (from != nullptr) + (first_of != nullptr) + (constant != nullptr) + (row_number != nullptr);
  if (ways != 1) fields.refuse(node, "exactly one of 'from', 'first of', 'constant' and 'row number' is needed");
  if (from != nullptr) {
    rule.from = list(fields, *from);
    if (rule.from.empty()) fields.refuse(*from, "'from' names no column");
    if (fields.get("join") != nullptr) rule.join_with = fields.text("join");
    rule.form = rule.from.size() > 1 ? ValueRule::Form::join : ValueRule::Form::copy;
  } else if (first_of != nullptr) {
    rule.form = ValueRule::Form::first_of;
    if (!first_of->is_sequence()) fields.refuse(*first_of, "'first of' is a list");
    for (const auto& item : first_of->items) rule.options.push_back(option(item));
  } else if (constant != nullptr) {
    rule.constant = fields.text("constant");
    rule.form = ValueRule::Form::constant;
  } else if (row_number != nullptr) {
    rule.form = ValueRule::Form::row_number;
  }
}

ValueRule ValueRuleReader::read(const YamlNode& node, YamlFields& fields) {
  ValueRule rule;
  read_form(fields, node, rule);
  if (const auto* when = fields.get("when")) rule.when = condition(*when);
  rule.after = fields.text("after");
  for (const char* key : {"codes", "units"}) {
    if (const auto* table = fields.get(key)) rule.codes = translation(fields, *table);
  }
  if (const auto* otherwise = fields.get("otherwise")) rule.otherwise = named(*otherwise);
  if (const auto* prefer = fields.get("prefer")) {
    for (const auto& result : list(fields, *prefer)) rule.prefer.push_back(result.name);
  }
  if (const auto* reasons = fields.get("missing reasons")) rule.missing_reasons = translation(fields, *reasons).exact;
  if (fields.get("present") != nullptr) rule.present = fields.text("present");
  if (fields.get("absent") != nullptr) rule.absent = fields.text("absent");
  return rule;
}

}  // namespace kjede::registry
