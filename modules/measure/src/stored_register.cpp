#include "stored_register.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <optional>
#include <sstream>
#include <vector>

#include "answer_key.hpp"
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

// Records with a code outside the list, by variable.
base::Result<std::vector<std::int64_t>> count_outside(store::Database& database, std::string_view register_id,
                                                      const std::vector<const catalog::Variable*>& coded,
                                                      std::int64_t batch) {
  std::vector<std::string> counts;
  for (const auto* variable : coded) counts.push_back(outside_list(*variable));
  KJEDE_ASSIGN(const auto table, database.query(fmt::format("select {} from {} where {}", fmt::join(counts, ", "),
                                                            store::table_of(register_id), store::current_at(batch))));
  std::vector<std::int64_t> found;
  for (const auto& value : table.rows.front()) {
    const auto* n = std::get_if<std::int64_t>(&value);
    found.push_back(n == nullptr ? 0 : *n);
  }
  return found;
}

// All the answer depends on: the records and the lists.
std::string question(std::string_view register_id, const std::vector<const catalog::Variable*>& coded,
                     const RegisterState& state) {
  auto text = fmt::format("codes outside their lists\t{}\t{}\n", register_id, state.data_version);
  for (const auto* variable : coded) text += outside_list(*variable) + '\n';
  return answer_key(text);
}

std::optional<std::vector<std::int64_t>> numbers_in(const std::string& answer, std::size_t n) {
  std::istringstream text(answer);
  const std::vector<std::int64_t> out{std::istream_iterator<std::int64_t>(text), {}};
  if (out.size() != n) return std::nullopt;
  return out;
}

// Counted once of each state of the register: it reads as many columns as the indicators do.
base::Result<std::vector<std::int64_t>> kept_outside(store::RecordStore& records, const std::string& register_id,
                                                     const std::vector<const catalog::Variable*>& coded,
                                                     const RegisterState& state) {
  const auto key = question(register_id, coded, state);
  KJEDE_ASSIGN(const auto kept, records.recall(key));
  if (kept) {
    if (auto found = numbers_in(*kept, coded.size())) return *std::move(found);
  }
  KJEDE_ASSIGN(auto found, count_outside(records.database(), register_id, coded, state.batch));
  KJEDE_TRY(records.remember(fmt::format("codes {}", register_id), key, fmt::format("{}", fmt::join(found, " "))));
  return found;
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
                                              std::string_view sql, const RegisterState& state) {
  std::vector<const catalog::Variable*> coded;
  for (const auto& variable : reg.variables) {
    const bool is_coded = !variable.derived && variable.type == catalog::VariableType::code && !variable.codes.empty();
    if (is_coded && reads(sql, variable.name)) coded.push_back(&variable);
  }
  base::Diagnostics warnings;
  if (coded.empty()) return warnings;
  KJEDE_ASSIGN(const auto found, kept_outside(records, reg.id, coded, state));
  for (std::size_t i = 0; i < coded.size(); ++i)
    if (found[i] > 0) warnings.push_back(removed(reg, *coded[i], found[i]));
  return warnings;
}

}  // namespace kjede::measure
