#include "kjede/base/period.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace kjede::base {
namespace {

constexpr std::array<std::string_view, 4> names{"year", "tertial", "quarter", "month"};

int per_year(PeriodKind kind) { return 12 / months_in(kind); }

int floor_div(int a, int b) { return a / b - (a % b < 0 ? 1 : 0); }

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

int months_in(PeriodKind kind) {
  constexpr std::array<int, 4> months{12, 4, 3, 1};
  return months[static_cast<std::size_t>(kind)];
}

std::string_view to_string(PeriodKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<PeriodKind> parse_period_kind(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<PeriodKind>(i);
  }
  return std::nullopt;
}

Period Period::of(PeriodKind kind, Date date) {
  return of_month(kind, year_of(date) * 12 + static_cast<int>(month_of(date)) - 1);
}

Period Period::of_month(PeriodKind kind, int month_index) { return {kind, floor_div(month_index, months_in(kind))}; }

std::optional<Period> Period::parse(std::string_view label) {
  const auto year = number(label.substr(0, 4));
  if (!year || label.size() < 4) return std::nullopt;
  if (label.size() == 4) return Period{PeriodKind::year, *year};
  if (label[4] != '-' || label.size() != 7) return std::nullopt;
  const auto kind = label[5] == 'T' ? PeriodKind::tertial : label[5] == 'Q' ? PeriodKind::quarter : PeriodKind::month;
  const auto position = number(label.substr(kind == PeriodKind::month ? 5 : 6));
  if (!position || *position < 1 || *position > per_year(kind)) return std::nullopt;
  return Period{kind, *year * per_year(kind) + *position - 1};
}

int Period::year() const { return floor_div(index, per_year(kind)); }
int Period::first_month() const { return index * months_in(kind); }

Date Period::first_day() const {
  const int month = first_month();
  return make_date(floor_div(month, 12), static_cast<unsigned>(month - floor_div(month, 12) * 12) + 1, 1);
}

Date Period::last_day() const { return next().first_day() - std::chrono::days{1}; }

std::string Period::label() const {
  const int position = index - year() * per_year(kind) + 1;
  switch (kind) {
    case PeriodKind::year: return fmt::format("{:04}", year());
    case PeriodKind::tertial: return fmt::format("{:04}-T{}", year(), position);
    case PeriodKind::quarter: return fmt::format("{:04}-Q{}", year(), position);
    case PeriodKind::month: return fmt::format("{:04}-{:02}", year(), position);
  }
  return {};
}

}  // namespace kjede::base
