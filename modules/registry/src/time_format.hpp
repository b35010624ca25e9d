#pragma once
// Dates and times as files write them: a stated format (%d.%m.%Y %H:%M), or ISO 8601 and the Norwegian form.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"

namespace kjede::registry {

enum class TimeFault { none, not_understood, impossible_day, impossible_clock, swapped };

struct ParsedTime {
  TimeFault fault = TimeFault::none;
  base::WallTime wall{};
  bool has_clock = false;  // a time of day was given
};

// A format of % letters: %Y %m %d %H %I %M %S %p %z, and text that must stand as it is. %S takes a fraction too.
class TimeFormat {
 public:
  // Nothing, if the format has an unknown letter or gives no date; `why` then says so.
  static std::optional<TimeFormat> compile(std::string_view format, std::string& why);
  ParsedTime parse(std::string_view text) const;
  const std::string& text() const { return format_; }

 private:
  std::string format_;
};

// 2024-12-31, 2024-12-31T23:59[:30[.5]][Z|+01:00], 31.12.2024, 31.12.2024 23:59[:30].
ParsedTime parse_common_time(std::string_view text);

}  // namespace kjede::registry
