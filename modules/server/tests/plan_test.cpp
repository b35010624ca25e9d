// The planner's endpoints over a small area: what a plan means, plans saved by two, a day played.

#include "../../planning/tests/small_area.hpp"
#include "site_fixture.hpp"

namespace kjede::server::testing {
namespace {

using nlohmann::json;

class PlanTest : public SiteTest {
 protected:
  std::string scenarios() override {
    const auto area = planning::testing_area::write();
    std::filesystem::create_directories(area / "plans");
    write(area / "plans" / "base.yaml", "scenario: base\nname: {nb: I dag, en: Today}\nservice: ..\n");
    return (area / "plans").string();
  }
  void fill(const service::WorkspaceOptions& workspace) override {
    auto opened = service::open(workspace);
    ASSERT_EQ(::kjede::testing::said(opened), "ok");
    auto accounts = service::Accounts::open(opened->records->database());
    service::Account account;
    account.name = "ola";
    account.grants = {{service::Role::planner, ""}};
    ASSERT_EQ(::kjede::testing::said((*accounts)->add(account, service::Password(kPassword), base::Instant{})), "ok");
  }
  json body(const Reply& reply, int status) {
    EXPECT_EQ(reply.status, status) << reply.body;
    return json::parse(reply.body, nullptr, false);
  }
};

TEST_P(PlanTest, CoverageAndComparisonOfAPlanByHand) {
  const auto kari = log_in("planner");
  const std::string closed = R"({"base": "base", "close": ["s1"]})";
  const auto coverage = body(ask("POST", "/api/v1/plan/coverage", kari, R"({"plan": )" + closed + "}"), 200);
  EXPECT_EQ(coverage["groups"][0]["population_within"], 1500.0);
  const auto compared = body(
      ask("POST", "/api/v1/plan/compare", kari, R"({"scenarios": ["base", )" + closed + R"(], "replications": 4})"),
      200);
  EXPECT_EQ(compared["scenarios"][1]["lose"]["places"][0]["place"], "Vest");
  EXPECT_EQ(compared["groups"][0]["mean_minutes"][1]["verdict"], "worse");
  const auto wrong =
      body(ask("POST", "/api/v1/plan/coverage", kari, R"({"plan": {"base": "base", "yeer": 2030}})"), 422);
  EXPECT_EQ(wrong["errors"][0]["suggestion"], "did you mean 'year'?");
  EXPECT_EQ(ask("POST", "/api/v1/plan/coverage", kari, R"({"plan": {"base": "base", "close": ["<script>"]}})").status,
            422);
}

TEST_P(PlanTest, TwoWhoSaveAtOnce) {
  const auto kari = log_in("planner"), ola = log_in("ola");
  const std::string path = "/api/v1/plan/saved/aaaa-1111";
  const auto plan = [](int version, const std::string& name) {
    return json{{"name", name}, {"version", version}, {"plan", "base"}}.dump();
  };
  EXPECT_EQ(body(ask("PUT", path, kari, plan(0, "Kari")), 200)["version"], 1);
  EXPECT_EQ(body(ask("PUT", path, ola, plan(1, "Ola")), 200)["version"], 2);
  const auto conflict = body(ask("PUT", path, kari, plan(1, "Kari again")), 409);
  EXPECT_EQ(conflict["errors"][0]["code"], "KJ0972");
  EXPECT_EQ(conflict["current"]["saved_by"], "ola");
  EXPECT_EQ(conflict["current"]["plan"], "base");
  const auto shown = body(ask("GET", path, ola), 200);
  EXPECT_EQ(shown["owner"], "planner");
  EXPECT_EQ(shown["versions"].size(), 2U);
  EXPECT_EQ(body(ask("GET", path + "?version=1", ola), 200)["name"], "Kari");
  EXPECT_EQ(body(ask("GET", "/api/v1/plan/saved", ola), 200)["plans"][0]["mine"], false);
  EXPECT_EQ(body(ask("DELETE", path, ola), 403)["errors"][0]["code"], "KJ0971");
  EXPECT_EQ(ask("DELETE", path, kari).status, 204);
  EXPECT_EQ(ask("GET", path, kari).status, 404);
}

TEST_P(PlanTest, ADayIsTheSameForTheSameSeed) {
  const auto kari = log_in("planner");
  const auto played = [&](int seed) {
    return ask("POST", "/api/v1/plan/day", kari, json{{"plan", "base"}, {"seed", seed}, {"weekday", 5}}.dump()).body;
  };
  const auto day = json::parse(played(4));
  EXPECT_EQ(day["units"].size(), 3U);
  EXPECT_TRUE(day["events"].is_array());
  EXPECT_EQ(day.dump(), json::parse(played(4)).dump());
  EXPECT_NE(day.dump(), json::parse(played(5)).dump());
  EXPECT_EQ(ask("POST", "/api/v1/plan/day", kari, R"({"plan": "base", "weekday": 9})").status, 422);
}

KJEDE_BOTH_ADAPTERS(PlanTest);

}  // namespace
}  // namespace kjede::server::testing
