#include <algorithm>
#include <array>

#include "kjede/dispatch/opening_hours.hpp"

namespace kjede::dispatch {
namespace {

// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
base::Date easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return base::make_date(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

}  // namespace

bool is_public_holiday(base::Date date) {
  const std::chrono::year_month_day day(date);
  const int in_year = static_cast<int>(unsigned(day.month()) * 100 + unsigned(day.day()));
  constexpr std::array fixed{101, 501, 517, 1225, 1226};
  if (std::find(fixed.begin(), fixed.end(), in_year) != fixed.end()) return true;
  const auto after_easter = (date - easter(int(day.year()))).count();
  constexpr std::array moving{-3, -2, 0, 1, 39, 49, 50};  // Maundy Thursday to Whit Monday
  return std::find(moving.begin(), moving.end(), after_easter) != moving.end();
}

}  // namespace kjede::dispatch
