#pragma once
// The reference cases: what established R packages answered to made-up input.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "kjede/stats/interval.hpp"
#include "kjede/testing/golden.hpp"

namespace kjede::stats {

using Json = nlohmann::json;

inline constexpr double tight = 1e-8, iterated = 1e-6;

inline std::filesystem::path data_file(const std::string& name) {
  return std::filesystem::path(KJEDE_ROOM_DIR) / "tests/data" / name;
}

inline Json read_cases(const std::string& name) { return Json::parse(testing::read_file(data_file(name))); }

// Rows of a plain CSV (no quotes), each as text by column name.
inline std::vector<std::map<std::string, std::string>> read_rows(const std::string& name) {
  std::istringstream lines(testing::read_file(data_file(name)));
  const auto split = [](const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == ',')
        cells.emplace_back();
      else
        cells.back() += c;
    return cells;
  };
  std::string line;
  std::getline(lines, line);
  const auto header = split(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(lines, line)) {
    const auto cells = split(line);
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = cells.at(i);
  }
  return rows;
}

inline std::optional<double> number(const Json& value) {
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

inline std::optional<double> number(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(std::stod(text));
}

inline void expect_near(std::optional<double> actual, std::optional<double> expected, double tolerance,
                        const std::string& where) {
  ASSERT_EQ(actual.has_value(), expected.has_value()) << where;
  if (!expected) return;
  EXPECT_NEAR(*actual, *expected, tolerance * std::max(std::abs(*expected), 1e-9)) << where;
}

inline std::optional<double> low(const std::optional<Interval>& ci) {
  return ci ? std::optional(ci->low) : std::nullopt;
}
inline std::optional<double> high(const std::optional<Interval>& ci) {
  return ci ? std::optional(ci->high) : std::nullopt;
}

}  // namespace kjede::stats
