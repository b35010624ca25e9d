#include "kjede/dispatch/opening_hours.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/dispatch/codes.hpp"

namespace kjede::dispatch {
namespace {

constexpr int kDay = 24 * 60;

int month_day(base::Date date) {
  const std::chrono::year_month_day day(date);
  return static_cast<int>(unsigned(day.month()) * 100 + unsigned(day.day()));
}

bool in_dates(const OpeningHours::Rule& rule, base::Date date) {
  if (rule.dates.empty()) return true;
  const int day = month_day(date);
  return std::any_of(rule.dates.begin(), rule.dates.end(), [&](const auto& range) {
    return range.from <= range.to ? day >= range.from && day <= range.to : day >= range.from || day <= range.to;
  });
}

bool applies(const OpeningHours::Rule& rule, base::Date date) {
  if (!in_dates(rule, date)) return false;
  if (rule.weekdays == 0 && !rule.public_holidays) return true;
  if (rule.public_holidays && is_public_holiday(date)) return true;
  const auto weekday = std::chrono::weekday(date).iso_encoding() - 1;
  return ((rule.weekdays >> weekday) & 1) != 0;
}

// What one day's own rules say about a minute, which may lie after its midnight.
std::optional<DoorState> stated(const OpeningHours::Rule& rule, int minute) {
  if (rule.times.empty()) return minute < kDay ? std::optional(rule.state) : std::nullopt;
  for (const auto& times : rule.times) {
    if (times.open_end && minute >= times.from && minute < kDay) {
      return minute == times.from ? rule.state : DoorState::unknown;
    }
    if (!times.open_end && minute >= times.from && minute < times.to) return rule.state;
  }
  return {};
}

std::optional<DoorState> on_day(const OpeningHours& hours, base::Date date, int minute) {
  std::vector<const OpeningHours::Rule*> valid;
  std::optional<DoorState> answer;
  const auto settle = [&] {
    for (const auto* rule : valid) {
      if (const auto said = stated(*rule, minute)) answer = said;
    }
    valid.clear();
  };
  for (const auto& rule : hours.rules) {
    if (!applies(rule, date)) continue;
    if (rule.join == OpeningHours::Join::fallback) {
      settle();
      if (answer == DoorState::open) return answer;
    } else if (rule.join == OpeningHours::Join::replace && !(rule.state == DoorState::closed && !rule.times.empty())) {
      valid.clear();  // a later rule for the same day stands in place of the earlier; closing for some hours does not
    }
    valid.push_back(&rule);
  }
  settle();
  return answer;
}

}  // namespace

bool OpeningHours::always() const {
  return rules.size() == 1 && rules[0].state == DoorState::open && rules[0].weekdays == 0 &&
         !rules[0].public_holidays && rules[0].dates.empty() &&
         (rules[0].times.empty() || (rules[0].times.size() == 1 && rules[0].times[0].from == 0 &&
                                     rules[0].times[0].to == kDay && !rules[0].times[0].open_end));
}

DoorState state_at(const OpeningHours& hours, base::Date date, int minute) {
  const auto night = on_day(hours, date - std::chrono::days(1), minute + kDay);  // yesterday's times past midnight
  if (night == DoorState::open) return DoorState::open;
  const auto today = on_day(hours, date, minute);
  return today.value_or(night.value_or(DoorState::closed));
}

base::Result<OpeningHours> opening_hours_of(const WeekHours& week) {
  OpeningHours hours;
  for (std::size_t i = 0; i < week.days.size(); ++i) {
    const auto& day = week.days[i];
    if (!day.from && !day.to) continue;
    const int from = day.from.value_or(-1);
    const int to = day.to.value_or(-1);
    const bool sound = from >= 0 && to >= 0 && from <= 2400 && to <= 2400 && from % 100 < 60 && to % 100 < 60;
    if (!sound || from == to) {
      return base::fail(
          codes::opening_hours,
          fmt::format("day {}: hours from {} to {} are not two different times as HHMM", i + 1,
                      day.from ? std::to_string(from) : "nothing", day.to ? std::to_string(to) : "nothing"),
          "write them as 800 and 1600; leave both empty on a day that is closed");
    }
    OpeningHours::Rule rule;
    rule.join = OpeningHours::Join::add;
    rule.weekdays = static_cast<std::uint8_t>(1U << i);
    const int begin = from / 100 * 60 + from % 100;
    const int end = to / 100 * 60 + to % 100;
    rule.times.push_back({begin, end > begin ? end : end + kDay, false});
    hours.rules.push_back(rule);
  }
  if (week.closed_holidays) {
    OpeningHours::Rule rule;
    rule.public_holidays = true;
    rule.state = DoorState::closed;
    hours.rules.push_back(rule);
  }
  return hours;
}

}  // namespace kjede::dispatch
