// Live alerting by the policies over virtual time: phases, replacement after refusal or silence, standing down, rest.

#include "kjede/service/alert_escalation.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "../../dispatch/tests/small_scheme.hpp"
#include "kjede/service/alert.hpp"
#include "kjede/service/recommendation.hpp"

namespace kjede::service {
namespace {

using namespace dispatch::testing;
using dispatch::EventKind;
using dispatch::MissionEvent;
using dispatch::ResourceKind;
using text::Json;

const base::Instant kStart = noon().instant;

base::Instant after(int seconds) { return kStart + std::chrono::seconds(seconds); }

class AlertEscalationTest : public ::testing::Test, protected SmallScheme {
 protected:
  AlertEscalationTest() {
    std::filesystem::create_directories(folder_);
    resource("A1", ResourceKind::ambulance, 15);
    for (int i = 1; i <= 6; ++i) unit(fmt::format("u{}", i), "hjelpekorps", 0.2 * i);
  }
  ~AlertEscalationTest() override {
    escalation_.reset();
    log_.reset();
    std::filesystem::remove_all(folder_);
  }

  // The first alert, as `kjede dispatch alert` makes it.
  void begin(const char* policy, const EscalationOptions& options = {}) {
    open(options);
    const auto events = alert_step(*recommend(incident_, *dispatch::responder_policy(policy), start_), incident_,
                                   missions(), {.recorder = "op3"}, start_);
    ASSERT_TRUE(events) << base::render(events.error());
    ASSERT_TRUE(log_->propose("first", *events));
  }
  void open(const EscalationOptions& options = {}) {
    escalation_.reset();
    log_.reset();
    log_ = *ResponderLog::open({(folder_ / "log.duckdb").string(), "", store::Mode::read_write});
    session_ = *RecommendSession::open(scheme, rules, {}, start_, progress_);
    escalation_ = *AlertEscalation::open(
        *log_,
        [this](const auto& incident, const auto& policy, base::Instant now) {
          return recommend(incident, policy, now);
        },
        options);
  }
  base::Result<dispatch::Recommendation> recommend(const dispatch::Incident& incident,
                                                   const dispatch::ResponderPolicy& policy, base::Instant now) {
    ++asked_;
    session_->take(missions());
    return session_->recommend(incident, policy, now);
  }
  dispatch::MissionBoard missions() {
    dispatch::MissionBoard out;
    log_->look([&](const auto& board) { out = board; });
    return out;
  }
  void happens(EventKind kind, const std::string& unit, int second, Json fields = Json::object()) {
    const auto step = log_->propose(fmt::format("{}-{}-{}", to_string(kind), unit, second),
                                    {{kind, incident_.id, unit, after(second), "amk", after(second), "op3", fields}});
    ASSERT_TRUE(step) << base::render(step.error());
  }
  // What the policy wrote in these seconds: "60 silent u1".
  std::string wrote(int from, int to) {
    std::string out;
    auto seen = static_cast<std::int64_t>(log_->events()->size());
    for (int second = from; second <= to; ++second) {
      const auto turn = escalation_->turn(after(second));
      EXPECT_TRUE(turn) << base::render(turn.error());
      const auto events = *log_->events_from(seen + 1);
      for (const auto& each : events) {
        seen = each.seq;
        if (each.event.kind == EventKind::recommended) continue;
        out += fmt::format("{} {} {}\n", second, to_string(each.event.kind), each.event.unit);
      }
    }
    return out;
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
                                  fmt::format("kjede-escalation-{}-{}", ::getpid(),
                                              ::testing::UnitTest::GetInstance()->current_test_info()->name());
  base::NoProgress progress_;
  base::Instant start_ = kStart;
  dispatch::Incident incident_ = arrest();
  std::unique_ptr<ResponderLog> log_;
  std::unique_ptr<RecommendSession> session_;
  std::unique_ptr<AlertEscalation> escalation_;
  int asked_ = 0;
};

TEST_F(AlertEscalationTest, OfTheDefaultReplacesWhoeverRefusesOrIsSilent) {
  begin("kjede");  // u1, u2, u3
  happens(EventKind::acknowledged, "u1", 10);
  happens(EventKind::refused, "u2", 20);
  EXPECT_EQ(wrote(20, 59), "20 responder_alerted u4\n");
  EXPECT_EQ(wrote(60, 130),
            "60 silent u3\n60 responder_alerted u5\n80 silent u4\n80 responder_alerted u6\n120 silent u5\n");
  EXPECT_EQ(asked_, 5);  // the first, and once for each that was lost: not every second
  EXPECT_EQ(wrote(131, 200), "140 silent u6\n");
}

TEST_F(AlertEscalationTest, TheSecondRingIsAlertedWhenItsTimeHasCome) {
  for (int i = 0; i < 6; ++i) scheme.units[static_cast<std::size_t>(i)].lon = at(i < 2 ? 0.5 : 1.2).lon;
  begin("hartslagnu");  // 30 within 1000 m; after 60 s 100 within 1500 m
  EXPECT_EQ(missions().find("i1")->units.count("u3"), 0u);
  EXPECT_EQ(wrote(1, 59), "");
  EXPECT_EQ(wrote(60, 119),
            "60 silent u1\n60 silent u2\n60 responder_alerted u3\n60 responder_alerted u4\n60 responder_alerted u5\n"
            "60 responder_alerted u6\n");
}

TEST_F(AlertEscalationTest, WhenEnoughHaveAcceptedTheOthersAreStoodDown) {
  begin("firstaed");  // all six; three go
  happens(EventKind::acknowledged, "u5", 10);
  happens(EventKind::acknowledged, "u2", 11);
  EXPECT_EQ(wrote(11, 20), "");
  happens(EventKind::acknowledged, "u6", 21);
  EXPECT_EQ(wrote(21, 30), "21 stood_down u1\n21 stood_down u3\n21 stood_down u4\n");
  EXPECT_EQ(log_->events()->back().event.fields["reason"], "enough");
  EXPECT_TRUE(missions().incident_of("u1").empty());  // free for the next incident
  EXPECT_EQ(wrote(31, 300), "");
}

TEST_F(AlertEscalationTest, WhenTheAmbulanceIsThereWhoeverHasNotAnsweredIsCalledBack) {
  begin("kjede");
  happens(EventKind::acknowledged, "u1", 10);
  EXPECT_EQ(wrote(10, 40), "");
  happens(EventKind::arrived, "A1", 45);
  EXPECT_EQ(wrote(45, 300), "45 stood_down u2\n45 stood_down u3\n");
  EXPECT_TRUE(missions().find("i1")->units.at("u1").is_out());  // only an operator calls it back
}

TEST_F(AlertEscalationTest, WhoeverRestsIsNotAlerted) {
  begin("katretter");  // two within 500 m, two hours of rest
  happens(EventKind::acknowledged, "u1", 10);
  happens(EventKind::stood_down, "u1", 20);
  auto next = incident_;
  next.id = "i2";
  const auto katretter = *dispatch::responder_policy("katretter");
  const auto who = [&](int minutes) {
    std::string out;
    const auto answer = recommend(next, katretter, after(60 * minutes));
    for (const auto& each : answer->responders) out += each.unit + " ";
    return out;
  };
  EXPECT_EQ(who(119), "");  // u2 is out, u1 rests
  EXPECT_EQ(who(121), "u1 ");
}

// A program that is started again, and two at once, write each thing once.
TEST_F(AlertEscalationTest, StartedAgainGoesOnWhereItWas) {
  begin("mobile-retter");  // two; another after 20 s of silence
  EXPECT_EQ(wrote(1, 20), "20 silent u1\n20 silent u2\n20 responder_alerted u3\n20 responder_alerted u4\n");
  open();
  EXPECT_EQ(wrote(21, 39), "");
  EXPECT_EQ(wrote(40, 59), "40 silent u3\n40 silent u4\n40 responder_alerted u5\n40 responder_alerted u6\n");
}

TEST_F(AlertEscalationTest, NobodyIsAlertedOnceTheAmbulanceIsCancelledOrTheMissionClosed) {
  begin("kjede");
  happens(EventKind::ordinary_cancelled, "A1", 10);
  happens(EventKind::refused, "u1", 11);
  EXPECT_EQ(wrote(11, 100), "60 silent u2\n60 silent u3\n");
  happens(EventKind::closed, "", 101);
  EXPECT_EQ(wrote(101, 400), "");
}

// Whoever is out when the agreement ends goes on; nobody else is taken from it.
TEST_F(AlertEscalationTest, AnAgreementThatEndsDuringTheMission) {
  scheme.agreements[1].to = kDay;
  const int midnight = 12 * 3600;  // after noon() in Oslo
  start_ = after(midnight - 30);
  incident_.received = start_;
  begin("kjede");
  happens(EventKind::acknowledged, "u1", midnight - 10);
  EXPECT_EQ(wrote(midnight - 10, midnight + 200), fmt::format("{0} silent u2\n{0} silent u3\n", midnight + 30));
  happens(EventKind::arrived, "u1", midnight + 300);
  EXPECT_TRUE(missions().find("i1")->units.at("u1").is_out());
}

TEST_F(AlertEscalationTest, AnExerciseMayBeSpedUpAndThePolicyReplaced) {
  begin("kjede", {.policy = "mobile-retter", .speed = 4});  // silent after 20 s, four times as fast
  EXPECT_EQ(wrote(1, 6), "5 silent u1\n5 silent u2\n5 silent u3\n5 responder_alerted u4\n5 responder_alerted u5\n");
  const auto none = AlertEscalation::open(*log_, {}, {.policy = "nix"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().front().code, "KJ1202");
}

}  // namespace
}  // namespace kjede::service
