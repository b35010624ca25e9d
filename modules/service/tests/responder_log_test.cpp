// The mission log under the faults that issue 4 names: two operators, a full disk, repeated and hostile steps.
#include "kjede/service/responder_log.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "kjede/service/responder_steps.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::MissionEvent;
using text::Json;

const base::Instant kStart = base::make_date(2026, 5, 18) + std::chrono::hours(10);

MissionEvent event(EventKind kind, const std::string& incident, const std::string& unit, Json fields = Json::object()) {
  return {kind, incident, unit, kStart, "amk", kStart, "op3", std::move(fields)};
}

std::vector<MissionEvent> ambulance(const std::string& incident, const std::string& unit) {
  return {event(EventKind::incident_opened, incident, "",
                {{"initiator", "amk"},
                 {"purpose", "life_saving"},
                 {"indication", "unconscious_not_breathing"},
                 {"priority", "acute"},
                 {"in_hospital", false}}),
          event(EventKind::ordinary_alerted, incident, unit, {{"channel", "nodnett"}})};
}

class ResponderLogTest : public ::testing::Test {
 protected:
  ResponderLogTest() { std::filesystem::create_directories(folder_); }
  ~ResponderLogTest() override { std::filesystem::remove_all(folder_); }
  std::unique_ptr<ResponderLog> open(store::Mode mode = store::Mode::read_write) const {
    return *ResponderLog::open({path(), "", mode});
  }
  std::string path() const { return (folder_ / "log.duckdb").string(); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      fmt::format("kjede-log-{}-{}", ::getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ResponderLogTest, OfTwoOperatorsWhoWantOneUnitExactlyOneGetsIt) {
  const auto log = open();
  for (int round = 0; round < 20; ++round) {
    const auto unit = fmt::format("A{}", round);
    std::vector<base::Result<WrittenStep>> answers(2, base::fail(base::Diagnostics{}));
    const auto operate = [&](std::size_t who) {
      const auto incident = fmt::format("i{}-{}", round, who);
      answers[who] = log->propose(incident, ambulance(incident, unit));
    };
    std::thread other(operate, 1);
    operate(0);
    other.join();
    ASSERT_NE(answers[0].has_value(), answers[1].has_value());
    const std::size_t winner = answers[0] ? 0 : 1;
    EXPECT_EQ(base::render(answers[1 - winner].error()),
              fmt::format("error[KJ1214]: '{}' is out on another incident, 'i{}-{}'\n"
                          "  = choose another unit, or end its mission there first\n",
                          unit, round, winner));
  }
  EXPECT_TRUE(log->verify()->ok());
}

// The file may not grow: the step is refused whole, and what was acknowledged before is there.
TEST_F(ResponderLogTest, AFullDiskRefusesAndLosesNothing) {
  auto log = open();
  ASSERT_TRUE(log->propose("first", ambulance("i1", "A1")));
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  rlimit full = before;
  full.rlim_cur = 1;
  setrlimit(RLIMIT_FSIZE, &full);
  const auto refused = log->propose("second", ambulance("i2", "A2"));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, ignored);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().front().code.starts_with("KJ04")) << base::render(refused.error());
  log.reset();
  log = open();
  EXPECT_EQ(log->events()->size(), 2u);
  EXPECT_TRUE(log->verify()->ok());
  EXPECT_TRUE(log->propose("second", ambulance("i2", "A2")));
}

TEST_F(ResponderLogTest, TheSameStepTwiceIsWrittenOnce) {
  const auto log = open();
  const auto step = ambulance("i1", "A1");
  const auto first = log->propose(step_key(step), step);
  const auto second = log->propose(step_key(step), step);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(first->receipt.repeated);
  EXPECT_TRUE(second->receipt.repeated);
  EXPECT_TRUE(second->events.empty());
  EXPECT_EQ(log->events()->size(), 2u);
}

TEST_F(ResponderLogTest, HostileTextStaysTextAndALineEndIsRefused) {
  const auto log = open();
  const std::string hostile = "'); drop table kjede_event; -- <script>\x1b[2J";
  ASSERT_TRUE(log->propose("hostile", ambulance(hostile, hostile)));
  EXPECT_EQ(log->events()->front().event.incident, hostile);
  EXPECT_EQ(timeline_text(*log->events(), false).find('\x1b'), std::string::npos);
  const auto refused = log->propose("line end", ambulance("i\n2", "A2"));
  ASSERT_FALSE(refused);
  EXPECT_TRUE(log->verify()->ok());
}

}  // namespace
}  // namespace kjede::service
