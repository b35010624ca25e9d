#include "kjede/service/outbox.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::MissionEvent;
using text::Json;

const base::Instant kStart = base::make_date(2026, 5, 18) + std::chrono::hours(10);

base::Instant at(int seconds) { return kStart + std::chrono::seconds(seconds); }

MissionEvent event(EventKind kind, const std::string& unit, Json fields = Json::object()) {
  return {kind, "i1", unit, kStart, "amk", kStart, "op3", std::move(fields)};
}

std::vector<MissionEvent> alert(const std::string& responder_channel = "direct", bool secure = true) {
  return {event(EventKind::incident_opened, "",
                {{"initiator", "amk"},
                 {"purpose", "life_saving"},
                 {"indication", "unconscious_not_breathing"},
                 {"priority", "acute"},
                 {"in_hospital", false},
                 {"lon", 10.75},
                 {"lat", 59.91},
                 {"municipality", "0301"}}),
          event(EventKind::ordinary_alerted, "A1", {{"channel", "nodnett"}}),
          event(EventKind::responder_alerted, "korps-1",
                {{"channel", responder_channel},
                 {"group", "volunteer"},
                 {"role", "to_patient"},
                 {"agreement", "a1"},
                 {"secure", secure},
                 {"content", secure ? "full" : "stripped"},
                 {"talkgroup", "TG-1"}})};
}

class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() { std::filesystem::create_directories(folder_); }
  ~OutboxTest() override {
    log_.reset();
    std::filesystem::remove_all(folder_);
  }

  ResponderLog& log() {
    if (!log_) log_ = *ResponderLog::open({(folder_ / "log.duckdb").string(), "", store::Mode::read_write});
    return *log_;
  }
  void restart() { log_.reset(); }
  void write(const std::string& key, std::vector<MissionEvent> events) {
    const auto step = log().propose(key, std::move(events));
    ASSERT_TRUE(step) << base::render(step.error());
  }
  std::string kinds() {
    std::string out;
    const auto all = log().events();
    for (const auto& each : *all) out += fmt::format("{} {}\n", to_string(each.event.kind), each.event.unit);
    return out;
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      fmt::format("kjede-outbox-{}-{}", ::getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
  std::unique_ptr<ResponderLog> log_;
  OutboxOptions options_{.heartbeat_every = 0};
};

TEST_F(OutboxTest, SendsWhatIsDurableOnceAndTakesTheAnswer) {
  SimulatedChannel radio({.accepts = 1, .mean_seconds = 1});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  EXPECT_EQ(outbox.turn(at(0))->sent, 0);
  write("alert", alert());
  EXPECT_EQ(outbox.turn(at(1))->sent, 2);
  ASSERT_EQ(radio.received().size(), 2u);
  EXPECT_EQ(radio.received()[1].unit, "korps-1");
  EXPECT_EQ(radio.received()[1].payload["lon"], 10.75);
  EXPECT_EQ(radio.received()[1].payload["content"], "full");
  EXPECT_EQ(outbox.turn(at(40))->answers, 2);
  const auto later = *outbox.turn(at(600));
  EXPECT_EQ(later.sent + later.answers, 0);
  EXPECT_EQ(radio.deliveries(), 2);
  log().look([](const dispatch::MissionBoard& board) {
    EXPECT_EQ(board.find("i1")->units.at("korps-1").progress, dispatch::UnitProgress::acknowledged);
  });
}

// Guideline invariant 4: what is not secure carries nothing about the person.
TEST_F(OutboxTest, StripsWhatIsNotSecure) {
  SimulatedChannel app({.secure = false}), radio({});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &app}}, options_);
  write("alert", alert());
  ASSERT_TRUE(outbox.turn(at(1)));
  ASSERT_EQ(app.received().size(), 1u);
  EXPECT_EQ(text::to_text(app.received()[0].payload, -1),
            R"({"content":"stripped","role":"to_patient","talkgroup":"TG-1","municipality":"0301"})");
}

TEST_F(OutboxTest, AChannelThatIsDownIsTriedAgainAndRaisesOneAlarm) {
  SimulatedChannel radio({.accepts = 0, .down = true});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  auto events = alert();
  events.pop_back();
  write("alert", events);
  std::vector<OutboxAlarm> alarms;
  for (int second = 0; second < 50; ++second) {
    const auto turn = *outbox.turn(at(second));
    alarms.insert(alarms.end(), turn.alarms.begin(), turn.alarms.end());
  }
  EXPECT_EQ(alarms, (std::vector<OutboxAlarm>{{"nodnett", "i1", "A1", "channel_down"}}));
  EXPECT_EQ(kinds(), "incident_opened \nordinary_alerted A1\nalarm_raised \n");
  radio.set_down(false);
  for (int second = 50; second < 90; ++second) ASSERT_TRUE(outbox.turn(at(second)));
  EXPECT_EQ(radio.deliveries(), 1);
}

TEST_F(OutboxTest, WhoeverIsSilentIsReplacedAndAnAmbulanceThatIsSilentAlarms) {
  SimulatedChannel radio({.accepts = 0});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  int asked = 0;
  outbox.replace_with([&](const std::string& incident, base::Instant) -> base::Result<std::vector<MissionEvent>> {
    EXPECT_EQ(incident, "i1");
    if (++asked > 1) return std::vector<MissionEvent>();
    auto next = alert().back();
    next.unit = "korps-2";
    next.occurred = next.recorded = at(60);
    return std::vector{next};
  });
  write("alert", alert());
  ASSERT_TRUE(outbox.turn(at(1)));
  EXPECT_EQ(outbox.turn(at(59))->silent, 0);
  const auto turn = *outbox.turn(at(60));
  EXPECT_EQ(turn.silent, 1);
  EXPECT_EQ(turn.replaced, 1);
  EXPECT_EQ(turn.alarms, (std::vector<OutboxAlarm>{{"nodnett", "i1", "A1", "ordinary_silent"}}));
  EXPECT_EQ(outbox.turn(at(61))->sent, 1);
  EXPECT_EQ(outbox.turn(at(120))->silent, 1);
  EXPECT_EQ(asked, 2);
}

TEST_F(OutboxTest, WhoeverRefusesIsReplaced) {
  SimulatedChannel radio({.accepts = 0, .refuses = 1, .mean_seconds = 1});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  int asked = 0;
  outbox.replace_with([&](const std::string&, base::Instant) -> base::Result<std::vector<MissionEvent>> {
    ++asked;
    return std::vector<MissionEvent>();
  });
  write("alert", alert());
  ASSERT_TRUE(outbox.turn(at(1)));
  ASSERT_TRUE(outbox.turn(at(50)));
  EXPECT_EQ(asked, 1);  // the ambulance's refusal asks nobody
}

TEST_F(OutboxTest, LeavesSilenceToThePolicyWhereToldTo) {
  options_.silent_after = 0;
  SimulatedChannel radio({.accepts = 0});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  write("alert", alert());
  ASSERT_TRUE(outbox.turn(at(1)));
  EXPECT_EQ(outbox.turn(at(600))->silent, 0);
}

// Also when the log has it as silent meanwhile.
TEST_F(OutboxTest, ALateAnswerIsTakenIn) {
  SimulatedChannel radio({.accepts = 1, .mean_seconds = 1});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  write("alert", alert());
  ASSERT_TRUE(outbox.turn(at(0)));
  write("silent", {event(EventKind::silent, "korps-1")});
  EXPECT_EQ(outbox.turn(at(60))->answers, 2);
  log().look([](const dispatch::MissionBoard& board) {
    EXPECT_EQ(board.find("i1")->units.at("korps-1").progress, dispatch::UnitProgress::acknowledged);
  });
}

// A crash between sending and the answer: sent again under the same key, so the other side has it once.
TEST_F(OutboxTest, AfterARestartSendsWhatNobodyAnswered) {
  SimulatedChannel radio({.accepts = 0});
  write("alert", alert());
  {
    Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
    EXPECT_EQ(outbox.turn(at(1))->sent, 2);
  }
  restart();
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  EXPECT_EQ(outbox.turn(at(2))->sent, 2);
  EXPECT_EQ(radio.deliveries(), 4);
  EXPECT_EQ(radio.received().size(), 2u);
}

TEST_F(OutboxTest, AHeartbeatThatIsLostAlarmsOnceAndSaysWhenItIsBack) {
  options_.heartbeat_every = 60;
  SimulatedChannel radio({.down = true});
  Outbox outbox(log(), {{"110", &radio}}, options_);
  std::vector<OutboxAlarm> alarms;
  for (int second = 0; second < 200; second += 2) {
    if (second == 100) radio.set_down(false);
    const auto turn = *outbox.turn(at(second));
    alarms.insert(alarms.end(), turn.alarms.begin(), turn.alarms.end());
  }
  EXPECT_EQ(alarms, (std::vector<OutboxAlarm>{{"110", "", "", "heartbeat_lost"}, {"110", "", "", "heartbeat_back"}}));
}

TEST_F(OutboxTest, AChannelThatNobodyServesAlarms) {
  SimulatedChannel radio({});
  Outbox outbox(log(), {{"nodnett", &radio}}, options_);
  write("alert", alert("110"));
  EXPECT_EQ(outbox.turn(at(1))->alarms, (std::vector<OutboxAlarm>{{"110", "i1", "korps-1", "no_channel"}}));
  EXPECT_TRUE(outbox.turn(at(2))->alarms.empty());
}

TEST_F(OutboxTest, AClosedOrCalledBackMissionIsNotSent) {
  SimulatedChannel radio({.accepts = 0});
  Outbox outbox(log(), {{"nodnett", &radio}, {"direct", &radio}}, options_);
  write("alert", alert());
  write("back", {event(EventKind::stood_down, "korps-1", {{"reason", "ambulance first"}})});
  EXPECT_EQ(outbox.turn(at(1))->sent, 2);  // the ambulance, and the calling back by the same channel
  EXPECT_EQ(radio.received()[1].kind, "stood_down");
  EXPECT_EQ(radio.received()[1].channel, "direct");
}

}  // namespace
}  // namespace kjede::service
