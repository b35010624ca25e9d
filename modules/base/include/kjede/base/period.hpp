#pragma once
// Reporting periods: years, tertials (4 months), quarters, months. Ordered, countable, with the labels used in
// files and figures: 2024, 2024-T1, 2024-Q1, 2024-01.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "kjede/base/time.hpp"

namespace kjede::base {

enum class PeriodKind { year, tertial, quarter, month };

int months_in(PeriodKind kind);  // 12, 4, 3, 1
std::string_view to_string(PeriodKind kind);
std::optional<PeriodKind> parse_period_kind(std::string_view text);

struct Period {
  PeriodKind kind = PeriodKind::year;
  int index = 0;  // periods of this kind since year 0: year * (12 / months_in) + position

  static Period of(PeriodKind kind, Date date);
  static Period of_month(PeriodKind kind, int month_index);  // month_index = year * 12 + month - 1
  static std::optional<Period> parse(std::string_view label);

  int year() const;
  int first_month() const;  // month index of its first month
  Date first_day() const;
  Date last_day() const;
  Period next(int n = 1) const { return {kind, index + n}; }
  std::string label() const;

  auto operator<=>(const Period&) const = default;
};

}  // namespace kjede::base
