#pragma once
// When a door is open: OpenStreetMap's opening_hours grammar, and the AED register's hours per weekday. What cannot be
// read is an error that says where; it never counts as open.
//
//   KJEDE_ASSIGN(const auto hours, parse_opening_hours("Mo-Fr 08:00-16:00; PH off"));
//   state_at(hours, date, 9 * 60 + 30);   // open, closed or unknown, in local time
//
// Read: 24/7, weekdays and their ranges, PH, months and dates, several times a day, times past midnight (22:00-06:00,
// 26:00), open ends (18:00+: open until not known), off, closed, open, unknown, comments, rules joined by ; , and ||.
// Refused with a message: sunrise and sunset, week numbers, years, the nth weekday of a month, school holidays.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"

namespace kjede::dispatch {

enum class DoorState : std::uint8_t { closed, open, unknown };

struct OpeningHours {
  struct Times {
    int from = 0;  // minutes after midnight; `to` may lie after the next midnight
    int to = 24 * 60;
    bool open_end = false;  // open at `from`, not known until when
  };
  struct Dates {
    int from = 101;  // month * 100 + day, both included; may run over New Year
    int to = 1231;
  };
  enum class Join : std::uint8_t { replace, add, fallback };  // ; , ||
  struct Rule {
    Join join = Join::replace;
    std::uint8_t weekdays = 0;  // bit 0 Monday; 0 and no holidays: every day
    bool public_holidays = false;
    std::vector<Dates> dates;  // none: the whole year
    std::vector<Times> times;  // none: the whole day
    DoorState state = DoorState::open;
  };
  std::vector<Rule> rules;

  bool always() const;  // 24/7
};

// Fails with KJ1230; the caret stands at what was not understood.
base::Result<OpeningHours> parse_opening_hours(std::string_view text);

// The AED register's fields: from and to as HHMM (0–2400) for Monday to Sunday, both missing: closed that day.
struct WeekHours {
  struct Day {
    std::optional<int> from, to;
  };
  std::array<Day, 7> days;
  bool closed_holidays = false;
};
base::Result<OpeningHours> opening_hours_of(const WeekHours& week);

// Local time: the date and the minutes after its midnight.
DoorState state_at(const OpeningHours& hours, base::Date date, int minute);

// Norwegian public holidays (helligdager, 1 May and 17 May).
bool is_public_holiday(base::Date date);

}  // namespace kjede::dispatch
