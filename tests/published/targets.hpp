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

// Counts of an indicator beside its figure: what the figure does not say is not compared.
inline void expect_counts(const text::YamlNode& figure, std::int64_t numerator, std::int64_t denominator) {
  EXPECT_EQ(numerator, static_cast<std::int64_t>(number(figure, "numerator", static_cast<double>(numerator))));
  EXPECT_EQ(denominator, static_cast<std::int64_t>(number(figure, "denominator", static_cast<double>(denominator))));
  if (figure.find("percent") != nullptr && denominator > 0) {
    EXPECT_DOUBLE_EQ(printed_percent(numerator, denominator, static_cast<int>(number(figure, "decimals"))),
                     number(figure, "percent"))
        << numerator << " of " << denominator;
  }
}

// A cell of a printed table: a percentage, "few" or "-".
inline void expect_cell(std::int64_t numerator, std::int64_t denominator, const std::string& printed) {
  if (printed == "-") {
    EXPECT_EQ(denominator, 0);
  } else if (printed == "few") {
    EXPECT_TRUE(denominator > 0 && denominator < 5) << denominator;
  } else {
    ASSERT_GT(denominator, 0);
    EXPECT_DOUBLE_EQ(printed_percent(numerator, denominator, 0), std::stod(printed))
        << numerator << " of " << denominator;
  }
}

// visit(unit, year, printed) for every cell of a table that can be; the country's unit is empty.
template <class Visit>
void for_each_cell(const text::YamlNode& table, Visit&& visit) {
  const auto& years = table.find("years")->items;
  for (std::size_t y = 0; y < years.size(); ++y) {
    const std::string& year = years[y].scalar;
    const auto cell = [&](const std::string& unit, const std::string& printed) {
      SCOPED_TRACE(scalar(table, "id") + " " + unit + " " + year);
      visit(unit, std::stoi(year), printed);
    };
    cell("", table.find("national")->items[y].scalar);
    for (const auto& [unit, row] : table.find("percent")->entries) {
      if (!excepted(table, year, unit.scalar)) cell(unit.scalar, row.items[y].scalar);
    }
  }
}

}  // namespace kjede::published
