// Two records of one person close in time, for a registrar to look at: nothing is joined or taken away by itself.

#include <fmt/format.h>

#include <algorithm>

#include "form_scope.hpp"

namespace kjede::service {
namespace {

using text::Json;

constexpr int kDaysApart = 1;

// A pair that agrees on every unit it names: two wards of one stay are no duplicate.
std::string same_units(const catalog::Register& reg) {
  std::string out;
  for (const auto& variable : reg.variables) {
    if (variable.type != catalog::VariableType::unit || variable.derived) continue;
    const auto column = store::quoted(variable.name);
    out += fmt::format(" and a.{0} is not distinct from b.{0}", column);
  }
  return out;
}

std::string unit_columns(const catalog::Register& reg) {
  std::string out;
  for (const auto& variable : reg.variables) {
    if (variable.type == catalog::VariableType::unit && !variable.derived) out += ", a." + store::quoted(variable.name);
  }
  return out;
}

base::Result<void> add(std::vector<PossibleDuplicate>& out, const catalog::Catalog& catalog,
                       store::RecordStore& records, const catalog::Register& reg, const std::vector<Grant>& grants,
                       std::size_t most) {
  KJEDE_ASSIGN(const bool any, has_records(records, reg));
  if (!any || reg.identifier.empty()) return {};
  KJEDE_ASSIGN(const auto last, records.batch_at({}));
  const auto current = fmt::format("(select * from {} where person is not null and {})", store::table_of(reg.id),
                                   store::current_at(last));
  KJEDE_ASSIGN(
      const auto table,
      records.database().query(fmt::format(
          "select a.record_key, b.record_key, b.event_date{0} from {1} a join {1} b on a.person = b.person and "
          "a.record_key < b.record_key and abs(a.event_date - b.event_date) <= {2}{3} "
          "order by b.event_date desc, a.record_key, b.record_key limit 1000",
          unit_columns(reg), current, kDaysApart, same_units(reg))));
  for (const auto& row : table.rows) {
    Json units = Json::object();
    std::size_t column = 3;
    for (const auto& variable : reg.variables) {
      if (variable.type != catalog::VariableType::unit || variable.derived) continue;
      const auto* unit = std::get_if<std::string>(&row[column++]);
      units[variable.name] = unit == nullptr ? Json(nullptr) : Json(*unit);
    }
    if (out.size() >= most) return {};
    if (within_grants(catalog, reg, units, grants))
      out.push_back(
          {reg.id, std::get<std::string>(row[0]), std::get<std::string>(row[1]), std::get<base::Date>(row[2])});
  }
  return {};
}

}  // namespace

base::Result<std::vector<PossibleDuplicate>> possible_duplicates(const catalog::Catalog& catalog,
                                                                 store::RecordStore& records,
                                                                 const std::vector<Grant>& grants, std::size_t most) {
  std::vector<PossibleDuplicate> out;
  for (const auto& reg : catalog.registers) KJEDE_TRY(add(out, catalog, records, reg, grants, most));
  return out;
}

}  // namespace kjede::service
