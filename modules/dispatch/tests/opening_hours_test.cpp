#include "kjede/dispatch/opening_hours.hpp"

#include <gtest/gtest.h>

namespace kjede::dispatch {
namespace {

// 2026-05-11 is a Monday; 14 May is Ascension Day, 17 May (a Sunday) Constitution Day.
std::string at(std::string_view text, unsigned day, int hour, int minute = 0, unsigned month = 5) {
  const auto hours = parse_opening_hours(text);
  if (!hours) return hours.error().front().message;
  constexpr std::string_view names[] = {"closed", "open", "unknown"};
  return std::string(
      names[static_cast<std::size_t>(state_at(*hours, base::make_date(2026, month, day), hour * 60 + minute))]);
}

std::string trouble(std::string_view text) {
  const auto hours = parse_opening_hours(text);
  if (hours) return "read";
  const auto& first = hours.error().front();
  return std::to_string(first.span.column) + ": " + first.message + "; " + first.suggestion;
}

TEST(OpeningHours, ReadsWeekdaysAndTimes) {
  const auto text = "Mo-Fr 08:00-12:00,13:00-16:00; Sa 10:00-14:00";
  EXPECT_EQ(at(text, 11, 8), "open");
  EXPECT_EQ(at(text, 11, 7, 59), "closed");
  EXPECT_EQ(at(text, 11, 12), "closed");
  EXPECT_EQ(at(text, 11, 13), "open");
  EXPECT_EQ(at(text, 16, 11), "open");
  EXPECT_EQ(at(text, 17, 11), "closed");
  EXPECT_EQ(at("Mo,We-Th 9-17", 13, 9), "open");
  EXPECT_EQ(at("Mo,We-Th 9-17", 12, 9), "closed");
  EXPECT_EQ(at("Sa-Mo 09:00-10:00", 11, 9), "open");
  EXPECT_EQ(at("mo-fr 08:00-16:00;", 11, 9), "open");
}

TEST(OpeningHours, KnowsAlways) {
  EXPECT_TRUE(parse_opening_hours("24/7")->always());
  EXPECT_TRUE(parse_opening_hours("00:00-24:00")->always());
  EXPECT_FALSE(parse_opening_hours("Mo-Su 08:00-16:00")->always());
  EXPECT_EQ(at("24/7", 17, 3), "open");
}

TEST(OpeningHours, RunsPastMidnight) {
  EXPECT_EQ(at("Fr 22:00-02:00", 15, 23), "open");
  EXPECT_EQ(at("Fr 22:00-02:00", 16, 1, 59), "open");
  EXPECT_EQ(at("Fr 22:00-02:00", 16, 2), "closed");
  EXPECT_EQ(at("Fr 22:00-02:00", 15, 1), "closed");
  EXPECT_EQ(at("Fr 20:00-26:00", 16, 1), "open");
}

TEST(OpeningHours, KnowsHolidays) {
  EXPECT_EQ(at("Mo-Fr 08:00-16:00; PH off", 14, 9), "closed");
  EXPECT_EQ(at("Mo-Fr 08:00-16:00", 14, 9), "open");
  EXPECT_EQ(at("Mo-Fr 08:00-16:00; PH 10:00-12:00", 14, 9), "closed");
  EXPECT_EQ(at("Mo-Fr 08:00-16:00; PH 10:00-12:00", 14, 11), "open");
  EXPECT_EQ(at("Mo-Fr,PH 08:00-16:00", 17, 9), "open");
}

TEST(OpeningHours, KnowsNorwegianHolidays2026) {
  int n = 0;
  for (auto day = base::make_date(2026, 1, 1); day < base::make_date(2027, 1, 1); day += std::chrono::days(1)) {
    n += is_public_holiday(day) ? 1 : 0;
  }
  EXPECT_EQ(n, 12);
  EXPECT_TRUE(is_public_holiday(base::make_date(2026, 4, 2)));   // Maundy Thursday
  EXPECT_TRUE(is_public_holiday(base::make_date(2026, 4, 6)));   // Easter Monday
  EXPECT_TRUE(is_public_holiday(base::make_date(2024, 5, 20)));  // Whit Monday
  EXPECT_FALSE(is_public_holiday(base::make_date(2026, 12, 24)));
}

TEST(OpeningHours, KnowsSeasons) {
  EXPECT_EQ(at("Jun-Aug 10:00-20:00", 11, 12), "closed");
  EXPECT_EQ(at("Jun-Aug 10:00-20:00", 11, 12, 0, 7), "open");
  EXPECT_EQ(at("May 10-Sep 15: Mo-Fr 09:00-17:00", 11, 12), "open");
  EXPECT_EQ(at("May 12-Sep 15 09:00-17:00", 11, 12), "closed");
  EXPECT_EQ(at("Nov-Feb 09:00-17:00", 11, 12, 0, 1), "open");
  EXPECT_EQ(at("Mo-Su 09:00-17:00; Dec 24 off", 24, 12, 0, 12), "closed");
}

TEST(OpeningHours, LaterRulesStandForTheirDay) {
  EXPECT_EQ(at("Mo-Su 08:00-20:00; Su 12:00-16:00", 17, 9), "closed");
  EXPECT_EQ(at("Mo-Su 08:00-20:00, Su 21:00-22:00", 17, 9), "open");
  EXPECT_EQ(at("Mo-Su 08:00-20:00; Mo 12:00-13:00 off", 11, 12, 30), "closed");
  EXPECT_EQ(at("Mo-Su 08:00-20:00; Mo 12:00-13:00 off", 11, 9), "open");
  EXPECT_EQ(at("Mo-Fr 08:00-16:00 || \"call first\"", 17, 9), "unknown");
}

TEST(OpeningHours, NeverTakesADoubtForOpen) {
  EXPECT_EQ(at("Mo-Fr 18:00+", 11, 19), "unknown");
  EXPECT_EQ(at("Mo-Fr 08:00-16:00 \"when the caretaker is in\"", 11, 9), "unknown");
  EXPECT_EQ(at("unknown", 11, 9), "unknown");
  EXPECT_EQ(at("off", 11, 9), "closed");
}

TEST(OpeningHours, SaysWhatItCannotRead) {
  EXPECT_EQ(trouble("7/24"),
            "2: opening hours not understood: '-' and the closing time are expected; did you mean 24/7?");
  EXPECT_EQ(trouble(""),
            "1: opening hours not understood: nothing is written; write it as in Mo-Fr 08:00-16:00; PH off");
  EXPECT_EQ(trouble("sunrise-sunset"),
            "1: opening hours not understood: times by the sun are not read; write it as in Mo-Fr 08:00-16:00; PH off");
  EXPECT_EQ(trouble("Mo-Fr 08:00-25:99"),
            "13: opening hours not understood: no such time; write it as in Mo-Fr 08:00-16:00; PH off");
  EXPECT_EQ(trouble("Mo-Fx 08:00-16:00"),
            "4: opening hours not understood: a weekday is expected; write it as in Mo-Fr 08:00-16:00; PH off");
  EXPECT_EQ(trouble("ring Kari"),
            "1: opening hours not understood: a day, a time, 24/7 or a state is expected; write it as in Mo-Fr "
            "08:00-16:00; PH off");
}

TEST(OpeningHours, ReadsTheAedRegister) {
  WeekHours week;
  for (std::size_t i = 0; i < 5; ++i) week.days[i] = {800, 1600};
  week.closed_holidays = true;
  const auto hours = opening_hours_of(week);
  ASSERT_TRUE(hours);
  EXPECT_EQ(state_at(*hours, base::make_date(2026, 5, 11), 9 * 60), DoorState::open);
  EXPECT_EQ(state_at(*hours, base::make_date(2026, 5, 14), 9 * 60), DoorState::closed);
  EXPECT_EQ(state_at(*hours, base::make_date(2026, 5, 16), 9 * 60), DoorState::closed);
  week.days[6] = {0, 2400};
  EXPECT_EQ(state_at(*opening_hours_of(week), base::make_date(2026, 5, 10), 23 * 60 + 59), DoorState::open);
  week.days[6] = {870, {}};
  EXPECT_EQ(opening_hours_of(week).error().front().message,
            "day 7: hours from 870 to nothing are not two different times as HHMM");
}

}  // namespace
}  // namespace kjede::dispatch
