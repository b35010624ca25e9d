#include "table_collector.hpp"

namespace kjede::store {
namespace {

base::Value cell(const ColumnData& column, std::size_t row) {
  if (!column.valid.empty() && column.valid[row] == 0) return {};
  switch (column.type) {
    case ColumnType::text: return std::string(column.texts[row]);
    case ColumnType::boolean: return column.booleans[row] != 0;
    case ColumnType::integer: return column.integers[row];
    case ColumnType::real: return column.reals[row];
    case ColumnType::date: return base::Date(std::chrono::days(column.integers[row]));
    case ColumnType::time: return base::Instant(std::chrono::microseconds(column.integers[row]));
  }
  return {};
}

}  // namespace

bool collect(const Chunk& chunk, Table& table) {
  for (const auto& column : chunk.columns) {
    if (!column.offsets.empty()) return false;
  }
  for (std::size_t row = 0; row < chunk.rows; ++row) {
    auto& cells = table.rows.emplace_back();
    cells.reserve(chunk.columns.size());
    for (const auto& column : chunk.columns) cells.push_back(cell(column, row));
  }
  return true;
}

}  // namespace kjede::store
