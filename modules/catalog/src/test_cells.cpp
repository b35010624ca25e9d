#include "test_cells.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fields.hpp"
#include "kjede/catalog/codes.hpp"
#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

base::Unexpected wrong(const Variable& variable, std::string_view text, std::string_view what, std::string advice) {
  return base::fail(codes::test_rows, fmt::format("'{}' is no {} for '{}'", text, what, variable.name),
                    std::move(advice));
}

base::Result<base::Value> code_cell(std::string_view text, const Variable& variable) {
  Words candidates;
  for (const auto& code : variable.codes) {
    if (code.code == text) return base::Value(code.code);
    candidates.push_back(code.code);
  }
  const auto near = did_you_mean(text, candidates);
  return wrong(variable, text, "code", near.empty() ? fmt::format("its codes are {}", joined(candidates)) : near);
}

// The number in the variable's unit; the cell may name another unit of time, or the same.
std::optional<double> number_in(std::string_view text, const std::string& measure) {
  const auto end = std::min(text.size(), text.find_first_not_of("+-0123456789."));
  const auto number = decimal_number(text.substr(0, end));
  const auto unit = text.substr(end);
  if (!number || unit.empty() || unit == measure) return number;
  const double from = seconds_in(unit);
  const double to = seconds_in(measure);
  return from > 0.0 && to > 0.0 ? std::optional(*number * from / to) : std::nullopt;
}

base::Result<base::Value> number_cell(std::string_view text, const Variable& variable) {
  const auto number = number_in(text, variable.measure);
  if (!number)
    return wrong(variable, text, "number",
                 variable.measure.empty() ? "write 12" : fmt::format("write 12{}", variable.measure));
  if (variable.type == VariableType::number) return base::Value(*number);
  const auto whole = static_cast<std::int64_t>(*number);
  if (static_cast<double>(whole) != *number)
    return wrong(variable, text, "whole number", "write a number without decimals");
  return base::Value(whole);
}

base::Result<base::Value> time_cell(std::string_view text, const Variable& variable, const Register& reg) {
  const bool clock = text.size() > 2 && text[2] == ':';
  const auto wall = base::parse_wall_time(clock ? fmt::format("2024-01-01T{}", text) : std::string(text));
  const auto zone = base::TimeZone::find(reg.time_zone);
  if (!wall || !zone) return wrong(variable, text, "time", "write 10:00:30 or 2024-01-31T10:00");
  return base::Value(zone->resolve(*wall).instant);
}

base::Result<base::Value> unit_cell(std::string_view text, const Variable& variable, const Units& units) {
  if (const auto* unit = units.find_by_name(text, variable.unit_kind)) return base::Value(unit->id);
  Words candidates;
  for (const auto* unit : units.of_kind(variable.unit_kind)) candidates.push_back(unit->id);
  return wrong(variable, text, "unit", did_you_mean(text, candidates));
}

}  // namespace

base::Result<base::Value> read_cell(std::string_view text, const Variable& variable, const Register& reg,
                                    const Units& units) {
  if (text == "-" || text.empty()) return base::Value();
  if (variable.derived) {
    return base::fail(codes::test_rows, fmt::format("'{}' is derived, so it cannot be given", variable.name),
                      "give what it is derived from");
  }
  switch (variable.type) {
    case VariableType::text: return base::Value(std::string(text));
    case VariableType::code: return code_cell(text, variable);
    case VariableType::integer:
    case VariableType::number: return number_cell(text, variable);
    case VariableType::time: return time_cell(text, variable, reg);
    case VariableType::unit: return unit_cell(text, variable, units);
    case VariableType::date: break;
  }
  const auto date = base::parse_date(text);
  if (!date) return wrong(variable, text, "date", "write 2024-01-31");
  return base::Value(*date);
}

}  // namespace kjede::catalog
