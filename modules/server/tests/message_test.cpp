#include "kjede/server/message.hpp"

#include <gmock/gmock.h>

#include "kjede/server/route.hpp"

namespace kjede::server {
namespace {

TEST(Target, IsDecodedOnce) {
  const auto target = parse_target("/api/v1/units/st%C3%B8?year=2024&name=a+b%20c");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/v1/units/stø");
  EXPECT_EQ(target->query.at("name"), "a b c");
}

TEST(Target, PathTricksAreNoAddress) {
  for (const auto* trick : {"/../etc/passwd", "/a/../../b", "/%2e%2e/etc/passwd", "/a/%2E%2E/b", "/a/./b", "/a%00b",
                            "/a\\..\\b", "/a%5c..%5cb", "/%ff", "/%c0%ae%c0%ae/", "/%zz", "/%4", "http://other/", "",
                            "*", "/a?x=1&x=2", "/a?x=%0d%0aSet-Cookie:%20a"}) {
    EXPECT_FALSE(parse_target(trick)) << trick;
  }
  EXPECT_TRUE(parse_target("/..a/b..c/..."));
  EXPECT_EQ(parse_target("/%252e%252e/x")->path, "/%2e%2e/x");  // decoded once, never twice
}

TEST(Payload, IsPackedWhenThatHelps) {
  EXPECT_FALSE(make_payload("application/json", std::string(5000, 'a'))->gzip.empty());
  EXPECT_TRUE(make_payload("application/json", "{}")->gzip.empty());
  EXPECT_TRUE(make_payload("image/png", std::string(5000, 'a'))->gzip.empty());
  EXPECT_EQ(make_payload("text/plain", "x")->etag, make_payload("text/css", "x")->etag);
}

TEST(Request, FindsItsCookie) {
  Request request;
  request.headers = {{"cookie", "other=1; kjede=abc; kjede2=x"}};
  EXPECT_EQ(request.cookie("kjede"), "abc");
  EXPECT_EQ(request.cookie("kjed"), "");
}

TEST(Routes, MatchWholeSegmentsWithEndings) {
  RouteTable table;
  table.add({.pattern = "/units/{id}.csv", .handler = {}}).add({.pattern = "/units/{id}", .handler = {}});
  EXPECT_EQ(table.at("/units/a.csv").front().path.at("id"), "a");
  EXPECT_EQ(table.at("/units/a.csv").front().number, 0u);
  EXPECT_EQ(table.at("/units/a").front().number, 1u);
  EXPECT_TRUE(table.at("/units/").empty());
  EXPECT_TRUE(table.at("/units").empty());
  EXPECT_TRUE(table.at("/units/a/b").empty());
  EXPECT_TRUE(table.at("/units/.csv").size() == 1 && table.at("/units/.csv").front().number == 1u);
}

}  // namespace
}  // namespace kjede::server
