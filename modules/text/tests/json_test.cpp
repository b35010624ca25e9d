#include "kjede/text/json.hpp"

#include <gtest/gtest.h>

#include "kjede/text/source.hpp"

namespace kjede::text {
namespace {

std::string problem(std::string text) {
  const auto parsed = parse_json(make_source("t.json", std::move(text)));
  return parsed ? "no error" : base::render(parsed.error());
}

TEST(Json, KeepsOrderAndDoubles) {
  const auto parsed = parse_json(make_source("t.json", R"({"b":0.1,"a":[1,2.0,1e300],"æ":null})"));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_text(*parsed, -1), R"({"b":0.1,"a":[1,2.0,1e+300],"æ":null})");
  EXPECT_EQ(to_text(Json{{"x", 1}}), "{\n  \"x\": 1\n}\n");
}

TEST(Json, PlacesErrors) {
  EXPECT_EQ(problem("{\"a\": 1,\n \"æ\" 2}"),
            "t.json:2:6: error[KJ0130]: syntax error while parsing object separator - unexpected number literal; "
            "expected ':'\n"
            "   2 |  \"æ\" 2}\n"
            "     |      ^\n");
  EXPECT_EQ(problem("{\"a\": 1, \"a\": 2}"),
            "error[KJ0132]: 't.json': the key 'a' stands twice in one object\n  = remove one\n");
  EXPECT_EQ(problem("\"\xE5\"").substr(0, 56), "t.json:1:2: error[KJ0104]: these bytes are not UTF-8\n   ");
  EXPECT_NE(problem(std::string(100'000, '[')).find("nested deeper than 128 levels"), std::string::npos);
}

}  // namespace
}  // namespace kjede::text
