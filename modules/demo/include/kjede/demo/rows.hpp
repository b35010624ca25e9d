#pragma once
// What the demonstration delivers: tables of plain cells, one row at a time. A sink writes them to files, counts
// them, or hands them on; nothing is kept, so memory does not grow with the number of rows.
//
//   struct Counter : demo::RowSink { … };  Counter rows;  demo::generate(catalog, {}, rows);

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"

namespace kjede::demo {

// mantissa · 10^-scale, so that the text of a number does not depend on anyone's floating point.
struct Fixed {
  std::int64_t mantissa = 0;
  int scale = 0;
};

// Seconds since 1970 UTC; written as Norwegian local time.
struct Moment {
  std::int64_t seconds = 0;
};

// A cell as a register would send it; monostate is an empty cell. Text views live until the call returns.
using Cell = std::variant<std::monostate, std::string_view, std::int64_t, Fixed, base::Date, Moment>;

struct Table {
  std::string_view register_id;  // ohca, ihca, icu, icu_unit, ooh_training
  std::span<const std::string_view> columns;
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual base::Result<void> begin(const Table& table) = 0;
  virtual base::Result<void> row(std::span<const Cell> cells) = 0;  // as many cells as the table has columns
  virtual base::Result<void> end() = 0;                             // of the table
};

}  // namespace kjede::demo
