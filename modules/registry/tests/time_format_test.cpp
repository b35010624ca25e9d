#include "../src/time_format.hpp"

#include <gtest/gtest.h>

#include "../src/zone_cache.hpp"

namespace kjede::registry {
namespace {

std::string utc(const ParsedTime& parsed) {
  if (parsed.fault != TimeFault::none) return "fault " + std::to_string(static_cast<int>(parsed.fault));
  return base::to_string(base::TimeZone::find("Europe/Oslo")->resolve(parsed.wall).instant);
}

std::string utc(std::string_view format, std::string_view text) {
  std::string why;
  const auto compiled = TimeFormat::compile(format, why);
  return compiled ? utc(compiled->parse(text)) : why;
}

TEST(TimeFormat, ReadsTheCommonForms) {
  EXPECT_EQ(utc(parse_common_time("2024-07-01T12:00")), "2024-07-01T10:00:00Z");
  EXPECT_EQ(utc(parse_common_time("2024-07-01 12:00:30.25")), "2024-07-01T10:00:30.250000Z");
  EXPECT_EQ(utc(parse_common_time("2024-07-01T12:00:00-05:00")), "2024-07-01T17:00:00Z");
  EXPECT_EQ(utc(parse_common_time("1.7.2024 12:00")), "2024-07-01T10:00:00Z");
  EXPECT_FALSE(parse_common_time("2024-07-01").has_clock);
}

TEST(TimeFormat, ReadsStatedForms) {
  EXPECT_EQ(utc("%d.%m.%Y %H:%M", "31.12.2024 23:59"), "2024-12-31T22:59:00Z");
  EXPECT_EQ(utc("%m/%d/%Y %I:%M:%S %p", "12/31/2024 12:05:00 AM"), "2024-12-30T23:05:00Z");
  EXPECT_EQ(utc("%Y%m%d", "20240229"), "2024-02-28T23:00:00Z");
  EXPECT_EQ(utc("%Y-%q", ""), "%q is not known; use %Y %m %d %H %I %M %S %p %z");
  EXPECT_EQ(utc("%H:%M", ""), "the format has no %Y");
}

TEST(TimeFormat, TellsFaultsApart) {
  EXPECT_EQ(parse_common_time("2023-02-29").fault, TimeFault::impossible_day);
  EXPECT_EQ(parse_common_time("2024-13-05").fault, TimeFault::swapped);
  EXPECT_EQ(parse_common_time("05.13.2024").fault, TimeFault::swapped);
  EXPECT_EQ(parse_common_time("31.13.2024").fault, TimeFault::impossible_day);
  EXPECT_EQ(parse_common_time("2024-01-01T24:00").fault, TimeFault::impossible_clock);
  EXPECT_EQ(parse_common_time("05/13/2024").fault, TimeFault::not_understood);
  EXPECT_EQ(parse_common_time("").fault, TimeFault::not_understood);
}

TEST(ZoneCache, AgreesWithTheZoneAroundBothClockChanges) {
  const auto zone = *base::TimeZone::find("Europe/Oslo");
  auto cache = std::make_unique<ZoneCache>(zone);
  for (const char* day : {"2024-03-31", "2024-10-27", "2024-06-01", "1969-12-31"}) {
    for (int minute = 0; minute < 24 * 60; minute += 7) {
      base::WallTime wall;
      wall.local = std::chrono::local_time<std::chrono::microseconds>(base::parse_date(day)->time_since_epoch()) +
                   std::chrono::minutes(minute);
      for (int again = 0; again < 2; ++again) {
        EXPECT_EQ(cache->resolve(wall).instant, zone.resolve(wall).instant);
        EXPECT_EQ(cache->resolve(wall).kind, zone.resolve(wall).kind);
      }
    }
  }
}

}  // namespace
}  // namespace kjede::registry
