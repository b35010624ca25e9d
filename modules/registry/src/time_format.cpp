#include "time_format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kjede::registry {
namespace {

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, micro = 0;
  bool afternoon = false, twelve_hours = false, has_clock = false;
  std::optional<std::chrono::minutes> offset;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool number(std::size_t min, std::size_t max, int& out) {
    std::size_t n = 0;
    int value = 0;
    while (n < max && n < rest_.size() && is_digit(rest_[n])) value = value * 10 + (rest_[n++] - '0');
    if (n < min) return false;
    rest_.remove_prefix(n);
    out = value;
    return true;
  }
  bool literal(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Digits after a second's decimal mark, to microseconds.
  void fraction(int& micro) {
    if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',') || !is_digit(rest_[1])) return;
    rest_.remove_prefix(1);
    int scale = 100'000;
    for (; !rest_.empty() && is_digit(rest_[0]); rest_.remove_prefix(1), scale /= 10) micro += (rest_[0] - '0') * scale;
  }
  bool offset(std::optional<std::chrono::minutes>& out) {
    if (literal('Z')) {
      out = std::chrono::minutes(0);
      return true;
    }
    const bool minus = !rest_.empty() && rest_[0] == '-';
    if (!minus && (rest_.empty() || rest_[0] != '+')) return false;
    rest_.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (!number(2, 2, hours)) return false;
    literal(':');
    if (!number(2, 2, minutes) || hours > 14 || minutes > 59) return false;
    out = std::chrono::minutes((minus ? -1 : 1) * (hours * 60 + minutes));
    return true;
  }
  bool half_day(bool& afternoon) {
    if (rest_.size() < 2 || (rest_[1] | 0x20) != 'm' || ((rest_[0] | 0x20) != 'a' && (rest_[0] | 0x20) != 'p'))
      return false;
    afternoon = (rest_[0] | 0x20) == 'p';
    rest_.remove_prefix(2);
    return true;
  }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(int month, int year) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : days[month - 1];
}

ParsedTime faulty(TimeFault fault) {
  ParsedTime parsed;
  parsed.fault = fault;
  return parsed;
}

ParsedTime judge(Parts p) {
  if (p.month > 12 && p.month <= 31 && p.day >= 1 && p.day <= 12) return faulty(TimeFault::swapped);
  if (p.year < 1800 || p.year > 2200 || p.month < 1 || p.month > 12 || p.day < 1 || p.day > days_in(p.month, p.year)) {
    return faulty(TimeFault::impossible_day);
  }
  if (p.twelve_hours) {
    if (p.hour < 1 || p.hour > 12) return faulty(TimeFault::impossible_clock);
    p.hour = p.hour % 12 + (p.afternoon ? 12 : 0);
  }
  if (p.hour > 23 || p.minute > 59 || p.second > 59) return faulty(TimeFault::impossible_clock);
  ParsedTime parsed;
  const auto date = base::make_date(p.year, static_cast<unsigned>(p.month), static_cast<unsigned>(p.day));
  parsed.wall.local = std::chrono::local_time<std::chrono::microseconds>(date.time_since_epoch()) +
                      std::chrono::hours(p.hour) + std::chrono::minutes(p.minute) + std::chrono::seconds(p.second) +
                      std::chrono::microseconds(p.micro);
  parsed.wall.offset = p.offset;
  parsed.has_clock = p.has_clock;
  return parsed;
}

bool clock(Scanner& in, Parts& p) {
  if (!in.number(1, 2, p.hour) || !in.literal(':') || !in.number(2, 2, p.minute)) return false;
  if (in.literal(':')) {
    if (!in.number(2, 2, p.second)) return false;
    in.fraction(p.micro);
  }
  p.has_clock = true;
  return true;
}

bool iso(Scanner& in, Parts& p) {
  if (!in.number(4, 4, p.year) || !in.literal('-') || !in.number(2, 2, p.month) || !in.literal('-') ||
      !in.number(2, 2, p.day)) {
    return false;
  }
  if (in.done()) return true;
  if ((!in.literal('T') && !in.literal(' ')) || !clock(in, p)) return false;
  return in.done() || (in.offset(p.offset) && in.done());
}

bool norwegian(Scanner& in, Parts& p) {
  if (!in.number(1, 2, p.day) || !in.literal('.') || !in.number(1, 2, p.month) || !in.literal('.') ||
      !in.number(4, 4, p.year)) {
    return false;
  }
  return in.done() || (in.literal(' ') && clock(in, p) && in.done());
}

bool letter(char kind, Scanner& in, Parts& p) {
  p.has_clock = p.has_clock || kind == 'H' || kind == 'I';
  switch (kind) {
    case 'Y': return in.number(4, 4, p.year);
    case 'm': return in.number(1, 2, p.month);
    case 'd': return in.number(1, 2, p.day);
    case 'H': return in.number(1, 2, p.hour);
    case 'I': p.twelve_hours = true; return in.number(1, 2, p.hour);
    case 'M': return in.number(1, 2, p.minute);
    case 'S':
      if (!in.number(1, 2, p.second)) return false;
      in.fraction(p.micro);
      return true;
    case 'p': return in.half_day(p.afternoon);
    case 'z': return in.offset(p.offset);
    default: return in.literal(kind);  // %%
  }
}

}  // namespace

std::optional<TimeFormat> TimeFormat::compile(std::string_view format, std::string& why) {
  std::string seen;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    const char kind = ++i < format.size() ? format[i] : '\0';
    if (kind == '\0' || std::string_view("YmdHIMSpz%").find(kind) == std::string_view::npos) {
      why =
          kind == '\0' ? "the format ends in %" : fmt::format("%{} is not known; use %Y %m %d %H %I %M %S %p %z", kind);
      return std::nullopt;
    }
    seen += kind;
  }
  for (const char needed : {'Y', 'm', 'd'}) {
    if (seen.find(needed) == std::string::npos) {
      why = fmt::format("the format has no %{}", needed);
      return std::nullopt;
    }
  }
  TimeFormat compiled;
  compiled.format_ = format;
  return compiled;
}

ParsedTime TimeFormat::parse(std::string_view text) const {
  Scanner in(text);
  Parts parts;
  for (std::size_t i = 0; i < format_.size(); ++i) {
    const bool ok = format_[i] == '%' ? letter(format_[++i], in, parts) : in.literal(format_[i]);
    if (!ok) return faulty(TimeFault::not_understood);
  }
  return in.done() ? judge(parts) : faulty(TimeFault::not_understood);
}

ParsedTime parse_common_time(std::string_view text) {
  Parts parts;
  Scanner in(text);
  if (text.size() > 4 && text[4] == '-' ? iso(in, parts) : norwegian(in, parts)) return judge(parts);
  return faulty(TimeFault::not_understood);
}

}  // namespace kjede::registry
