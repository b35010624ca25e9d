// Two operators, one unit: exactly one gets it, the other is told; a repeated request writes nothing twice.

#include "site_fixture.hpp"

namespace kjede::server::testing {
namespace {

using nlohmann::json;

class DispatchTest : public SiteTest {
 protected:
  static json opened(const std::string& incident) {
    return {{"kind", "incident_opened"},
            {"incident", incident},
            {"initiator", "amk"},
            {"purpose", "life_saving"},
            {"indication", "cardiac_arrest"},
            {"priority", "acute"},
            {"in_hospital", false},
            {"lon", 10.7},
            {"lat", 59.9}};
  }
  static json alerted(const std::string& unit) {
    return {{"kind", "ordinary_alerted"}, {"unit", unit}, {"channel", "nodnett"}};
  }
};

TEST_P(DispatchTest, OneUnitGoesToOneIncident) {
  const auto operator_one = log_in("dispatcher");
  const auto operator_two = log_in("dispatcher");
  Client stream(port_);
  stream.send(text_of("GET", "/api/v1/events", operator_two));
  ASSERT_NE(stream.read_until("event: session"), "");
  for (const auto* incident : {"i-1", "i-2"}) {
    const auto reply = ask("POST", "/api/v1/dispatch/incidents", operator_one,
                           json{{"events", json::array({opened(incident)})}}.dump());
    ASSERT_EQ(reply.status, 201) << reply.body;
  }
  EXPECT_NE(stream.read_until("\"i-2\""), "");
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/incidents/i-1/events", operator_one, alerted("A1").dump()).status, 201);
  const auto late = ask("POST", "/api/v1/dispatch/incidents/i-2/events", operator_two, alerted("A1").dump());
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, ::testing::HasSubstr("KJ12"));
  const auto board = json::parse(ask("GET", "/api/v1/dispatch/board", operator_two).body);
  ASSERT_EQ(board["missions"].size(), 2u);
  EXPECT_EQ(board["missions"][0]["units"][0]["unit"], "A1");
  EXPECT_EQ(board["missions"][0]["lon"], 10.7);
}

TEST_P(DispatchTest, ARepeatedStepIsWrittenOnce) {
  const auto headers = log_in("dispatcher") + "Idempotency-Key: step-1\r\n";
  const auto body = json::array({opened("i-3")}).dump();
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/incidents", headers, body).status, 201);
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/incidents", headers, body).status, 200);
  const auto timeline = ask("GET", "/api/v1/dispatch/incidents/i-3/events", headers);
  EXPECT_EQ(json::parse(timeline.body)["events"].size(), 1u) << timeline.body;
  EXPECT_EQ(ask("GET", "/api/v1/dispatch/incidents/i-9/events", headers).status, 404);
  EXPECT_EQ(ask("POST", "/api/v1/dispatch/incidents/i-3/events", headers, alerted("A1").dump()).status, 200);
}

TEST_P(DispatchTest, NoResponderWithoutAnAmbulance) {
  const auto headers = log_in("dispatcher");
  ask("POST", "/api/v1/dispatch/incidents", headers, json::array({opened("i-4")}).dump());
  const json responder{
      {"kind", "responder_alerted"}, {"unit", "F1"},     {"channel", "nodnett"}, {"group", "fire"},
      {"role", "to_patient"},        {"agreement", "a"}, {"secure", true},       {"content", "cardiac arrest"}};
  const auto reply = ask("POST", "/api/v1/dispatch/incidents/i-4/events", headers, responder.dump());
  EXPECT_EQ(reply.status, 409) << reply.body;
}

KJEDE_BOTH_ADAPTERS(DispatchTest);

}  // namespace
}  // namespace kjede::server::testing
