#include "yaml_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/registry/codes.hpp"

namespace kjede::registry {

YamlFields::YamlFields(const text::YamlNode& node, std::string what, std::vector<std::string> known,
                       base::Diagnostics& problems)
    : node_(node), problems_(problems) {
  if (!node.is_mapping()) {
    refuse(node, fmt::format("{} must be a mapping of keys and values", what));
    return;
  }
  for (const auto& [key, value] : node.entries) {
    if (std::find(known.begin(), known.end(), key.scalar) != known.end()) continue;
    const auto near = base::nearest(key.scalar, known);
    auto failed = base::fail(codes::mapping_key, fmt::format("unknown key '{}' in {}", key.scalar, what), key.span,
                             near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    problems_.push_back(std::move(failed.diagnostics.front()));
  }
}

std::string YamlFields::text(std::string_view key) {
  const text::YamlNode* node = get(key);
  if (node == nullptr) return {};
  if (!node->is_scalar()) refuse(*node, fmt::format("'{}' must be one text", key));
  return node->scalar;
}

void YamlFields::refuse(const text::YamlNode& at, std::string message, std::string suggestion) {
  auto failed = base::fail(codes::mapping_value, std::move(message), at.span, std::move(suggestion));
  problems_.push_back(std::move(failed.diagnostics.front()));
}

}  // namespace kjede::registry
