#pragma once
// From the finest counts to one level: which rows belong to which unit and period, and what they add up to.

#include <map>
#include <string>
#include <vector>

#include "finest_counts.hpp"
#include "kjede/base/period.hpp"

namespace kjede::measure {

// The places a level has: units of a kind, or the values of a unit attribute.
struct LevelUnits {
  std::string level;
  std::vector<std::string> names;
  std::vector<const catalog::Unit*> units;  // by name; for attribute values nullptr
  std::vector<int> target;                  // by index into Units::all(): place, or −1
  int unplaced = -1;                        // the place of records whose unit is not known: the root, if it is one
};

// The units of a kind that have a unit of `finest` below them (or are one). An attribute gathers the units of `finest`
// that carry it, directly or from a unit above.
LevelUnits level_units(const catalog::Units& units, const std::string& level, const std::string& finest);

// What one indicator adds up to at one unit in one period.
struct Cell {
  std::vector<std::int64_t> counts;  // as IndicatorColumns::counts
  std::vector<std::size_t> rows;     // rows with values
};

// Cells by place and period: cells[place * periods + p].
struct RolledUp {
  base::Period first;
  std::size_t periods = 0;
  std::vector<Cell> cells;
};

RolledUp roll_up(const FinestCounts& finest, const IndicatorColumns& columns, const LevelUnits& level, base::Period first,
                 std::size_t periods);

}  // namespace kjede::measure
