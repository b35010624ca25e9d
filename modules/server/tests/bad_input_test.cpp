// What clients send by mistake or by malice.

#include "site_fixture.hpp"

namespace kjede::server::testing {
namespace {

class BadInputTest : public SiteTest {
 protected:
  ServerLimits limits() override {
    ServerLimits small;
    small.connections = 60;
    small.header_time = std::chrono::milliseconds(300);
    small.body_time = std::chrono::milliseconds(300);
    return small;
  }
};

TEST_P(BadInputTest, WhatIsNoHttpIsToldSo) {
  for (const auto* nonsense :
       {"\r\n\r\n", "GET\r\n\r\n", "hello there, this is no request at all\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nContent-Length: x\r\n\r\n"}) {
    Client client(port_);
    client.send(nonsense);
    const auto reply = client.read();
    EXPECT_TRUE(reply.status == 400 || reply.status == 404 || reply.status == 0) << nonsense << reply.status;
  }
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
}

TEST_P(BadInputTest, PathTricksLeadNowhere) {
  for (const auto* trick :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/link.txt", "/.hidden",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt", "//secret.txt", "/api/v1/reports/..%2fsecret.txt"}) {
    const auto reply = ask("GET", trick);
    EXPECT_TRUE(reply.status == 400 || reply.status == 404) << trick << " " << reply.status;
    EXPECT_EQ(reply.body.find("outside"), std::string::npos) << trick;
  }
}

TEST_P(BadInputTest, ASlowClientIsSentAway) {
  Client slow(port_);
  slow.send("GET /healthz HTTP/1.1\r\nHo");
  EXPECT_EQ(slow.read().status, 0);
  Client half(port_);  // a body that never comes
  half.send(text_of("POST", "/api/v1/session",
                    "Content-Type: application/json\r\nOrigin: " + origin() + "\r\nContent-Length: 100\r\n"));
  EXPECT_EQ(half.read().status, 0);
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
}

TEST_P(BadInputTest, AHugeBodyIsRefusedBeforeItIsRead) {
  Client client(port_);
  client.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\nOrigin: " + origin() +
              "\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n{");
  EXPECT_EQ(client.read().status, 413);
  Client chunked(port_);
  chunked.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\nOrigin: " + origin() +
               "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" +
               std::string(16384, 'x'));
  EXPECT_EQ(chunked.read().status, 413);
}

TEST_P(BadInputTest, LongHeadersAreRefused) {
  EXPECT_EQ(ask("GET", "/healthz", "X-Long: " + std::string(20000, 'x') + "\r\n").status, 431);
}

TEST_P(BadInputTest, FaultsOfABodyAreAllTold) {
  const auto headers = "Content-Type: application/json\r\nOrigin: " + origin() + "\r\n";
  const auto said = [&](const std::string& body) { return ask("POST", "/api/v1/session", headers, body); };
  EXPECT_EQ(said("{").status, 400);
  EXPECT_EQ(said("[]").status, 400);
  EXPECT_EQ(said(std::string(4000, '[')).status, 400);
  EXPECT_EQ(said(R"({"user": "a", "user": "b", "password": "c"})").status, 400);
  EXPECT_EQ(said("{\"user\": \"\xff\", \"password\": \"c\"}").status, 400);
  const auto many = said(R"({"user": 1, "pasword": "c"})");
  EXPECT_THAT(many.body, ::testing::HasSubstr("'user' is no text"));
  EXPECT_THAT(many.body, ::testing::HasSubstr("did you mean 'password'?"));
  EXPECT_THAT(many.body, ::testing::HasSubstr("'password' is missing"));
  EXPECT_EQ(ask("POST", "/api/v1/session", "Origin: " + origin() + "\r\nContent-Type: text/plain\r\n", "{}").status,
            400);
}

TEST_P(BadInputTest, SqlAndScriptAreOnlyText) {
  for (const auto* text : {"'; drop table kjede_user; --", "<script>alert(1)</script>", "${7*7}", "admin'--"}) {
    const nlohmann::json body{{"user", text}, {"password", text}};
    const auto reply =
        ask("POST", "/api/v1/session", "Content-Type: application/json\r\nOrigin: " + origin() + "\r\n", body.dump());
    EXPECT_EQ(reply.status, 401) << text;
    EXPECT_EQ(reply.body.find(text), std::string::npos);
  }
  EXPECT_EQ(ask("GET", "/api/v1/units/%3Cscript%3E").status, 404);
  EXPECT_EQ(ask("GET", "/api/v1/indicators/'%20or%201=1").status, 404);
  log_in("registrar");
}

TEST_P(BadInputTest, ParametersThatAreNotKnownAreTold) {
  const auto reply = ask("GET", "/api/v1/national?yeer=2024");
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, ::testing::HasSubstr("did you mean 'year'?"));
  EXPECT_EQ(ask("GET", "/api/v1/national?year=x").status, 400);
  EXPECT_EQ(ask("POST", "/api/v1/site").status, 405);
}

TEST_P(BadInputTest, TooManyConnectionsAreRefusedAndTheRestGoesOn) {
  std::vector<std::unique_ptr<Client>> many;
  for (int i = 0; i < 200; ++i) many.push_back(std::make_unique<Client>(port_));
  many.clear();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
}

TEST_P(BadInputTest, FilesCarryTheirHeaders) {
  const auto page = ask("GET", "/indicator/anything");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  EXPECT_THAT(page.headers.at("content-security-policy"), ::testing::HasSubstr("script-src 'self';"));
  const auto script = ask("GET", "/assets/index-4f3a.js", "Accept-Encoding: gzip\r\n");
  EXPECT_THAT(script.headers.at("cache-control"), ::testing::HasSubstr("immutable"));
  EXPECT_EQ(script.headers.at("content-encoding"), "gzip");
  const auto again = ask("GET", "/assets/index-4f3a.js", "If-None-Match: " + script.headers.at("etag") + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(ask("GET", "/assets/none.js").status, 404);
  const auto head = ask("HEAD", "/api/v1/site");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
}

KJEDE_BOTH_ADAPTERS(BadInputTest);

}  // namespace
}  // namespace kjede::server::testing
