// Who should be sent, and all alerts in one step; who may frame what.

#include "kjede/demo/csv.hpp"
#include "kjede/demo/scheme.hpp"
#include "kjede/dispatch/place_index.hpp"
#include "kjede/service/import.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/service/scheme.hpp"
#include "site_fixture.hpp"

namespace kjede::server::testing {
namespace {

using nlohmann::json;

class NoSchemeTest : public SiteTest {
 protected:
  static json arrest(const std::string& name, double lon, double lat) {
    return {{"incident", name},    {"lon", lon},
            {"lat", lat},          {"indication", "unconscious_not_breathing"},
            {"priority", "acute"}, {"received", "2026-05-17T12:00:00.123Z"}};  // as a browser writes it
  }
};

class RecommendTest : public NoSchemeTest {
 protected:
  // The synthetic scheme of today, small.
  void fill(const service::WorkspaceOptions& workspace) override {
    auto opened = service::open(workspace);
    ASSERT_EQ(::kjede::testing::said(opened), "ok");
    const auto rules = service::load_rules(workspace.catalog, "");
    ASSERT_EQ(::kjede::testing::said(rules), "ok");
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    demo::SchemeOptions options;
    options.day = std::chrono::floor<std::chrono::days>(now);
    options.faults = false;
    options.aeds = 20;
    options.units = 20;
    options.responders = 80;
    for (const auto& requirement : rules->requirements) {
      if (requirement.met == dispatch::Met::attested) options.attested.push_back(requirement.number);
    }
    demo::CsvFolder files((folder_ / "scheme").string());
    ASSERT_EQ(::kjede::testing::said(demo::make_scheme(options, files)), "ok");
    base::NoProgress quiet;
    for (const auto& file : files.written()) {
      const auto done = service::import_records(opened->catalog, *opened->records,
                                                {.register_id = file.register_id,
                                                 .files = {file.path},
                                                 .mapping = {},
                                                 .rejects = (folder_ / "rejects.csv").string(),
                                                 .language = "en",
                                                 .recorded = {}},
                                                base::Instant(options.day), quiet);
      ASSERT_EQ(::kjede::testing::said(done), "ok");
    }
    const auto scheme = service::load_scheme(*opened->records, opened->catalog, std::nullopt);
    ASSERT_EQ(::kjede::testing::said(scheme), "ok");
    for (const auto& unit : scheme->units) places_.push_back({unit.lon, unit.lat});
  }

  // An arrest beside the first unit that may go at this hour, and what is recommended for it.
  std::pair<json, json> find_incident(const std::string& headers, const std::string& name) {
    for (const auto& place : places_) {
      auto incident = arrest(name, place.lon, place.lat);
      const auto reply = ask("POST", "/api/v1/dispatch/recommend", headers, incident.dump());
      EXPECT_EQ(reply.status, 200) << reply.body;
      if (reply.status != 200) break;
      auto answer = json::parse(reply.body);
      if (!answer["responders"].empty()) return {incident, answer};
    }
    return {};
  }

  std::vector<json> timeline(const std::string& headers, const std::string& incident) {
    const auto reply = ask("GET", "/api/v1/dispatch/incidents/" + incident + "/events", headers);
    if (reply.status != 200) return {};
    return json::parse(reply.body)["events"].get<std::vector<json>>();
  }

  std::vector<dispatch::Place> places_;
};

TEST_P(RecommendTest, TheAmbulanceComesFirstAndNothingIsWritten) {
  const auto headers = log_in("dispatcher");
  const auto [incident, answer] = find_incident(headers, "i-1");
  ASSERT_FALSE(answer.is_null());
  EXPECT_EQ(answer["schema_version"], 1);
  EXPECT_EQ(answer["incident"], "i-1");
  EXPECT_FALSE(answer["ordinary"].empty());
  EXPECT_EQ(answer["responders"][0]["eta_straight_line"], true);
  for (const auto* member : {"decided", "reserves", "not_eligible", "police", "time_gain_seconds", "remarks"})
    EXPECT_TRUE(answer.contains(member)) << member;
  EXPECT_TRUE(timeline(headers, "i-1").empty());
}

TEST_P(RecommendTest, AnAlertIsOneStepWithTheRecommendationInIt) {
  const auto headers = log_in("dispatcher");
  const auto [incident, answer] = find_incident(headers, "i-2");
  ASSERT_FALSE(answer.is_null());
  const json order{{"incident", incident}, {"alert", {{"responders", json::array({answer["responders"][0]["unit"]})}}}};
  const auto with_key = headers + "Idempotency-Key: alert-1\r\n";
  const auto reply = ask("POST", "/api/v1/dispatch/incidents", with_key, order.dump());
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto events = timeline(headers, "i-2");
  std::map<std::string, int> kinds;
  for (const auto& event : events) ++kinds[event["kind"].get<std::string>()];
  EXPECT_EQ(kinds["incident_opened"], 1);
  EXPECT_EQ(kinds["recommended"], 1);
  EXPECT_GE(kinds["ordinary_alerted"], 1);
  EXPECT_EQ(kinds["responder_alerted"], 1);
  // Sent again after a lost answer it is still one order.
  const auto again = ask("POST", "/api/v1/dispatch/incidents", with_key, order.dump());
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(timeline(headers, "i-2").size(), events.size());
  // Who is out is not recommended elsewhere.
  auto other = incident;
  other["incident"] = "i-3";
  const auto next = json::parse(ask("POST", "/api/v1/dispatch/recommend", headers, other.dump()).body);
  for (const auto& responder : next["responders"]) EXPECT_NE(responder["unit"], answer["responders"][0]["unit"]);
}

TEST_P(RecommendTest, TheSituationKnowsWhatUnitsSayAndWhoIsOutAndHowOldThatIs) {
  const auto headers = log_in("dispatcher");
  const auto unit = [&](const std::string& id) {
    const auto all = json::parse(ask("GET", "/api/v1/dispatch/situation", headers).body);
    for (const auto& one : all["units"]) {
      if (one["id"] == id) return one;
    }
    return json();
  };
  const auto first = json::parse(ask("GET", "/api/v1/dispatch/situation", headers).body);
  EXPECT_EQ(first["position_age_limit"], 1800);
  const auto id = first["units"][0]["id"].get<std::string>();
  const json said{{"reports", {{{"id", id}, {"lon", 5.5}, {"lat", 61.5}, {"state", "returning"}}}}};
  ASSERT_EQ(ask("POST", "/api/v1/dispatch/positions", headers, said.dump()).status, 200);
  EXPECT_EQ(unit(id)["lon"], 5.5);
  EXPECT_EQ(unit(id)["state"], "returning");
  EXPECT_EQ(unit(id)["old"], false);
  const json late{{"reports", {{{"id", id}, {"lon", 5.6}, {"lat", 61.5}, {"at", "2020-01-01T00:00:00Z"}}}}};
  ASSERT_EQ(ask("POST", "/api/v1/dispatch/positions", headers, late.dump()).status, 200);
  EXPECT_EQ(unit(id)["lon"], 5.5);  // an older report than the one that is known
  const json bad{{"reports", {{{"id", id}, {"lon", 500}, {"lat", 61.5}}}}};
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/positions", headers, bad.dump()).status, 400);
  EXPECT_EQ(ask("GET", "/api/v1/dispatch/aeds.geojson", headers).status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/dispatch/situation", log_in("planner")).status, 404);
}

TEST_P(RecommendTest, TheOthersSeeWhoHasAnIncidentOpen) {
  const auto headers = log_in("dispatcher");
  EXPECT_EQ(ask("PUT", "/api/v1/dispatch/incidents/i-9/watch", headers, "{}").status, 404);
  const json order{{"incident", arrest("i-9", places_.at(0).lon, places_.at(0).lat)},
                   {"alert", {{"responders", json::array()}, {"no_responders", "danger at the scene"}}}};
  ASSERT_EQ(ask("POST", "/api/v1/dispatch/incidents", headers, order.dump()).status, 201);
  const auto watched = [&] {
    return json::parse(ask("GET", "/api/v1/dispatch/board", headers).body)["missions"][0]["watched_by"];
  };
  EXPECT_EQ(ask("PUT", "/api/v1/dispatch/incidents/i-9/watch", headers, "{}").status, 204);
  EXPECT_EQ(watched(), json::array({"dispatcher"}));
  EXPECT_EQ(ask("DELETE", "/api/v1/dispatch/incidents/i-9/watch", headers, "{}").status, 204);
  EXPECT_EQ(watched(), json::array());
}

TEST_P(RecommendTest, WithoutAPlayThereIsNothingToSteer) {
  const auto headers = log_in("dispatcher");
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/play", headers, R"({"speed": 6})").status, 404);
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/play", headers, R"({"speed": 600})").status, 400);
  EXPECT_TRUE(json::parse(ask("GET", "/api/v1/dispatch/board", headers).body)["play"].is_null());
}

TEST_P(RecommendTest, NothingIsWrittenWhenAResponderWasNotRecommended) {
  const auto headers = log_in("dispatcher");
  const json order{{"incident", arrest("i-4", places_.at(0).lon, places_.at(0).lat)},
                   {"alert", {{"responders", json::array({"nobody"})}}}};
  const auto reply = ask("POST", "/api/v1/dispatch/incidents", headers, order.dump());
  EXPECT_EQ(reply.status, 409);
  EXPECT_THAT(reply.body, ::testing::HasSubstr("KJ0961"));
  EXPECT_TRUE(timeline(headers, "i-4").empty());
}

TEST_P(RecommendTest, AResponderIsLeftOutWithAReason) {
  const auto headers = log_in("dispatcher");
  const json order{{"incident", arrest("i-5", places_.at(0).lon, places_.at(0).lat)},
                   {"alert", {{"responders", json::array()}, {"no_responders", "danger at the scene"}}}};
  ASSERT_EQ(ask("POST", "/api/v1/dispatch/incidents", headers, order.dump()).status, 201);
  std::map<std::string, int> kinds;
  for (const auto& event : timeline(headers, "i-5")) ++kinds[event["kind"].get<std::string>()];
  EXPECT_EQ(kinds["not_alerted"], 1);
  EXPECT_EQ(kinds["responder_alerted"], 0);
}

TEST_P(RecommendTest, EveryFaultOfAnOrderIsSaid) {
  const auto headers = log_in("dispatcher");
  const json order{{"incident", "i-6"}, {"alert", {{"responders", "all"}, {"police", true}}}, {"now", 1}};
  const auto reply = ask("POST", "/api/v1/dispatch/incidents", headers, order.dump());
  EXPECT_EQ(reply.status, 400);
  for (const auto* fault : {"'incident' is no object", "'alert.responders' is no list of names",
                            "'alert' has a member that is not known here", "a member of the body is not known here"})
    EXPECT_THAT(reply.body, ::testing::HasSubstr(fault));
  const auto bad = ask("POST", "/api/v1/dispatch/recommend", headers, R"({"incident": "i-6", "lon": 10.7})");
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(bad.body, ::testing::HasSubstr("'lat' is missing"));
}

TEST_P(RecommendTest, RoadsThatCannotBeReadStopTheStart) {
  stop_ = true;
  thread_.join();
  site_.reset();
  ApplicationOptions options;
  options.workspace = {.catalog = KJEDE_SOURCE_DIR "/catalog",
                       .store = location_,
                       .key_file = (folder_ / "key").string(),
                       .mode = store::Mode::read_write};
  options.roads = (folder_ / "missing.road").string();
  EXPECT_THAT(::kjede::testing::said(Application::open(options)), ::testing::HasSubstr("missing.road"));
}

// The site then lets the operator name the ambulance.
TEST_P(NoSchemeTest, WithoutASchemeNothingIsRecommended) {
  const auto headers = log_in("dispatcher");
  const auto incident = arrest("i-7", 10.7, 59.9);
  const auto asked = ask("POST", "/api/v1/dispatch/recommend", headers, incident.dump());
  EXPECT_EQ(asked.status, 404);
  EXPECT_THAT(asked.body, ::testing::HasSubstr("no scheme to recommend from"));
  const json order{{"incident", incident}, {"alert", {{"responders", json::array()}}}};
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/incidents", headers, order.dump()).status, 404);
}

TEST_P(NoSchemeTest, OnlyEmbeddedFiguresMayBeFramed) {
  const auto embedded = ask("GET", "/embed/rosc/funnel");
  ASSERT_EQ(embedded.status, 200);
  EXPECT_THAT(embedded.headers.at("content-security-policy"), ::testing::HasSubstr("frame-ancestors *"));
  EXPECT_FALSE(embedded.headers.contains("x-frame-options"));
  for (const auto* path : {"/", "/embed", "/embedded/x", "/login", "/api/v1/units", "/nothing.txt"}) {
    const auto reply = ask("GET", path);
    EXPECT_THAT(reply.headers.at("content-security-policy"), ::testing::HasSubstr("frame-ancestors 'none'")) << path;
    EXPECT_EQ(reply.headers.at("x-frame-options"), "DENY") << path;
  }
}

KJEDE_BOTH_ADAPTERS(NoSchemeTest);
KJEDE_BOTH_ADAPTERS(RecommendTest);

}  // namespace
}  // namespace kjede::server::testing
