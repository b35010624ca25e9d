// Every endpoint for every role, from the OpenAPI document: what is not allowed answers as what does not exist.

#include "../../planning/tests/small_area.hpp"
#include "site_fixture.hpp"

namespace kjede::server::testing {
namespace {

using nlohmann::json;

class AccessTest : public SiteTest {
 protected:
  std::string scenarios() override {
    const auto area = planning::testing_area::write();
    std::filesystem::create_directories(area / "plans");
    write(area / "plans" / "base.yaml", "scenario: base\nname: {nb: I dag, en: Today}\nservice: ..\n");
    return (area / "plans").string();
  }

  json document() { return json::parse(ask("GET", "/api/v1/openapi.json").body); }

  static std::string filled(std::string path) {
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "haukeland");
    return path;
  }

  static std::string capital(std::string method) {
    for (auto& c : method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return method;
  }
};

TEST_P(AccessTest, NothingIsOpenToThoseWithoutTheRole) {
  const auto nothing = ask("GET", "/api/v1/there-is-nothing-here");
  ASSERT_EQ(nothing.status, 404);
  std::map<std::string, std::string> users{{"nobody", ""}};
  for (const auto role : service::kRoles) users[std::string(to_string(role))] = log_in(std::string(to_string(role)));
  int refused = 0;
  const auto api = document();
  for (const auto& [path, methods] : api["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      if (!operation.contains("x-roles")) continue;
      const auto roles = operation["x-roles"].get<std::set<std::string>>();
      for (const auto& [user, headers] : users) {
        if (user != "nobody" && (roles.contains(user) || roles.contains("any"))) continue;
        const auto reply = ask(capital(method), filled(path), headers, method == "get" ? "" : "{}");
        EXPECT_EQ(reply.status, 404) << user << " " << method << " " << path;
        EXPECT_EQ(reply.body, nothing.body) << user << " " << method << " " << path;
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 40);
}

TEST_P(AccessTest, ThoseWithTheRoleGetAnAnswer) {
  const auto api = document();
  for (const auto& [path, methods] : api["paths"].items()) {
    if (!methods.contains("get") || path.find('{') != std::string::npos || path.ends_with("/events")) continue;
    const auto& operation = methods["get"];
    if (!operation.contains("x-roles")) {
      const bool leads = operation["responses"].contains("303");  // to a provider: there is none here
      EXPECT_EQ(ask("GET", path).status, leads ? 404 : 200) << path;
      continue;
    }
    const auto role = operation["x-roles"][0].get<std::string>();
    const auto target = path.ends_with("/access-log") ? path + "?purpose=control" : path;
    const auto reply = ask("GET", target, log_in(role == "any" ? "registrar" : role));
    if (reply.status == 404 && json::parse(reply.body)["errors"][0]["code"] == "KJ1502") continue;  // no scheme here
    EXPECT_EQ(reply.status, 200) << path << " " << reply.body;
    if (operation["responses"]["200"]["content"].contains("application/json")) {
      EXPECT_EQ(json::parse(reply.body)["schema_version"], 1) << path;
    }
  }
}

// Every address with a record in it, from the document, for a registrar of another unit: the record is not there.
TEST_P(AccessTest, AForeignUnitsRecordIsNotThereAtAnyAddress) {
  const auto nothing = ask("GET", "/api/v1/there-is-nothing-here").body;
  const auto everywhere = log_in("registrar");
  const auto form = json::parse(ask("GET", "/api/v1/registers/ohca/form", everywhere).body);
  json units;
  for (const auto& variable : form["variables"]) {
    if (variable["name"] == "ambulance_service") units = variable["units"];
  }
  const json values{{"arrest_date", "2024-03-01"}, {"ambulance_service", units.front()["id"]}};
  const auto stored = ask("PUT", "/api/v1/registers/ohca/records/haukeland", everywhere,
                          json{{"version", 0}, {"values", values}}.dump());
  ASSERT_EQ(stored.status, 200) << stored.body;
  const json role{{"role", "registrar"}, {"unit", units.back()["id"]}};
  const json foreign{{"user", "foreign"}, {"password", kPassword}, {"roles", json::array({role})}};
  ASSERT_EQ(ask("POST", "/api/v1/users", log_in("administrator"), foreign.dump()).status, 201);
  const auto headers = log_in("foreign");
  int looked = 0;
  const auto api = document();
  for (const auto& [path, methods] : api["paths"].items()) {
    if (path.find("{key}") == std::string::npos) continue;
    auto target = path;
    target.replace(target.find("{register}"), std::string("{register}").size(), "ohca");
    for (const auto& [method, operation] : methods.items()) {
      if (method == "delete") continue;  // one's own draft, which is not there either
      const auto body = method == "get" ? std::string() : json{{"version", 1}, {"values", values}}.dump();
      const auto reply = ask(capital(method), filled(target), headers, body);
      EXPECT_EQ(reply.status, 404) << method << " " << path;
      EXPECT_EQ(reply.body, nothing) << method << " " << path;
      ++looked;
    }
  }
  EXPECT_GE(looked, 4);
  const auto record = json::parse(ask("GET", "/api/v1/registers/ohca/records/haukeland", everywhere).body);
  EXPECT_EQ(record["version"], 1);
}

TEST_P(AccessTest, UnsafeMethodsNeedTokenAndOrigin) {
  const auto headers = log_in("administrator");
  const auto without = [&](const std::string& name) {
    const auto at = headers.find(name);
    return headers.substr(0, at) + headers.substr(headers.find("\r\n", at) + 2);
  };
  const std::string body = R"({"user": "kari", "roles": []})";
  EXPECT_EQ(ask("POST", "/api/v1/users", without("X-CSRF-Token"), body).status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/users", without("Origin"), body).status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/users", without("Origin") + "Origin: http://evil.example\r\n", body).status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/users", headers, body).status, 201);
  EXPECT_EQ(ask("POST", "/api/v1/users", headers, body).status, 400);  // there is one now
}

TEST_P(AccessTest, ARevocationEndsSessionAndStreamAtOnce) {
  const auto kari = log_in("dispatcher");
  const auto admin = log_in("administrator");
  Client stream(port_);
  stream.send(text_of("GET", "/api/v1/events", kari));
  ASSERT_NE(stream.read_until("event: session"), "");
  ASSERT_EQ(ask("GET", "/api/v1/dispatch/board", kari).status, 200);
  ASSERT_EQ(ask("PATCH", "/api/v1/users/dispatcher", admin, R"({"roles": []})").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/dispatch/board", kari).status, 404);
  EXPECT_TRUE(stream.closed());
  ASSERT_EQ(ask("PATCH", "/api/v1/users/dispatcher", admin, R"({"disabled": true})").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/session", kari).status, 404);
}

TEST_P(AccessTest, LoggingInRotatesTheSessionAndOutEndsIt) {
  const auto first = log_in("planner");
  const json body{{"user", "planner"}, {"password", kPassword}};
  const auto second = ask("POST", "/api/v1/session", first, body.dump());
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/session", first).status, 404);
  EXPECT_THAT(second.headers.at("set-cookie"), ::testing::HasSubstr("HttpOnly; SameSite=Lax"));
  const auto third = log_in("planner");
  EXPECT_EQ(ask("DELETE", "/api/v1/session", third).status, 204);
  EXPECT_EQ(ask("GET", "/api/v1/session", third).status, 404);
}

TEST_P(AccessTest, AWrongPasswordAndAnUnknownNameAnswerAlikeAndLockOut) {
  const auto headers = "Content-Type: application/json\r\nOrigin: " + origin() + "\r\n";
  const std::string known = R"({"user": "planner", "password": "x"})",
                    unknown = R"({"user": "nobody", "password": "x"})";
  const auto one = ask("POST", "/api/v1/session", headers, known);
  const auto other = ask("POST", "/api/v1/session", headers, unknown);
  EXPECT_EQ(one.status, 401);
  EXPECT_EQ(one.body, other.body);
  for (int i = 0; i < 4; ++i) ask("POST", "/api/v1/session", headers, known);
  const auto locked = ask("POST", "/api/v1/session", headers, known);
  EXPECT_EQ(locked.status, 429);
  EXPECT_THAT(locked.body, ::testing::HasSubstr("KJ0953"));
}

KJEDE_BOTH_ADAPTERS(AccessTest);

}  // namespace
}  // namespace kjede::server::testing
