#include "kjede/text/table.hpp"

#include <gtest/gtest.h>

#include "kjede/text/utf8.hpp"

namespace kjede::text {
namespace {

TEST(Table, AlignsByWhatTheTerminalShows) {
  Table table({{"unit"}, {"n", Align::right}, {"level"}});
  table.add({"Tromsø", "12", "green"});
  table.add({"e\xCC\x81t\xC3\xA9 日本", "3 299", ""});
  table.add({"x"});
  EXPECT_EQ(table.render(),
            "unit          n  level\n"
            "────────  ─────  ─────\n"
            "Tromsø       12  green\n"
            "e\xCC\x81té 日本  3 299\n"
            "x\n");
}

TEST(Table, CutsLongTextToTheWidthOfTheTerminal) {
  Table table({{"unit"}, {"n", Align::right}});
  table.add({"Universitetssykehuset Nord-Norge", "1"});
  EXPECT_EQ(table.render({.colour = false, .max_width = 20}),
            "unit               n\n"
            "─────────────────  ─\n"
            "Universitetssyke…  1\n");
}

TEST(Table, ColourOnlyWhenAsked) {
  Table table({{"level"}});
  table.add({{"green", Tone::green}});
  EXPECT_EQ(table.render(), "level\n─────\ngreen\n");
  EXPECT_EQ(table.render({.colour = true, .max_width = 0}), "\x1B[1mlevel\x1B[0m\n─────\n\x1B[32mgreen\x1B[0m\n");
}

TEST(Table, DataCannotCommandTheTerminal) {
  Table table({{"x"}});
  table.add({"a\x1B[31m\nb"});
  EXPECT_EQ(table.render(), "x\n────────\na [31m b\n");
}

TEST(Utf8, KnowsWhatIsValid) {
  EXPECT_EQ(first_invalid_utf8("æøå"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("a\xC3"), 1U);
  EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1U);  // a surrogate
  EXPECT_EQ(first_invalid_utf8("\xC0\x80"), 0U);       // overlong
  std::string text;
  append_windows_1252("\xE5\x96", text);
  EXPECT_EQ(text, "å–");
}

}  // namespace
}  // namespace kjede::text
