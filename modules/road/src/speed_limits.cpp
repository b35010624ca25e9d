#include "speed_limits.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace kjede::road {

namespace {

struct CountryLimits {
  std::string_view country;
  std::uint8_t urban, rural, motorway, living_street;
};

// Norway first: it stands for countries not listed.
constexpr std::array<CountryLimits, 14> countries{{{"NO", 50, 80, 110, 15},
                                                   {"SE", 50, 70, 110, 15},
                                                   {"DK", 50, 80, 130, 15},
                                                   {"FI", 50, 80, 120, 20},
                                                   {"IS", 50, 80, 90, 15},
                                                   {"DE", 50, 100, 130, 7},
                                                   {"AT", 50, 100, 130, 15},
                                                   {"CH", 50, 80, 120, 20},
                                                   {"LI", 50, 80, 120, 20},
                                                   {"NL", 50, 80, 100, 15},
                                                   {"FR", 50, 80, 130, 20},
                                                   {"GB", 48, 97, 113, 15},
                                                   {"NZ", 50, 100, 100, 15},
                                                   {"RU", 60, 90, 110, 20}}};

const CountryLimits& limits_of(std::string_view country) {
  const auto at = std::find_if(countries.begin(), countries.end(), [&](const auto& c) { return c.country == country; });
  return at == countries.end() ? countries.front() : *at;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> leading_number(std::string_view& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<std::uint8_t> as_limit(double kmh) {
  if (!(kmh >= 1 && kmh <= 250)) return std::nullopt;
  return static_cast<std::uint8_t>(std::lround(kmh));
}

// The part after the country: "urban", "zone:30", "zone30".
std::optional<std::uint8_t> named_limit(const CountryLimits& limits, std::string_view rule) {
  if (rule == "urban" || rule == "nsl_restricted") return limits.urban;
  if (rule == "rural" || rule == "nsl_single" || rule == "nsl_dual" || rule == "trunk" || rule == "expressway")
    return limits.rural;
  if (rule == "motorway") return limits.motorway;
  if (rule == "living_street" || rule == "pedestrian_zone") return limits.living_street;
  if (rule.starts_with("zone:")) return parse_maxspeed(rule.substr(5));
  if (rule.starts_with("zone")) return parse_maxspeed(rule.substr(4));
  return parse_maxspeed(rule);  // "RO:50"
}

std::optional<std::uint8_t> one_limit(std::string_view text) {
  text = trimmed(text);
  if (text == "none") return std::uint8_t{130};  // the advised speed of the only network where this is common
  if (text == "walk") return std::uint8_t{7};
  if (const auto country = country_of(text); !country.empty()) {
    return named_limit(limits_of(country), text.substr(country.size() + 1));
  }
  auto number = leading_number(text);
  if (!number) return std::nullopt;
  const auto unit = trimmed(text);
  if (unit == "mph") return as_limit(*number * 1.609344);
  if (unit == "knots") return as_limit(*number * 1.852);
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph") return as_limit(*number);
  return std::nullopt;
}

// Two digits at `at`.
std::optional<int> two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || std::isdigit(static_cast<unsigned char>(text[at])) == 0 ||
      std::isdigit(static_cast<unsigned char>(text[at + 1])) == 0) {
    return std::nullopt;
  }
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

std::optional<int> minute_of_day(std::string_view text) {
  const auto hour = two_digits(text, 0);
  const auto minute = two_digits(text, 3);
  if (text.size() != 5 || text[2] != ':' || !hour || !minute || *hour > 24 || *minute > 59) return std::nullopt;
  return *hour * 60 + *minute;
}

// "1H30M15S" after "PT".
std::optional<double> iso_duration(std::string_view text) {
  double seconds = 0;
  while (!text.empty()) {
    const auto number = leading_number(text);
    if (!number || text.empty() || *number < 0) return std::nullopt;
    const char unit = text.front();
    text.remove_prefix(1);
    if (unit != 'H' && unit != 'M' && unit != 'S') return std::nullopt;
    seconds += *number * (unit == 'H' ? 3600 : unit == 'M' ? 60 : 1);
  }
  return seconds;
}

}  // namespace

std::string_view country_of(std::string_view text) {
  const bool letters =
      text.size() > 3 && text[2] == ':' && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
  return letters ? text.substr(0, 2) : std::string_view();
}

std::optional<std::uint8_t> parse_maxspeed(std::string_view text) {
  std::optional<std::uint8_t> lowest;
  while (true) {
    const auto end = std::min(text.find_first_of(";|"), text.size());
    const auto limit = one_limit(text.substr(0, end));
    if (limit && (!lowest || *limit < *lowest)) lowest = limit;
    if (end == text.size()) return lowest;
    text.remove_prefix(end + 1);
  }
}

std::uint8_t implied_limit(std::string_view country, RoadClass kind) {
  const auto& limits = limits_of(country);
  switch (kind) {
    case RoadClass::motorway: return limits.motorway;
    case RoadClass::motorway_link:
    case RoadClass::trunk:
    case RoadClass::primary:
    case RoadClass::secondary: return limits.rural;
    case RoadClass::living_street: return limits.living_street;
    case RoadClass::service:
    case RoadClass::track: return 20;
    case RoadClass::path: return 10;
    default: return limits.urban;
  }
}

std::optional<double> parse_duration(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with("PT")) {
    const auto seconds = text.size() > 2 ? iso_duration(text.substr(2)) : std::nullopt;
    return seconds && *seconds > 0 && *seconds < 1e6 ? seconds : std::nullopt;
  }
  std::array<double, 3> parts{};
  std::size_t count = 0;
  while (count < parts.size()) {
    const auto number = leading_number(text);
    if (!number || *number < 0) return std::nullopt;
    parts[count++] = *number;
    if (text.empty()) break;
    if (text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  const double seconds = count == 1 ? parts[0] * 60 : parts[0] * 3600 + parts[1] * 60 + parts[2];
  return seconds > 0 && seconds < 1e6 ? std::optional(seconds) : std::nullopt;
}

std::optional<DailyHours> parse_daily_hours(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with("Mo-Su ")) text = text.substr(6);
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto first = minute_of_day(text.substr(0, 5));
  const auto last = minute_of_day(text.substr(6));
  if (!first || !last || *first >= 1440) return std::nullopt;
  return DailyHours{*first, *last <= *first ? *last + 1440 : *last};
}

}  // namespace kjede::road
