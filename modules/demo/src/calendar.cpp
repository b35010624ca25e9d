#include "calendar.hpp"

#include <array>
#include <chrono>

namespace kjede::demo {
namespace {

using std::chrono::days;

constexpr std::int64_t day_seconds = 86'400;

std::int64_t seconds_of(base::Date day) { return day.time_since_epoch().count() * day_seconds; }

// 01:00 UTC on the last Sunday of a month: when the EU changes its clocks.
std::int64_t clock_change(int year, std::chrono::month month) {
  const base::Date day{std::chrono::year{year} / month / std::chrono::Sunday[std::chrono::last]};
  return seconds_of(day) + 3600;
}

struct Summer {
  int year = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

Summer summer_of(std::int64_t utc_seconds) {
  thread_local Summer summer;
  const std::int64_t day_count = (utc_seconds >= 0 ? utc_seconds : utc_seconds - day_seconds + 1) / day_seconds;
  thread_local std::int64_t year_begin = 0;
  thread_local std::int64_t year_end = -1;
  if (utc_seconds < year_begin || utc_seconds >= year_end) {
    const int year = base::year_of(base::Date{days{day_count}});
    summer = {year, clock_change(year, std::chrono::March), clock_change(year, std::chrono::October)};
    year_begin = seconds_of(base::make_date(year, 1, 1));
    year_end = seconds_of(base::make_date(year + 1, 1, 1));
  }
  return summer;
}

}  // namespace

int oslo_offset(std::int64_t utc_seconds) {
  const Summer summer = summer_of(utc_seconds);
  return utc_seconds >= summer.begin && utc_seconds < summer.end ? 7200 : 3600;
}

std::int64_t oslo_to_utc(std::int64_t local_seconds) {
  const std::int64_t as_summer = local_seconds - 7200;
  if (oslo_offset(as_summer) == 7200) return as_summer;
  // In the skipped hour neither reading is real: winter time's puts it one hour on.
  return local_seconds - 3600;
}

bool oslo_repeated(std::int64_t utc_seconds) {
  const Summer summer = summer_of(utc_seconds);
  return utc_seconds >= summer.end - 3600 && utc_seconds < summer.end + 3600;
}

base::Date local_date(std::int64_t utc_seconds) {
  const std::int64_t local = utc_seconds + oslo_offset(utc_seconds);
  return base::Date{days{(local >= 0 ? local : local - day_seconds + 1) / day_seconds}};
}

base::Date pick_day(base::Rng& rng, int year) {
  static constexpr std::array<double, 12> season{1.10, 1.07, 1.03, 1.00, 0.96, 0.94,
                                                 0.93, 0.94, 0.97, 1.00, 1.02, 1.04};
  const base::Date first = base::make_date(year, 1, 1);
  const auto length = static_cast<std::uint64_t>((base::make_date(year + 1, 1, 1) - first).count());
  for (;;) {
    const base::Date day = first + days{static_cast<int>(rng.below(length))};
    if (rng.uniform() * 1.10 < season[base::month_of(day) - 1]) return day;
  }
}

int pick_second_of_day(base::Rng& rng) {
  static constexpr std::array<double, 24> hours{5,  4,  4,  3,  3,  4,  6,  8, 10, 11, 11, 11,
                                                10, 10, 10, 10, 10, 10, 10, 9, 9,  8,  7,  6};
  for (;;) {
    const int second = static_cast<int>(rng.below(86'400));
    if (rng.uniform() * 11.0 < hours[static_cast<std::size_t>(second / 3600)]) return second;
  }
}

std::int64_t pick_moment(base::Rng& rng, base::Date day) {
  return oslo_to_utc(seconds_of(day) + pick_second_of_day(rng));
}

}  // namespace kjede::demo
