#include <fmt/format.h>

#include "kjede/measure/measure.hpp"
#include "kjede/measure/sql_tests.hpp"
#include "kjede/registry/import.hpp"

namespace kjede::measure {
namespace {

void append(store::Appender& out, store::ColumnType type, const base::Value& value) {
  struct Writer {
    store::Appender& out;
    store::ColumnType type;
    void operator()(std::monostate) const { out.null(); }
    void operator()(bool v) const { out.boolean(v); }
    void operator()(std::int64_t v) const {
      type == store::ColumnType::real ? out.real(static_cast<double>(v)) : out.integer(v);
    }
    void operator()(double v) const { out.real(v); }
    void operator()(const std::string& v) const { out.text(v); }
    void operator()(base::Date v) const { out.date(v); }
    void operator()(base::Instant v) const { out.time(v); }
  };
  std::visit(Writer{out, type}, value);
}

base::Date event_date(const base::Value& value, const catalog::Register& reg, base::Date otherwise) {
  if (const auto* date = std::get_if<base::Date>(&value)) return *date;
  const auto* time = std::get_if<base::Instant>(&value);
  if (time == nullptr) return otherwise;
  const auto zone = base::TimeZone::find(reg.time_zone);
  return zone ? zone->local_date(*time) : std::chrono::floor<std::chrono::days>(*time);
}

const base::Value& cell(const catalog::TestRecord& row, const catalog::Register& reg, std::string_view name) {
  static const base::Value missing;
  const auto* variable = reg.find(name);
  const auto index =
      variable == nullptr ? row.values.size() : static_cast<std::size_t>(variable - reg.variables.data());
  return index < row.values.size() ? row.values[index] : missing;
}

}  // namespace

base::Result<void> import_rows(store::RecordStore& records, const catalog::Register& reg,
                               std::span<const catalog::TestRecord> rows, base::Date base_date) {
  const auto schema = registry::schema_of(reg);
  KJEDE_TRY(records.prepare(schema));
  KJEDE_ASSIGN(auto session, records.begin_import(schema));
  auto& out = session->rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto* key = std::get_if<std::string>(&cell(rows[i], reg, reg.key));
    out.text(key != nullptr ? *key : fmt::format("{}", i + 1));
    out.text(fmt::format("{}", i + 1));
    out.date(event_date(cell(rows[i], reg, reg.date), reg, base_date));
    if (rows[i].person.empty())
      out.null();
    else
      out.text(rows[i].person);
    for (const auto& column : schema.variables) append(out, column.type, cell(rows[i], reg, column.name));
    KJEDE_TRY(out.end_row());
  }
  KJEDE_ASSIGN(const auto batch, session->commit("test rows", 0, 0, base::Instant{}));
  return {};
}

}  // namespace kjede::measure
