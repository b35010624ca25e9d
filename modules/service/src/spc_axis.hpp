#pragma once
// What a user writes for a place on the x axis, and what the cells of an x column are.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/period.hpp"
#include "kjede/base/result.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede::service {

enum class AxisKind { number, date, category };

// A column read as one kind; cells that do not fit it are faults.
struct AxisColumn {
  AxisKind kind = AxisKind::category;
  std::optional<base::PeriodKind> period;              // all cells are labels of this kind of period: 2024-Q1
  std::vector<std::optional<stats::AxisValue>> cells;  // empty cells are missing
  std::vector<std::size_t> unfit;                      // positions of cells that are not of the column's kind
};
AxisColumn read_axis(const std::vector<std::string>& cells);

// The day a cell or an option means: 2024-02-29, 29.02.2024, 2024-02-29T13:05, or the first day of 2024-Q1 (or of 2024
// where `years` are dates).
std::optional<base::Date> parse_day(std::string_view text);
std::optional<double> parse_number(std::string_view text);  // decimal point or comma

// A point of an axis as an option says it, and a range (a single period label is the range of its days).
base::Result<stats::AxisValue> parse_place(std::string_view text, AxisKind kind, std::string_view option);
base::Result<stats::AxisRange> parse_range(std::string_view text, AxisKind kind, std::string_view option);

std::string place_text(const stats::AxisValue& x, std::optional<base::PeriodKind> period);

}  // namespace kjede::service
