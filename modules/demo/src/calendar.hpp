#pragma once
// When things happen: days of a year with the season's ups and downs, the hour of the day, and Norwegian local time.

#include <cstdint>

#include "kjede/base/rng.hpp"
#include "kjede/base/time.hpp"

namespace kjede::demo {

// Norway's offset from UTC at an instant, in seconds: 3600, or 7200 in summer (EU rule, in force since 1996).
int oslo_offset(std::int64_t utc_seconds);

// Wall-clock seconds since 1970 (as if UTC) to UTC; the hour that spring skips is moved one hour on, of the hour
// that autumn repeats the first is taken.
std::int64_t oslo_to_utc(std::int64_t local_seconds);

// True in both runs of the hour that autumn repeats: local text alone could mean either.
bool oslo_repeated(std::int64_t utc_seconds);

base::Date local_date(std::int64_t utc_seconds);

// A day of the year, winter a little more often than summer.
base::Date pick_day(base::Rng& rng, int year);
// Seconds after midnight, day more often than night.
int pick_second_of_day(base::Rng& rng);
// An instant on that local day.
std::int64_t pick_moment(base::Rng& rng, base::Date day);

}  // namespace kjede::demo
