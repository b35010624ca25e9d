#include "kjede/catalog/parse.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.hpp"
#include "kjede/catalog/print.hpp"

namespace kjede::catalog {
namespace {

std::string canonical(const std::string& text, Wanted wanted = Wanted::any) {
  const auto found = parsed(text, wanted);
  return found.tree ? print(*found.tree) : found.messages;
}

TEST(Parse, ReadsWhatCliniciansWrite) {
  EXPECT_EQ(canonical("airway in (supraglottic, endotracheal) and not witnessed = ems"),
            "(airway in (supraglottic, endotracheal)) and (not (witnessed = ems))");
  EXPECT_EQ(canonical("0 min <= minutes from call_received to ambulance_on_scene < 70 min"),
            "(0 s <= (minutes from call_received to ambulance_on_scene)) and "
            "((minutes from call_received to ambulance_on_scene) < 4200 s)");
  EXPECT_EQ(canonical("age between 18 and 64 or age is unknown"), "((age >= 18) and (age <= 64)) or (age is unknown)");
  EXPECT_EQ(canonical("ventilation < 2.5 days and ventilation > 0"),
            "(ventilation < 216000 s) and (ventilation > 0 s)");
  EXPECT_EQ(canonical("cpc in (1, 2)"), "cpc in (1, 2)");
  EXPECT_EQ(canonical("yes = capnography"), "yes = capnography");
  EXPECT_EQ(canonical("year of arrest_date >= 2020 and burned ≥ 40 %"),
            "((year of arrest_date) >= 2020) and (burned >= 40.0)");
  EXPECT_EQ(canonical("age < 18 years"), "age < 18");
  EXPECT_EQ(canonical("capnography not in (yes)"), "not (capnography in (yes))");
  EXPECT_EQ(canonical("call_received >= 2024-06-01T12:00"), "call_received >= 2024-06-01T10:00:00Z");
  EXPECT_EQ(canonical("ventilation * 24 / 2 days"), "(ventilation * 24) / 172800 s");
  EXPECT_EQ(canonical("comment = 'x = y'"), "comment = 'x = y'");
  EXPECT_EQ(canonical("-age + 3"), "(0 - age) + 3");
}

TEST(Parse, CountsConditions) {
  EXPECT_EQ(canonical("at least 2 of (age > 1, age > 2, age > 3)"),
            "((age > 1) and (age > 2)) or ((age > 1) and (age > 3)) or ((age > 2) and (age > 3))");
}

TEST(Parse, FindsUnitsByWhatTheyAre) {
  EXPECT_EQ(canonical("angiography of hospital = yes"), "hospital in (tromso, arendal)");
  EXPECT_EQ(canonical("hospital within nord"), "hospital in (tromso, bodo)");
  EXPECT_EQ(canonical("hospital = bodo"), "hospital = bodo");
}

TEST(Parse, KnowsWhatIsMentioned) {
  const auto found = parsed("capnography = yes and (airway is unknown or capnography = no) and 3 < age");
  ASSERT_TRUE(found.tree) << found.messages;
  EXPECT_THAT(mentioned(*found.tree), testing::ElementsAre("capnography", "airway", "age"));
}

TEST(Parse, ReportsEveryMistakeOfMeaning) {
  EXPECT_EQ(parsed("capnografy = yes and airway = tube and age < 12 min").messages,
            "rule:1:1: error[KJ0305]: no variable, cohort or parameter 'capnografy' in register 'ohca'\n"
            "   1 | capnografy = yes and airway = tube and age < 12 min\n"
            "     | ^^^^^^^^^^ did you mean 'capnography'?\n"
            "rule:1:31: error[KJ0306]: 'tube' is not a code of 'airway'\n"
            "   1 | capnografy = yes and airway = tube and age < 12 min\n"
            "     |                               ^^^^ its codes are none, mask, supraglottic, endotracheal\n"
            "rule:1:46: error[KJ0314]: 'age' is in years, and this is a duration\n"
            "   1 | capnografy = yes and airway = tube and age < 12 min\n"
            "     |                                              ^^^^^^ write a number of years\n");
}

TEST(Parse, ReportsTheMistakeOfEachCondition) {
  const std::string text = "age > and capnografy = yes and (airway in mask or age between 3 and) and not age 7";
  const auto at = [&](std::size_t column, const std::string& message, const std::string& below) {
    return fmt::format("rule:1:{}: error[{}\n   1 | {}\n     | {}{}\n", column, message, text,
                       std::string(column - 1, ' '), below);
  };
  EXPECT_EQ(parsed(text).messages,
            at(7, "KJ0303]: a value or condition expected, found 'and'", "^^^") +
                at(11, "KJ0305]: no variable, cohort or parameter 'capnografy' in register 'ohca'",
                   "^^^^^^^^^^ did you mean 'capnography'?") +
                at(43, "KJ0303]: '(' expected after 'in', found 'mask'", "^^^^ write in (a, b)") +
                at(68, "KJ0303]: a value or condition expected, found ')'", "^") +
                at(82, "KJ0303]: '7' does not fit here", "^ join conditions with 'and' or 'or'"));
}

// The places of the mistakes, and of each message its first words.
std::string places(const std::string& text) {
  std::string said;
  const auto messages = parsed(text).messages;
  for (auto at = messages.find("rule:1:"); at != std::string::npos; at = messages.find("rule:1:", at + 1)) {
    const auto message = messages.find("]: ", at) + 3;
    said += messages.substr(at + 7, messages.find(':', at + 7) - at - 7) + " " +
            messages.substr(message, messages.find('\n', at) - message) + "\n";
  }
  return said;
}

TEST(Parse, ReportsTheMistakesOfBranchesListsAndOpenParentheses) {
  EXPECT_EQ(places("if age > and age < 3 then age else"),
            "10 a value or condition expected, found 'and'\n"
            "35 the expression is empty\n");
  EXPECT_EQ(places("(age > and age <"),
            "1 this parenthesis is not closed\n"
            "8 a value or condition expected, found 'and'\n"
            "17 a value or condition expected, but the expression ends here\n");
  EXPECT_EQ(places("airway in (mask none, = tube, ) is null"),
            "17 ')' expected at the end of the list, found 'none'\n"
            "23 a value or condition expected, found '='\n"
            "31 a value or condition expected, found ')'\n"
            "33 'is' does not fit here\n");
  EXPECT_EQ(places("at least 2 of (age >, sex = = male, age is)) and age 7"),
            "21 a value or condition expected, found ','\n"
            "29 a value or condition expected, found '='\n"
            "43 'unknown' or 'known' expected after 'is', found ')'\n"
            "44 ')' does not fit here\n"
            "54 '7' does not fit here\n");
  EXPECT_EQ(places("latest of (arrest_date, ) + = 3"),
            "25 a value or condition expected, found ')'\n"
            "29 a value or condition expected, found '='\n");
}

TEST(Parse, LeavesTheAndOfBetweenWhereItIs) {
  EXPECT_EQ(places("age between 3 and 5 and age >"),
            "30 a value or condition expected, but the expression ends here\n");
}

}  // namespace
}  // namespace kjede::catalog
