#pragma once
// Calendar time: std::chrono types, ISO 8601 text, and local time in a named zone. Nothing here reads a clock.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kjede::base {

using Date = std::chrono::sys_days;                                // a calendar day, no zone
using Instant = std::chrono::sys_time<std::chrono::microseconds>;  // UTC
using Duration = std::chrono::microseconds;

// "2024-02-29"; nothing for anything else, impossible days included.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);
std::string to_string(Instant instant);  // "2024-02-29T13:05:00Z", with fraction only if there is one

Date make_date(int year, unsigned month, unsigned day);
int year_of(Date date);
unsigned month_of(Date date);

// A wall-clock time as written: with an offset it is an instant; without one it needs a zone.
struct WallTime {
  std::chrono::local_time<std::chrono::microseconds> local;
  std::optional<std::chrono::minutes> offset;
};
// "2024-02-29T13:05[:30[.123]][Z|+01:00]", a space instead of T allowed.
std::optional<WallTime> parse_wall_time(std::string_view text);

enum class LocalKind { unique, ambiguous, nonexistent };  // ambiguous: the hour that autumn repeats
struct Resolved {
  Instant instant;  // ambiguous: the first of the two; nonexistent: as if the clock had not jumped
  LocalKind kind = LocalKind::unique;
};

// A zone of the IANA database, e.g. "Europe/Oslo". Lookups are cached and thread-safe.
class TimeZone {
 public:
  static std::optional<TimeZone> find(std::string_view name);
  Resolved resolve(const WallTime& wall) const;
  Date local_date(Instant instant) const;
  std::string local_text(Instant instant) const;  // "2024-02-29T14:05:00+01:00"
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  const void* zone_ = nullptr;
};

}  // namespace kjede::base
