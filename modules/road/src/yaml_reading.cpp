#include "yaml_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/text/keys.hpp"

namespace kjede::road {

void YamlReading::refuse(const base::SourceSpan& at, std::string message, std::string suggestion) {
  problems_.push_back(base::fail(code_, std::move(message), at, std::move(suggestion)).diagnostics.front());
}

bool YamlReading::is_mapping(const text::YamlNode& node, std::string_view what, const std::vector<std::string>& known) {
  if (!node.is_mapping()) {
    refuse(node.span, fmt::format("{} must be keys with values", what));
    return false;
  }
  for (const auto& [key, value] : node.entries) {
    if (std::find(known.begin(), known.end(), key.scalar) != known.end()) continue;
    const auto near = base::nearest(key.scalar, known);
    refuse(key.span, fmt::format("unknown key '{}' in {}", key.scalar, what),
           near.empty() ? fmt::format("known: {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", near));
  }
  return true;
}

std::optional<std::string> YamlReading::text(const text::YamlNode& node, std::string_view key) {
  const auto* value = node.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_scalar()) return value->scalar;
  refuse(value->span, fmt::format("'{}' must be a single value", key));
  return std::nullopt;
}

std::optional<double> YamlReading::number(const text::YamlNode& value, double low, double high) {
  const auto number = value.is_scalar() ? text::number_in(value.scalar) : std::nullopt;
  if (number && *number >= low && *number <= high) return number;
  refuse(value.span, fmt::format("must be a number from {:g} to {:g}", low, high));
  return std::nullopt;
}

std::optional<double> YamlReading::number(const text::YamlNode& node, std::string_view key, double low, double high) {
  const auto* value = node.find(key);
  return value == nullptr ? std::nullopt : number(*value, low, high);
}

std::optional<bool> YamlReading::yes_no(const text::YamlNode& node, std::string_view key) {
  const auto* value = node.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_scalar() && (value->scalar == "yes" || value->scalar == "no")) return value->scalar == "yes";
  refuse(value->span, fmt::format("'{}' is yes or no", key));
  return std::nullopt;
}

}  // namespace kjede::road
