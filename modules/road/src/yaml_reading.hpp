#pragma once
// Reads a YAML mapping key by key and gathers every mistake with its place; keys that nobody knows are mistakes.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::road {

class YamlReading {
 public:
  YamlReading(const base::Code& code, base::Diagnostics& problems) : code_(code), problems_(problems) {}

  // False, with a problem, when the node is no mapping. Names every unknown key.
  bool is_mapping(const text::YamlNode& node, std::string_view what, const std::vector<std::string>& known);
  // The text of `key`; nothing when absent or, with a problem, no scalar.
  std::optional<std::string> text(const text::YamlNode& node, std::string_view key);
  // The number of `key`; a problem when it is none or not in [low, high].
  std::optional<double> number(const text::YamlNode& node, std::string_view key, double low, double high);
  std::optional<bool> yes_no(const text::YamlNode& node, std::string_view key);
  std::optional<double> number(const text::YamlNode& value, double low, double high);
  void refuse(const base::SourceSpan& at, std::string message, std::string suggestion = {});

 private:
  const base::Code& code_;
  base::Diagnostics& problems_;
};

}  // namespace kjede::road
