#pragma once
// What the statement of a plan gave: one row per combination of units and month.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/measure/sql.hpp"
#include "kjede/store/database.hpp"

namespace kjede::measure {

inline constexpr int kUnitUnknown = -1;
inline constexpr int kUnitStray = -2;  // not in the catalog

// The lists of one column, end to end. Whole numbers where the database gave whole numbers.
struct ValueLists {
  bool whole = true;
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  std::vector<std::uint64_t> offsets{0};
};

// Where things stand in the rows of a statement: the unit variables first, then what is broken down by, month, number
// of records, counts, lists.
struct StatementShape {
  std::size_t units = 0;
  std::size_t columns = 0;  // all
  std::set<std::size_t> lists;
  std::size_t keys = 0;
  std::size_t month() const { return units + keys; }
  std::size_t records() const { return month() + 1; }
};

struct FinestCounts {
  std::size_t rows = 0;
  std::vector<std::vector<int>> units;  // per unit variable: index into Units::all(), or one of the two above
  std::vector<std::vector<int>> keys;   // per key: index into key_values
  std::vector<std::vector<std::string>> key_values;  // in order of appearance; empty: unknown
  std::vector<int> months;
  std::vector<std::vector<std::int64_t>> counts;  // by column; empty for other columns
  std::map<std::size_t, ValueLists> values;       // by column
};

StatementShape shape_of(const Plan& plan);
// No rows, in the right shape.
FinestCounts no_counts(const StatementShape& shape);
base::Result<FinestCounts> read_counts(store::Database& database, const std::string& sql, const StatementShape& shape,
                                       const catalog::Units& units);

}  // namespace kjede::measure
