// Kills a program that runs first-responder missions, at random moments, and looks at its log: what was acknowledged is
// there, the chain holds, and no first responder was ever alerted without an ordinary resource.
// KJEDE_MISSION_KILLS sets how often (default 60).

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <thread>

#include "kjede/base/rng.hpp"
#include "kjede/service/responder_log.hpp"

namespace kjede {
namespace {

namespace fs = std::filesystem;

class MissionKill : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("kjede-mission-kill-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string store() const { return folder_ / "store.kjede"; }
  std::string witness() const { return folder_ / "head"; }

  // What the child acknowledged before it was killed.
  std::string run_and_kill(int seed, std::chrono::microseconds after) const {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      const auto number = std::to_string(seed);
      ::execl(KJEDE_MISSION_CHILD, KJEDE_MISSION_CHILD, store().c_str(), witness().c_str(), number.c_str(),
              static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string said;
    std::jthread reader([&] {
      char buffer[4096];
      for (ssize_t n; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) said.append(buffer, static_cast<size_t>(n));
    });
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    reader.join();
    ::close(ends[0]);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;
    return said;
  }

  fs::path folder_;
};

TEST_F(MissionKill, NeverLosesWhatWasAcknowledgedNorBreaksTheInvariant) {
  const char* wanted = std::getenv("KJEDE_MISSION_KILLS");
  const int kills = wanted == nullptr ? 60 : std::atoi(wanted);
  base::Rng rng(11);
  std::map<std::string, std::int64_t> acknowledged;
  for (int i = 0; i < kills; ++i) {
    std::istringstream said(run_and_kill(i, std::chrono::microseconds(20'000 + rng.below(130'000))));
    std::string key;
    for (std::int64_t first = 0, last = 0; said >> key >> first >> last;) acknowledged[key] = last;
    auto log = service::ResponderLog::open({store(), witness()});
    ASSERT_TRUE(log) << base::render(log.error());
    const auto verdict = (*log)->verify(1);
    ASSERT_TRUE(verdict) << base::render(verdict.error());
    ASSERT_TRUE(verdict->chain.ok()) << verdict->chain.reason;
    ASSERT_TRUE(verdict->breaches.empty()) << verdict->breaches.front().what;
    const auto events = (*log)->events();
    ASSERT_TRUE(events);
    std::map<std::string, std::int64_t> kept;
    for (const auto& event : *events) kept[event.key] = event.seq;
    for (const auto& [one, last] : acknowledged) ASSERT_EQ(kept[one], last) << "kill " << i << ", " << one;
    if (events->size() > 3000) {  // begin anew: reading everything back is what takes the time
      log->reset();
      fs::remove_all(folder_);
      fs::create_directories(folder_);
      acknowledged.clear();
    }
  }
  EXPECT_FALSE(acknowledged.empty());
}

}  // namespace
}  // namespace kjede
