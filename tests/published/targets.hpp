#pragma once
// Reads tests/published/targets.yaml: the published figures as data. For the test that counts the demonstration's rows
// and for the one that measures them.

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "kjede/text/source.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::published {

inline const text::YamlNode& targets() {
  static const auto root = [] {
    const auto file = text::read_source(std::string(KJEDE_SOURCE_DIR) + "/tests/published/targets.yaml");
    EXPECT_TRUE(file) << "tests/published/targets.yaml";
    return text::parse_yaml(*file);
  }();
  EXPECT_TRUE(root) << base::render(root.error());
  return *root;
}

inline std::string scalar(const text::YamlNode& node, std::string_view key) {
  const text::YamlNode* found = node.find(key);
  return found == nullptr ? std::string{} : found->scalar;
}

inline double number(const text::YamlNode& node, std::string_view key, double otherwise = 0.0) {
  const std::string text = scalar(node, key);
  return text.empty() ? otherwise : std::stod(text);
}

// Half up, as the reports print.
inline double printed_percent(std::int64_t part, std::int64_t whole, int decimals) {
  std::int64_t power = 1;
  for (int i = 0; i < decimals; ++i) power *= 10;
  return static_cast<double>((200 * power * part + whole) / (2 * whole)) / static_cast<double>(power);
}

inline double rounded(double value, int decimals) {
  std::int64_t power = 1;
  for (int i = 0; i < decimals; ++i) power *= 10;
  const double scaled = value * static_cast<double>(power) + 0.5 + 1e-9;
  return static_cast<double>(static_cast<std::int64_t>(scaled)) / static_cast<double>(power);
}

// Rows of a printed table that the sources contradict (`except`).
inline bool excepted(const text::YamlNode& table, std::string_view year, std::string_view unit) {
  const text::YamlNode* except = table.find("except");
  const text::YamlNode* names = except == nullptr ? nullptr : except->find(year);
  if (names == nullptr) return false;
  for (const auto& name : names->items) {
    if (name.scalar == unit) return true;
  }
  return false;
}

}  // namespace kjede::published
