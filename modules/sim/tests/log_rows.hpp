#pragma once
// A mission log taken apart again: minutes since the start of the run, by column.

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "kjede/sim/simulate.hpp"

namespace kjede::sim {

using LogRow = std::map<std::string, std::string>;

inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  cells.resize(23);
  return cells;
}

inline std::vector<LogRow> rows_of(const Run& run) {
  std::stringstream in(run.log());
  std::string line;
  std::getline(in, line);
  const auto names = cells_of(line);
  std::vector<LogRow> rows;
  while (std::getline(in, line)) {
    const auto cells = cells_of(line);
    LogRow row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

// Minutes since 2030-01-07 00:00 (the default start); −1 when missing.
inline double minutes(const LogRow& row, const std::string& column) {
  const std::string& text = row.at(column);
  if (text.empty()) return -1;
  const double days = std::stoi(text.substr(8, 2)) - 7;
  return days * 1440 + std::stoi(text.substr(11, 2)) * 60 + std::stoi(text.substr(14, 2)) +
         std::stod(text.substr(17, 6)) / 60;
}

}  // namespace kjede::sim
