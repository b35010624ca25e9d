#include "stored_register.hpp"

#include <fmt/format.h>

#include <vector>

#include "kjede/measure/codes.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/store/dialect.hpp"

namespace kjede::measure {
namespace {

bool reads(std::string_view sql, std::string_view variable) {
  return sql.find(store::quoted(variable)) != std::string_view::npos;
}

std::string outside_list(const catalog::Variable& variable) {
  std::vector<std::string> codes;
  for (const auto& code : variable.codes) codes.push_back(store::literal(code.code));
  return fmt::format("count(*) filter (where {} not in ({}))", store::quoted(variable.name), fmt::join(codes, ", "));
}

base::Diagnostic removed(const catalog::Register& reg, const catalog::Variable& variable, std::int64_t records) {
  base::Diagnostic d;
  d.code = codes::removed_code.id;
  d.severity = base::Severity::warning;
  d.message = fmt::format("{} record{} of register '{}' hold{} a code of '{}' that its list no longer has", records,
                          records == 1 ? "" : "s", reg.id, records == 1 ? "s" : "", variable.name);
  d.suggestion = "put the code back into the list, or import the records again with today's codes";
  return d;
}

}  // namespace

base::Result<void> check_columns(store::RecordStore& records, const catalog::Register& reg, std::string_view sql) {
  auto schema = registry::schema_of(reg);
  std::erase_if(schema.variables, [sql](const store::Column& column) { return !reads(sql, column.name); });
  return records.prepare(schema);
}

base::Result<base::Diagnostics> removed_codes(store::RecordStore& records, const catalog::Register& reg,
                                              std::string_view sql, std::int64_t batch) {
  std::vector<const catalog::Variable*> coded;
  std::vector<std::string> counts;
  for (const auto& variable : reg.variables) {
    const bool is_coded = !variable.derived && variable.type == catalog::VariableType::code && !variable.codes.empty();
    if (!is_coded || !reads(sql, variable.name)) continue;
    coded.push_back(&variable);
    counts.push_back(outside_list(variable));
  }
  base::Diagnostics warnings;
  if (coded.empty()) return warnings;
  KJEDE_ASSIGN(const auto table,
               records.database().query(fmt::format("select {} from {} where {}", fmt::join(counts, ", "),
                                                    store::table_of(reg.id), store::current_at(batch))));
  for (std::size_t i = 0; i < coded.size(); ++i) {
    const auto* found = std::get_if<std::int64_t>(&table.rows.front()[i]);
    if (found != nullptr && *found > 0) warnings.push_back(removed(reg, *coded[i], *found));
  }
  return warnings;
}

}  // namespace kjede::measure
