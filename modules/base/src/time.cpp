#include "kjede/base/time.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>

namespace kjede::base {
namespace {

using std::chrono::floor;

std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool skip(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = digits(text, 4);
  if (!year || !skip(text, '-')) return std::nullopt;
  const auto month = digits(text, 2);
  if (!month || !skip(text, '-')) return std::nullopt;
  const auto day = digits(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                        std::chrono::day{static_cast<unsigned>(*day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{ymd};
}

std::optional<std::chrono::microseconds> take_fraction(std::string_view& text) {
  std::int64_t micros = 0;
  std::size_t count = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++count) {
    if (count < 6) micros = micros * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (count == 0) return std::nullopt;
  for (; count < 6; ++count) micros *= 10;
  return std::chrono::microseconds{micros};
}

std::optional<std::chrono::microseconds> take_clock(std::string_view& text) {
  const auto hour = digits(text, 2);
  if (!hour || *hour > 23 || !skip(text, ':')) return std::nullopt;
  const auto minute = digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  std::chrono::microseconds clock = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (!skip(text, ':')) return clock;
  const auto second = digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  clock += std::chrono::seconds{*second};
  if (!skip(text, '.')) return clock;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return clock + *fraction;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (skip(text, 'Z')) return std::chrono::minutes{0};
  const int sign = text.starts_with('-') ? -1 : 1;
  if (!skip(text, '+') && !skip(text, '-')) return std::nullopt;
  const auto hours = digits(text, 2);
  skip(text, ':');
  const auto minutes = digits(text, 2);
  if (!hours || *hours > 14 || !minutes || *minutes > 59) return std::nullopt;
  return sign * (std::chrono::hours{*hours} + std::chrono::minutes{*minutes});
}

const date::time_zone& zone_of(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

// The date library has its own calendar types; both count microseconds from the same epoch.
date::sys_time<std::chrono::microseconds> theirs(Instant instant) {
  return date::sys_time<std::chrono::microseconds>{instant.time_since_epoch()};
}

std::string clock_text(std::chrono::microseconds since_midnight) {
  const auto micros = since_midnight.count();
  auto text =
      fmt::format("{:02}:{:02}:{:02}", micros / 3'600'000'000, micros / 60'000'000 % 60, micros / 1'000'000 % 60);
  if (micros % 1'000'000 != 0) text += fmt::format(".{:06}", micros % 1'000'000);
  return text;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::string to_string(Date date) {
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string to_string(Instant instant) {
  const auto day = floor<std::chrono::days>(instant);
  return to_string(Date{day}) + "T" + clock_text(instant - day) + "Z";
}

Date make_date(int year, unsigned month, unsigned day) {
  return Date{std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}};
}

int year_of(Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }
unsigned month_of(Date date) { return static_cast<unsigned>(std::chrono::year_month_day{date}.month()); }

std::optional<WallTime> parse_wall_time(std::string_view text) {
  const auto day = take_date(text);
  if (!day || (!skip(text, 'T') && !skip(text, ' '))) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  WallTime wall{std::chrono::local_time<std::chrono::microseconds>{day->time_since_epoch() + *clock}, std::nullopt};
  if (text.empty()) return wall;
  wall.offset = take_offset(text);
  if (!wall.offset || !text.empty()) return std::nullopt;
  return wall;
}

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  try {
    TimeZone zone;
    zone.name_ = name;
    zone.zone_ = date::locate_zone(zone.name_);
    return zone;
  } catch (const std::runtime_error&) {  // the library's way of saying "no such zone"
    return std::nullopt;
  }
}

Resolved TimeZone::resolve(const WallTime& wall) const {
  const auto micros = wall.local.time_since_epoch();
  if (wall.offset) return {Instant{micros - *wall.offset}, LocalKind::unique};
  const auto info = zone_of(zone_).get_info(date::local_time<std::chrono::microseconds>{micros});
  const auto kind = info.result == date::local_info::unique      ? LocalKind::unique
                    : info.result == date::local_info::ambiguous ? LocalKind::ambiguous
                                                                 : LocalKind::nonexistent;
  return {Instant{micros - info.first.offset}, kind};
}

Date TimeZone::local_date(Instant instant) const {
  const auto local = zone_of(zone_).to_local(theirs(instant));
  return Date{floor<std::chrono::days>(local.time_since_epoch())};
}

std::string TimeZone::local_text(Instant instant) const {
  const auto info = zone_of(zone_).get_info(theirs(instant));
  const Instant local = instant + info.offset;
  auto text = to_string(local);
  text.pop_back();  // the Z
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(info.offset).count();
  return text + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

}  // namespace kjede::base
