#pragma once
// Speed limits as OpenStreetMap writes them, in km/h.
// Source: OpenStreetMap wiki, "Key:maxspeed" and "Default speed limits".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kjede/road/road_class.hpp"

namespace kjede::road {

// "50", "30 mph", "10 knots", "none", "walk", "NO:urban", "DE:zone:30"; of several ("50;30") the lowest. Nothing for
// what is no limit (signals, variable) or cannot be read.
std::optional<std::uint8_t> parse_maxspeed(std::string_view text);

// What holds on a road of this class without a sign: the country's rule for towns or open country, whichever is usual
// for the class. A country that is not in the table is taken as Norway.
std::uint8_t implied_limit(std::string_view country, RoadClass kind);

// "NO" of "NO:urban"; empty for anything else.
std::string_view country_of(std::string_view text);

// "00:30", "01:30:00", "30" (minutes), "PT1H30M", in seconds. Nothing when it cannot be read.
std::optional<double> parse_duration(std::string_view text);

// "06:00-23:30", also with "Mo-Su " before it: minutes of the day; past midnight, above 1440.
struct DailyHours {
  int first = 0, last = 0;
};
std::optional<DailyHours> parse_daily_hours(std::string_view text);

}  // namespace kjede::road
