#include "register_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/registry/import.hpp"

namespace kjede::service {

const store::ColumnData* RegisterRow::present(std::string_view name) const {
  const auto& column = chunk_.columns.at(columns_.find(name)->second);
  return column.valid.empty() || column.valid[row_] != 0 ? &column : nullptr;
}

std::string RegisterRow::text(std::string_view name) const {
  const auto* column = present(name);
  return column == nullptr ? std::string() : std::string(column->texts[row_]);
}

std::optional<base::Date> RegisterRow::date(std::string_view name) const {
  const auto* column = present(name);
  if (column == nullptr) return {};
  return base::Date(std::chrono::days(column->integers[row_]));
}

std::optional<base::Instant> RegisterRow::time(std::string_view name) const {
  const auto* column = present(name);
  if (column == nullptr) return {};
  return base::Instant(std::chrono::microseconds(column->integers[row_]));
}

std::optional<std::int64_t> RegisterRow::integer(std::string_view name) const {
  const auto* column = present(name);
  if (column == nullptr) return {};
  return column->integers[row_];
}

double RegisterRow::real(std::string_view name) const {
  const auto* column = present(name);
  return column == nullptr ? 0 : column->reals[row_];
}

std::vector<std::string> RegisterRow::list(std::string_view name) const {
  std::vector<std::string> parts;
  const auto all = text(name);
  for (std::size_t from = 0; from <= all.size();) {
    const auto end = std::min(all.find('|', from), all.size());
    auto part = all.substr(from, end - from);
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    if (!part.empty()) parts.push_back(std::move(part));
    from = end + 1;
  }
  return parts;
}

base::Result<void> each_row(store::RecordStore& records, const catalog::Register& reg, std::int64_t batch,
                            const std::function<void(const RegisterRow&)>& visit) {
  KJEDE_ASSIGN(const auto batches, records.batches());
  if (std::none_of(batches.begin(), batches.end(), [&](const auto& b) { return b.register_id == reg.id; })) return {};
  const auto schema = registry::schema_of(reg);
  KJEDE_TRY(records.prepare(schema));
  std::map<std::string, std::size_t, std::less<>> columns;
  std::string names;
  for (const auto& variable : schema.variables) {
    columns.emplace(variable.name, columns.size());
    names += (names.empty() ? "" : ", ") + store::quoted(variable.name);
  }
  const auto sql = fmt::format("select {} from {} where {}", names, store::table_of(reg.id), store::current_at(batch));
  return records.database().scan(sql, {}, [&](const store::Chunk& chunk) {
    for (std::size_t row = 0; row < chunk.rows; ++row) visit(RegisterRow(columns, chunk, row));
  });
}

}  // namespace kjede::service
