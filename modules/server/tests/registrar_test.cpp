// A registrar stores a form: judged by the import's rules, within the registrar's units, nothing lost to another.

#include "site_fixture.hpp"

namespace kjede::server::testing {
namespace {

using nlohmann::json;

class RegistrarTest : public SiteTest {
 protected:
  static json form(const std::string& place = "bergen") {
    return {{"arrest_date", "2024-03-01"}, {"ambulance_service", place}};
  }
  Reply put(const std::string& headers, const std::string& key, const json& body) {
    return ask("PUT", "/api/v1/registers/ohca/records/" + key, headers, body.dump());
  }
  // The first ambulance service of the form, and another that is not in its trust.
  std::pair<std::string, std::string> services(const std::string& headers) {
    const auto form = json::parse(ask("GET", "/api/v1/registers/ohca/form", headers).body);
    for (const auto& variable : form["variables"]) {
      if (variable["name"] != "ambulance_service") continue;
      const auto& units = variable["units"];
      return {units.front()["id"].get<std::string>(), units.back()["id"].get<std::string>()};
    }
    return {};
  }
};

TEST_P(RegistrarTest, AFormIsStoredJudgedAndKeptInVersions) {
  const auto headers = log_in("registrar");
  const auto [service, other] = services(headers);
  const json first{{"version", 0}, {"values", form(service)}};
  const auto stored = put(headers, "E-1", first);
  ASSERT_EQ(stored.status, 200) << stored.body;
  EXPECT_EQ(json::parse(stored.body)["version"], 1);
  EXPECT_EQ(put(headers, "E-1", first).status, 200);  // sent twice: stored once
  EXPECT_EQ(json::parse(ask("GET", "/api/v1/registers/ohca/records/E-1", headers).body)["version"], 1);
  const json bad{{"version", 1}, {"values", {{"arrest_date", "2024-03-01"}, {"first_completed", "2024-02-01"}}}};
  const auto refused = put(headers, "E-1", bad);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, ::testing::HasSubstr("Form completed before the arrest"));
  const json done{{"version", 1}, {"values", {{"first_completed", "2024-04-01"}}}};
  EXPECT_EQ(put(headers, "E-1", done).status, 200);
  const json late{{"version", 1}, {"values", {{"first_completed", "2024-05-01"}}}};
  const auto stale = put(headers, "E-1", late);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(json::parse(stale.body)["current"]["values"]["first_completed"], "2024-04-01");
  EXPECT_EQ(json::parse(stale.body)["yours"]["first_completed"], "2024-05-01");
  const auto versions = json::parse(ask("GET", "/api/v1/registers/ohca/records/E-1/versions", headers).body);
  ASSERT_EQ(versions["versions"].size(), 2u);
  EXPECT_EQ(versions["versions"][0]["changes"][0]["after"], "2024-04-01");
  const auto log = ask("GET", "/api/v1/privacy/access-log?purpose=test", log_in("data_protection"));
  EXPECT_THAT(log.body, ::testing::HasSubstr("ohca/E-1"));
}

TEST_P(RegistrarTest, AnotherUnitsRecordIsNotThere) {
  const auto everywhere = log_in("registrar");
  const auto [service, other] = services(everywhere);
  ASSERT_EQ(put(everywhere, "E-2", {{"version", 0}, {"values", form(service)}}).status, 200);
  const auto admin = log_in("administrator");
  const json kari{{"user", "kari"}, {"password", kPassword}, {"roles", {{{"role", "registrar"}, {"unit", other}}}}};
  ASSERT_EQ(ask("POST", "/api/v1/users", admin, kari.dump()).status, 201);
  const auto headers = log_in("kari");
  const auto nothing = ask("GET", "/api/v1/there-is-nothing-here").body;
  EXPECT_EQ(ask("GET", "/api/v1/registers/ohca/records/E-2", headers).body, nothing);
  EXPECT_EQ(ask("GET", "/api/v1/registers/ohca/records/E-2/versions", headers).body, nothing);
  EXPECT_EQ(put(headers, "E-2", {{"version", 1}, {"values", form(other)}}).body, nothing);
  EXPECT_EQ(put(headers, "E-3", {{"version", 0}, {"values", form(service)}}).body, nothing);
  EXPECT_EQ(put(headers, "E-3", {{"version", 0}, {"values", form(other)}}).status, 200);
  EXPECT_EQ(ask("POST", "/api/v1/registers/ohca/imports", headers, "event_id\n1\n").body, nothing);
  const auto emergency = headers + "X-Emergency-Reason: patient in danger\r\n";
  EXPECT_EQ(ask("GET", "/api/v1/registers/ohca/records/E-2", emergency).status, 200);
  const auto log = ask("GET", "/api/v1/privacy/access-log?purpose=test", log_in("data_protection"));
  EXPECT_THAT(log.body, ::testing::HasSubstr("patient in danger"));
}

TEST_P(RegistrarTest, ADraftIsKeptAndJudged) {
  const auto headers = log_in("registrar");
  const auto [service, other] = services(headers);
  const json draft{{"version", 0}, {"values", {{"arrest_date", "2024-13-01"}, {"ambulance_service", service}}}};
  const auto kept = ask("PUT", "/api/v1/registers/ohca/records/E-4/draft", headers, draft.dump());
  ASSERT_EQ(kept.status, 200) << kept.body;
  EXPECT_EQ(json::parse(kept.body)["findings"][0]["variable"], "arrest_date");
  const auto back = json::parse(ask("GET", "/api/v1/registers/ohca/records/E-4/draft", headers).body);
  EXPECT_EQ(back["draft"]["values"]["arrest_date"], "2024-13-01");
  EXPECT_EQ(ask("GET", "/api/v1/registers/ohca/records/E-4/draft", log_in("secretariat")).status, 404);
  const auto work = json::parse(ask("GET", "/api/v1/worklist", headers).body);
  EXPECT_EQ(work["items"][0]["reason"], "draft");
  EXPECT_EQ(ask("DELETE", "/api/v1/registers/ohca/records/E-4/draft", headers).status, 204);
  const json person{{"version", 0}, {"values", form(service)}, {"identifier", "01018012345"}};
  EXPECT_EQ(ask("PUT", "/api/v1/registers/ohca/records/E-4/draft", headers, person.dump()).status, 400);
}

TEST_P(RegistrarTest, AnImportIsPreviewedThenDone) {
  const auto headers = log_in("registrar");
  const auto [service, other] = services(headers);
  const auto rows =
      "event_id,arrest_date,ambulance_service\nI-1,2024-01-01," + service + "\nI-2,2024-99-01," + service + "\n";
  const auto preview = json::parse(ask("POST", "/api/v1/registers/ohca/imports?preview=true", headers, rows).body);
  EXPECT_EQ(preview["read"], 2);
  EXPECT_EQ(preview["rejected"], 1);
  EXPECT_EQ(preview["rejects"][0]["row"], 2);
  EXPECT_EQ(ask("GET", "/api/v1/registers/ohca/records/I-1", headers).status, 404);
  const auto done = json::parse(ask("POST", "/api/v1/registers/ohca/imports", headers, rows).body);
  EXPECT_EQ(done["new"], 1);
  EXPECT_EQ(ask("GET", "/api/v1/registers/ohca/records/I-1", headers).status, 200);
}

TEST_P(RegistrarTest, AForeignFileIsMappedByChoosingAndItsBadRowComesBackWithItsCells) {
  const auto headers = log_in("registrar");
  const auto [service, other] = services(headers);
  const std::string rows = "Nr;Dag;Tjeneste\nM-1;2024-01-01;nord\nM-2;2024-99-01;nord\n";
  const auto look = json::parse(ask("POST", "/api/v1/registers/ohca/imports/look", headers, rows).body);
  ASSERT_EQ(look["columns"].size(), 3u) << look;
  EXPECT_EQ(look["columns"][2]["column"], "Tjeneste");
  EXPECT_EQ(look["columns"][2]["values"], json::array({"nord"}));
  EXPECT_TRUE(look["columns"][0]["variable"].is_null());
  const json choice{{"variables",
                     {{"event_id", {{"from", "Nr"}}},
                      {"arrest_date", {{"from", "Dag"}}},
                      {"ambulance_service", {{"from", "Tjeneste"}, {"codes", {{"nord", service}}}}}}}};
  const auto kept = ask("PUT", "/api/v1/registers/ohca/mappings/tjeneste%20nord", headers, choice.dump());
  ASSERT_EQ(kept.status, 200) << kept.body;
  const auto all = json::parse(ask("GET", "/api/v1/registers/ohca/mappings", headers).body);
  EXPECT_EQ(all["mappings"][0]["name"], "tjeneste nord");
  const auto where = "/api/v1/registers/ohca/imports?lang=en&mapping=tjeneste%20nord";
  const auto done = json::parse(ask("POST", where, headers, rows).body);
  EXPECT_EQ(done["new"], 1) << done;
  ASSERT_EQ(done["rejects"].size(), 1u);
  EXPECT_EQ(done["rejects"][0]["cells"], json::array({"M-2", "2024-99-01", "nord"}));
  EXPECT_EQ(json::parse(ask("POST", where, headers, "Nr;Dag;Tjeneste\nM-2;2024-09-01;nord\n").body)["new"], 1);
  const auto versions = json::parse(ask("GET", "/api/v1/registers/ohca/records/M-2/versions", headers).body);
  EXPECT_EQ(versions["versions"][0]["recorded_by"], "registrar");
  EXPECT_EQ(versions["versions"][0]["source"], "upload");
  const json wrong{{"variables", {{"no_such_variable", {{"from", "Nr"}}}}}};
  EXPECT_EQ(ask("PUT", "/api/v1/registers/ohca/mappings/x", headers, wrong.dump()).status, 400);
}

KJEDE_BOTH_ADAPTERS(RegistrarTest);

}  // namespace
}  // namespace kjede::server::testing
