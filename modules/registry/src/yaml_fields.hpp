#pragma once
// Reads a YAML mapping key by key; keys nobody asked for are errors.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::registry {

class YamlFields {
 public:
  YamlFields(const text::YamlNode& node, std::string what, std::vector<std::string> known, base::Diagnostics& problems);

  const text::YamlNode* get(std::string_view key) const { return node_.find(key); }
  // The text of a scalar; a problem if it is something else. Empty if the key is not there.
  std::string text(std::string_view key);
  void refuse(const text::YamlNode& at, std::string message, std::string suggestion = {});

 private:
  const text::YamlNode& node_;
  base::Diagnostics& problems_;
};

}  // namespace kjede::registry
