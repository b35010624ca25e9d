#include "kjede/text/yaml.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "kjede/text/source.hpp"

namespace kjede::text {
namespace {

std::string problem(std::string text) {
  const auto parsed = parse_yaml(make_source("t.yaml", std::move(text)));
  return parsed ? "no error" : base::render(parsed.error());
}

YamlNode parsed(std::string text) {
  auto root = parse_yaml(make_source("t.yaml", std::move(text)));
  EXPECT_TRUE(root) << (root ? "" : base::render(root.error()));
  return root ? *root : YamlNode{};
}

std::string place(const base::SourceSpan& s) {
  return std::to_string(s.line) + ":" + std::to_string(s.column) + "-" + std::to_string(s.end_line) + ":" +
         std::to_string(s.end_column);
}

TEST(Yaml, KeepsTextAsWritten) {
  const YamlNode root = parsed("a: no\nb: \"01\"\nc: [1.50, 'x: y']\nd:\n");
  EXPECT_EQ(root.find("a")->scalar, "no");
  EXPECT_TRUE(root.find("a")->plain);
  EXPECT_FALSE(root.find("b")->plain);
  EXPECT_EQ(root.find("c")->items[0].scalar, "1.50");
  EXPECT_EQ(root.find("c")->items[1].scalar, "x: y");
  EXPECT_EQ(root.find("d")->scalar, "");
  EXPECT_EQ(root.find("e"), nullptr);
}

TEST(Yaml, PlacesCountCodePoints) {
  const YamlNode root = parsed("\xEF\xBB\xBFærlig: [å, ø]\nb:\n  c: d\n");
  EXPECT_EQ(place(root.entries[0].first.span), "1:2-1:7");  // the mark itself takes column 1
  EXPECT_EQ(place(parsed("ærlig: [å, ø]\n").find("ærlig")->items[1].span), "1:12-1:13");
  EXPECT_EQ(place(root.find("b")->span), "3:3-3:7");
  EXPECT_EQ(place(parsed("ærlig: [å, ø]\r\nb: c\r\n").find("b")->span), "2:4-2:5");
}

TEST(Yaml, SpanInFollowsEveryScalarStyle) {
  EXPECT_EQ(place(span_in(*parsed("k: airway in (x)\n").find("k"), 7, 9)), "1:11-1:13");
  EXPECT_EQ(place(span_in(*parsed("k: \"æ = \\\"x\\\" or y\"\n").find("k"), 5, 8)), "1:9-1:14");
  EXPECT_EQ(place(span_in(*parsed("k: 'a ''b'' c'\n").find("k"), 6, 7)), "1:13-1:14");
  EXPECT_EQ(place(span_in(*parsed("k: |\n  one\n  two x\n").find("k"), 8, 9)), "3:7-3:8");
  EXPECT_EQ(place(span_in(*parsed("k: |\n  one\n    two x\nl: m\n").find("k"), 10, 11)), "3:9-3:10");
  EXPECT_EQ(place(span_in(*parsed("k: >\n  one\n  two x\n").find("k"), 4, 7)), "3:3-3:6");
  EXPECT_EQ(place(span_in(*parsed("k: one\n  two\n  three\n").find("k"), 8, 13)), "3:3-3:8");
  EXPECT_EQ(place(span_in(*parsed("\xEF\xBB\xBFk: abc\n").find("k"), 1, 2)), "1:6-1:7");
  EXPECT_EQ(place(span_in(*parsed("k: \"a\\u00E5b\"\n").find("k"), 3, 4)), "1:12-1:13");
}

TEST(Yaml, SpanInAtTheEndsIsSafe) {
  const YamlNode root = parsed("k: ab\nempty:\n");
  EXPECT_EQ(place(span_in(*root.find("k"), 2, 99)), "1:6-1:6");
  EXPECT_EQ(span_in(*root.find("empty"), 0, 0).line, 2);
  EXPECT_EQ(place(span_in(root, 0, 1)), place(root.span));
}

TEST(Yaml, DuplicateKeysShowBothPlacesAndAllOfThem) {
  EXPECT_EQ(problem("a: 1\nb: 2\na: 3\nb: 4\n"),
            "t.yaml:3:1: error[KJ0112]: the key 'a' stands twice in this mapping\n"
            "   3 | a: 3\n"
            "     | ^ remove one\n"
            "  = it stands first at t.yaml:1:1\n"
            "t.yaml:4:1: error[KJ0112]: the key 'b' stands twice in this mapping\n"
            "   4 | b: 4\n"
            "     | ^ remove one\n"
            "  = it stands first at t.yaml:2:1\n");
}

TEST(Yaml, RefusesWhatDefinitionsDoNotUse) {
  EXPECT_EQ(problem("a: &x 1\n"),
            "t.yaml:1:4: error[KJ0113]: anchors (&name) are not used in these files\n"
            "   1 | a: &x 1\n"
            "     |    ^^^^ write the value out\n");
  EXPECT_EQ(problem("a: *x\n"),
            "t.yaml:1:4: error[KJ0113]: aliases (*name) are not used in these files\n"
            "   1 | a: *x\n"
            "     |    ^^ write the value out\n");
  EXPECT_EQ(problem("a: !int 1\n"),
            "t.yaml:1:4: error[KJ0113]: tags (!name) are not used in these files\n"
            "   1 | a: !int 1\n"
            "     |    ^^^^^^ quote the text if it starts with '!'\n");
  EXPECT_EQ(problem("? [a]\n: b\n"),
            "t.yaml:1:3: error[KJ0113]: a key must be text\n"
            "   1 | ? [a]\n"
            "     |   ^\n");
  EXPECT_EQ(problem("a: 1\n---\nb: 2\n"),
            "t.yaml:2:1: error[KJ0113]: a second document starts here; a file holds one\n"
            "   2 | ---\n"
            "     | ^^^\n");
}

TEST(Yaml, TabsEncodingsAndNul) {
  EXPECT_EQ(problem("a:\n\tb: 1\n"),
            "t.yaml:2:1: error[KJ0111]: a tab where YAML wants spaces\n"
            "   2 | \tb: 1\n"
            "     | ^ indent with spaces\n");
  EXPECT_EQ(problem("a: bl\xE5\n"),
            "t.yaml:1:6: error[KJ0104]: these bytes are not UTF-8\n"
            "   1 | a: bl\xE5\n"
            "     |      ^ save the file as UTF-8\n");
  EXPECT_EQ(problem("\xFF\xFE" + std::string("a\0", 2)).substr(0, 44), "t.yaml:1:1: error[KJ0104]: the file is UTF-1");
  EXPECT_EQ(problem(std::string("a: \0b\n", 6)).substr(0, 36), "t.yaml:1:4: error[KJ0105]: NUL byte\n");
  EXPECT_EQ(problem("a: \x01\n").substr(0, 63), "t.yaml:1:4: error[KJ0110]: the character U+0001 is not allowed\n");
  EXPECT_EQ(problem(""), "t.yaml:1:1: error[KJ0115]: the file is empty\n   1 | \n     | ^\n");
}

TEST(Yaml, SyntaxErrorsHaveAPlace) {
  EXPECT_EQ(problem("a: [1, 2\nb: 3\n"),
            "t.yaml:2:2: error[KJ0110]: did not find expected ',' or ']'\n"
            "   2 | b: 3\n"
            "     |  ^\n"
            "  = while parsing a flow sequence that starts at line 1\n");
}

TEST(Yaml, LimitsDepthAndSize) {
  EXPECT_NE(problem(std::string(500, '[')).find("error[KJ0114]: nested deeper than 64 levels"), std::string::npos);
  YamlLimits small;
  small.nodes = 3;
  const auto many = parse_yaml(make_source("t.yaml", "[1,2,3,4]"), small);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error()[0].message, "more than 3 values in one file");
  small.bytes = 4;
  const auto large = parse_yaml(make_source("t.yaml", "[1,2,3,4]"), small);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error()[0].message, "'t.yaml' is larger than 4 bytes");
}

TEST(Source, SaysWhyAFileCannotBeRead) {
  const auto folder = std::filesystem::temp_directory_path();
  EXPECT_EQ(base::render(read_source("no/such.yaml").error()),
            "error[KJ0101]: there is no file 'no/such.yaml'\n"
            "  = check the name and the folder the command runs in\n");
  EXPECT_EQ(read_source(folder).error()[0].code, "KJ0102");
  EXPECT_EQ(read_source(folder).error()[0].message, "'" + folder.string() + "' is a folder, not a file");
  const std::string itself = KJEDE_ROOM_DIR "/tests/yaml_test.cpp";
  EXPECT_EQ(read_source(itself, 10).error()[0].message, "'" + itself + "' is larger than 10 bytes");
  EXPECT_TRUE((*read_source(itself))->text.starts_with("#include"));
}

}  // namespace
}  // namespace kjede::text
