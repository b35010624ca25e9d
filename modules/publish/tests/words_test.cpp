#include "kjede/publish/words.hpp"

#include <gtest/gtest.h>

namespace kjede::publish {
namespace {

TEST(Words, NumbersAreWrittenAsTheLanguageDoes) {
  EXPECT_EQ(decimal(9.4, 1, Language::nb), "9,4");
  EXPECT_EQ(decimal(9.4, 1, Language::en), "9.4");
  EXPECT_EQ(decimal(-0.05, 1, Language::nb), "−0,1");
  EXPECT_EQ(decimal(0.04, 1, Language::nb), "0,0");
  EXPECT_EQ(integer(2905, Language::nb), "2905");
  EXPECT_EQ(integer(20227, Language::nb), "20\u00a0227");
  EXPECT_EQ(integer(1234567, Language::en), "1,234,567");
}

TEST(Words, PercentIsRoundedOnTheExactFraction) {
  EXPECT_EQ(percent(179, 199, 0, Language::nb), "90\u00a0%");
  EXPECT_EQ(percent(1997, 2553, 0, Language::en), "78%");
  EXPECT_EQ(percent(9, 2515, 1, Language::nb), "0,4\u00a0%");
  EXPECT_EQ(percent(1, 200, 0, Language::en), "1%");
  EXPECT_EQ(percent(0, 7, 1, Language::nb), "0,0\u00a0%");
}

TEST(Words, PeriodsAndDatesHaveNames) {
  EXPECT_EQ(period_text(*base::Period::parse("2024"), Language::nb), "2024");
  EXPECT_EQ(period_text(*base::Period::parse("2024-Q3"), Language::nb), "3. kvartal 2024");
  EXPECT_EQ(period_text(*base::Period::parse("2024-T2"), Language::en), "T2 2024");
  EXPECT_EQ(period_text(*base::Period::parse("2024-01"), Language::nb), "januar 2024");
  EXPECT_EQ(date_text(base::make_date(2025, 3, 1), Language::nb), "1. mars 2025");
  EXPECT_EQ(date_text(base::make_date(2025, 3, 1), Language::en), "1 March 2025");
}

TEST(Words, ListsAndPhrases) {
  EXPECT_EQ(list_text({"Bergen", "Førde", "Fonna"}, Language::nb), "Bergen, Førde og Fonna");
  EXPECT_EQ(list_text({"Bergen"}, Language::en), "Bergen");
  EXPECT_EQ(fill("{} av {}", {"1", "2"}), "1 av 2");
}

TEST(Words, NoWordIsMissing) {
  for (const auto language : {Language::nb, Language::en}) {
    const auto& all = words(language);
    const auto* first = reinterpret_cast<const std::string_view*>(&all);
    for (std::size_t i = 0; i < sizeof(Words) / sizeof(std::string_view); ++i) {
      EXPECT_FALSE(first[i].empty()) << to_string(language) << " word " << i;
    }
  }
}

}  // namespace
}  // namespace kjede::publish
