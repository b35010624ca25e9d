#pragma once
// From the finest counts to one level: which rows belong to which unit and period, and what they add up to.

#include <map>
#include <string>
#include <vector>

#include "finest_counts.hpp"
#include "kjede/base/period.hpp"
#include "requested.hpp"

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

// The attribute of a unit or of the nearest unit above that has it; or nothing.
const std::string* attribute_of(const catalog::Units& units, const catalog::Unit& unit, const std::string& name);

// The kind of units a register's unit variable holds.
std::string finest_kind(const catalog::Catalog& catalog, const std::string& register_id,
                        const std::string& unit_variable);

bool open_in(const catalog::Unit& unit, base::Period period);

struct MonthRange {
  int first = 0;
  int last = 0;
};
// What was asked for; where nothing was, as far as there are records.
std::optional<MonthRange> month_range(const AskedMonths& asked, const FinestCounts& finest);

// What the columns of one indicator or analysis add up to at one unit in one period.
struct Cell {
  std::vector<std::int64_t> counts;  // as RollUpColumns::counts
  std::vector<std::size_t> rows;     // rows with values
};

// The groups of one breakdown: for each row the group it belongs to.
struct RowGroups {
  std::vector<std::vector<std::string>> values;  // by group: one value per dimension
  std::vector<int> of_row;                       // empty: all rows are one group
  std::size_t count() const { return values.size(); }
};

inline RowGroups one_group() { return {std::vector<std::vector<std::string>>(1), {}}; }

// Which periods the cells are for. `whole`: all of them as one.
struct PeriodSpan {
  base::Period first;
  std::size_t periods = 0;
  bool whole = false;
  std::size_t cells() const { return whole ? 1 : periods; }
};

// Cells by place, group and period.
struct RolledUp {
  PeriodSpan span;
  std::size_t groups = 1;
  std::vector<Cell> cells;
  const Cell& at(std::size_t place, std::size_t group, std::size_t period) const {
    return cells[(place * groups + group) * span.cells() + period];
  }
};

struct RollUpColumns {
  std::size_t unit = 0;             // which unit variable places the records
  std::vector<std::size_t> counts;  // columns that are summed
  bool values = false;              // whether rows are needed for lists
};
RollUpColumns roll_up_columns(const IndicatorColumns& columns);

RolledUp roll_up(const FinestCounts& finest, const RollUpColumns& columns, const LevelUnits& level, PeriodSpan span,
                 const RowGroups& groups = one_group());

}  // namespace kjede::measure
