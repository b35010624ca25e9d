#include "spc_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

// 29.02.2024, as Norwegians write it.
std::optional<base::Date> parse_dotted(std::string_view text) {
  if (text.size() != 10 || text[2] != '.' || text[5] != '.') return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t length) { return std::string(text.substr(at, length)); };
  return base::parse_date(part(6, 4) + "-" + part(3, 2) + "-" + part(0, 2));
}

// A period smaller than a year; a bare year is a number until a date is asked for.
std::optional<base::Period> parse_label(std::string_view text) {
  const auto period = base::Period::parse(text);
  return period && period->kind != base::PeriodKind::year ? period : std::nullopt;
}

template <class Fits>
std::size_t count_fitting(const std::vector<std::string>& cells, Fits fits) {
  return static_cast<std::size_t>(
      std::ranges::count_if(cells, [&](const std::string& cell) { return !cell.empty() && fits(cell); }));
}

// What more than half of the cells are; a stray cell in a column of dates is a fault, not a category.
AxisKind kind_of(const std::vector<std::string>& cells) {
  const auto known = count_fitting(cells, [](const std::string&) { return true; });
  if (2 * count_fitting(cells, [](const std::string& cell) { return parse_day(cell).has_value(); }) > known)
    return AxisKind::date;
  if (2 * count_fitting(cells, [](const std::string& cell) { return parse_number(cell).has_value(); }) > known)
    return AxisKind::number;
  return AxisKind::category;
}

std::optional<base::PeriodKind> common_period(const std::vector<std::string>& cells) {
  std::optional<base::PeriodKind> kind;
  for (const auto& cell : cells) {
    if (cell.empty()) continue;
    const auto label = parse_label(cell);
    if (!label || (kind && *kind != label->kind)) return std::nullopt;
    kind = label->kind;
  }
  return kind;
}

std::optional<stats::AxisValue> read_cell(const std::string& cell, AxisKind kind) {
  const auto either = [](const auto& value) { return value ? std::optional<stats::AxisValue>(*value) : std::nullopt; };
  if (kind == AxisKind::date) return either(parse_day(cell));
  if (kind == AxisKind::number) return either(parse_number(cell));
  return stats::AxisValue(cell);
}

base::Unexpected not_a_place(std::string_view text, AxisKind kind, std::string_view option) {
  if (kind == AxisKind::category)
    return base::fail(codes::bad_choice, fmt::format("{} needs dates or numbers on the x axis", option));
  return base::fail(codes::bad_choice,
                    fmt::format("{} '{}' is not a {}", option, text, kind == AxisKind::date ? "date" : "number"),
                    kind == AxisKind::date ? "write 2024-02-29, or a period: 2024, 2024-T1, 2024-Q1, 2024-02" : "");
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  std::string digits(text);
  std::ranges::replace(digits, ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<base::Date> parse_day(std::string_view text) {
  if (const auto label = parse_label(text)) return label->first_day();
  if (const auto dotted = parse_dotted(text)) return dotted;
  const bool timed = text.size() > 10 && (text[10] == 'T' || text[10] == ' ');
  return base::parse_date(timed ? text.substr(0, 10) : text);
}

AxisColumn read_axis(const std::vector<std::string>& cells) {
  AxisColumn column;
  column.kind = kind_of(cells);
  if (column.kind == AxisKind::date) column.period = common_period(cells);
  for (const auto& cell : cells) {
    column.cells.push_back(cell.empty() ? std::nullopt : read_cell(cell, column.kind));
    if (!cell.empty() && !column.cells.back()) column.unfit.push_back(column.cells.size() - 1);
  }
  return column;
}

base::Result<stats::AxisValue> parse_place(std::string_view text, AxisKind kind, std::string_view option) {
  KJEDE_ASSIGN(auto range, parse_range(text, kind, option));
  if (!range.from) return not_a_place(text, kind, option);
  return *range.from;
}

base::Result<stats::AxisRange> parse_range(std::string_view text, AxisKind kind, std::string_view option) {
  const auto dots = text.find("..");
  if (dots != std::string_view::npos) {
    stats::AxisRange range;
    const auto from = text.substr(0, dots), to = text.substr(dots + 2);
    if (from.empty() && to.empty()) return not_a_place(text, kind, option);
    if (!from.empty()) {
      KJEDE_ASSIGN(range.from, parse_place(from, kind, option));
    }
    if (!to.empty()) {
      KJEDE_ASSIGN(const auto end, parse_range(to, kind, option));
      range.to = end.to;
    }
    if (range.from && range.to && *range.to < *range.from)
      return base::fail(codes::bad_choice, fmt::format("{} '{}' ends before it begins", option, text));
    return range;
  }
  if (kind == AxisKind::date) {
    if (const auto period = base::Period::parse(text))
      return stats::AxisRange{stats::AxisValue(period->first_day()), stats::AxisValue(period->last_day())};
    if (const auto day = parse_day(text)) return stats::AxisRange{stats::AxisValue(*day), stats::AxisValue(*day)};
  } else if (kind == AxisKind::number) {
    if (const auto value = parse_number(text))
      return stats::AxisRange{stats::AxisValue(*value), stats::AxisValue(*value)};
  }
  return not_a_place(text, kind, option);
}

std::string place_text(const stats::AxisValue& x, std::optional<base::PeriodKind> period) {
  if (const auto* value = std::get_if<double>(&x)) return fmt::format("{}", *value);
  if (const auto* day = std::get_if<base::Date>(&x))
    return period ? base::Period::of(*period, *day).label() : base::to_string(*day);
  return std::get<std::string>(x);
}

}  // namespace kjede::service
