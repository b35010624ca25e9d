#pragma once
// Reads the rules of a mapping: where a value comes from and what it becomes.

#include <string>
#include <vector>

#include "kjede/registry/mapping.hpp"
#include "yaml_fields.hpp"

namespace kjede::registry {

class ValueRuleReader {
 public:
  explicit ValueRuleReader(base::Diagnostics& problems) : problems_(problems) {}

  static std::vector<std::string> keys();  // what a rule may hold
  ValueRule read(const text::YamlNode& node, YamlFields& fields);
  Condition condition(const text::YamlNode& node);
  std::vector<Named> list(YamlFields& fields, const text::YamlNode& node);  // one text, or a sequence of texts

 private:
  void read_form(YamlFields& fields, const text::YamlNode& node, ValueRule& rule);
  ValueRule option(const text::YamlNode& node);
  Translation translation(YamlFields& fields, const text::YamlNode& node);

  base::Diagnostics& problems_;
};

}  // namespace kjede::registry
