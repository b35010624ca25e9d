#include <gtest/gtest.h>

#include <cmath>

#include "kjede/base/period.hpp"
#include "kjede/base/result.hpp"
#include "kjede/base/rng.hpp"
#include "kjede/base/time.hpp"

namespace kjede::base {
namespace {

TEST(Diagnostic, PointsAtThePlaceWithACaret) {
  auto file = std::make_shared<const SourceFile>(SourceFile{"ros.yaml", "a: 1\n  ærlig: x\n"});
  Diagnostic d;
  d.code = "KJ0107";
  d.message = "unknown key 'ærlig'";
  d.span = {file, 2, 3, 2, 8};
  d.suggestion = "did you mean 'where'?";
  EXPECT_EQ(render(d),
            "ros.yaml:2:3: error[KJ0107]: unknown key 'ærlig'\n"
            "   2 |   ærlig: x\n"
            "     |   ^^^^^ did you mean 'where'?\n");
}

TEST(Diagnostic, SuggestsOnlyWhatIsNear) {
  const std::vector<std::string> words{"where", "numerator", "goal"};
  EXPECT_EQ(nearest("wher", words), "where");
  EXPECT_EQ(nearest("xyzzy", words), "");
}

TEST(Time, RefusesImpossibleDays) {
  EXPECT_TRUE(parse_date("2024-02-29"));
  EXPECT_FALSE(parse_date("2023-02-29"));
  EXPECT_FALSE(parse_date("2023-13-01"));
  EXPECT_FALSE(parse_date("2023-01-01x"));
}

TEST(Time, ResolvesTheTwoClockChanges) {
  const auto oslo = TimeZone::find("Europe/Oslo");
  ASSERT_TRUE(oslo);
  EXPECT_FALSE(TimeZone::find("Europe/Atlantis"));
  const auto autumn = oslo->resolve(*parse_wall_time("2024-10-27T02:30"));
  EXPECT_EQ(autumn.kind, LocalKind::ambiguous);
  EXPECT_EQ(to_string(autumn.instant), "2024-10-27T00:30:00Z");
  EXPECT_EQ(oslo->resolve(*parse_wall_time("2024-03-31T02:30")).kind, LocalKind::nonexistent);
  EXPECT_EQ(to_string(oslo->resolve(*parse_wall_time("2024-10-27 02:30+01:00")).instant), "2024-10-27T01:30:00Z");
  EXPECT_EQ(oslo->local_text(*std::make_optional(autumn.instant)), "2024-10-27T02:30:00+02:00");
}

TEST(Period, LabelsRoundTrip) {
  for (const auto* label : {"2024", "2024-T1", "2024-Q4", "2024-12"}) {
    EXPECT_EQ(Period::parse(label)->label(), label);
  }
  EXPECT_FALSE(Period::parse("2024-Q5"));
  EXPECT_FALSE(Period::parse("24"));
  const auto tertial = Period::of(PeriodKind::tertial, make_date(2024, 9, 1));
  EXPECT_EQ(tertial.label(), "2024-T3");
  EXPECT_EQ(to_string(tertial.first_day()), "2024-09-01");
  EXPECT_EQ(to_string(tertial.last_day()), "2024-12-31");
}

TEST(Rng, IsTheSameEverywhereAndFair) {
  Rng rng(42);
  EXPECT_EQ(rng.next(), Rng(42).next());
  EXPECT_NE(rng.stream("a").next(), rng.stream("b").next());
  double sum = 0;
  for (int i = 0; i < 10000; ++i) sum += static_cast<double>(rng.poisson(3.5));
  EXPECT_NEAR(sum / 10000, 3.5, 0.1);
}

Result<int> half(int n) {
  static constexpr Code odd{"KJ0000", "odd", ""};
  if (n % 2 != 0) return fail(odd, "odd number");
  return n / 2;
}

Result<int> quarter(int n) {
  KJEDE_ASSIGN(const int once, half(n));
  return half(once);
}

TEST(Result, CarriesValueOrDiagnostics) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_EQ(quarter(6).error().front().message, "odd number");
}

}  // namespace
}  // namespace kjede::base
