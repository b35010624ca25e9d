// Kills a real import at random moments, at least 200 times (40 on PostgreSQL, where a server does the writing), and
// looks at what it left.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "kjede/base/rng.hpp"
#include "kjede/catalog/load.hpp"
#include "kjede/registry/identifier.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int rows = 4000;

// Stores by name, each with a folder for its key and rejects file, that can be set back to a copy of the store "base".
class Stores {
 public:
  explicit Stores(fs::path folder) : folder_(std::move(folder)) {}
  virtual ~Stores() = default;
  virtual std::string location(const std::string& name) const = 0;
  virtual void reset(const std::string& name) = 0;
  // Waits until nobody works on the store: a server may still be ending what a killed client began.
  virtual void settle(const std::string&) {}
  virtual int kills() const = 0;
  fs::path folder(const std::string& name) const { return folder_ / name; }

 protected:
  void copy_folder(const std::string& name) const {
    fs::remove_all(folder(name));
    fs::copy(folder("base"), folder(name), fs::copy_options::recursive);
  }

 private:
  fs::path folder_;
};

class DuckDbStores final : public Stores {
 public:
  using Stores::Stores;
  std::string location(const std::string& name) const override { return folder(name) / "store.kjede"; }
  void reset(const std::string& name) override { copy_folder(name); }
  int kills() const override { return 220; }
};

// One database each; a reset copies the database "base" as a template.
class PostgresStores final : public Stores {
 public:
  PostgresStores(fs::path folder, std::string server)
      : Stores(std::move(folder)), server_(std::move(server)), prefix_("kill_" + std::to_string(::getpid()) + "_") {
    run("create database " + prefix_ + "base");
  }
  ~PostgresStores() override {
    for (const char* name : {"base", "after", "run"})
      run("drop database if exists " + prefix_ + name + " with (force)");
  }
  std::string location(const std::string& name) const override {
    return server_.substr(0, server_.rfind('/') + 1) + prefix_ + name;
  }
  void reset(const std::string& name) override {
    copy_folder(name);
    settle("base");
    run("drop database if exists " + prefix_ + name + " with (force)");
    run("create database " + prefix_ + name + " template " + prefix_ + "base");
  }
  void settle(const std::string& name) override {
    auto server = store::open(server_, store::Mode::read_write);
    ASSERT_TRUE(server);
    const std::string sql = "select count(*) from pg_stat_activity where datname = '" + prefix_ + name + "'";
    for (int tries = 0; tries < 2000; ++tries) {
      const auto others = (*server)->query(sql);
      ASSERT_TRUE(others) << base::render(others.error());
      if (std::get<std::int64_t>(others->rows[0][0]) == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    FAIL() << "the server still works on " << name;
  }
  int kills() const override { return 40; }

 private:
  void run(const std::string& sql) {
    auto server = store::open(server_, store::Mode::read_write);
    ASSERT_TRUE(server) << base::render(server.error());
    const auto done = (*server)->execute(sql);
    EXPECT_TRUE(done) << sql << ": " << (done ? "" : base::render(done.error()));
  }

  std::string server_;
  std::string prefix_;
};

// A synthetic person's number: month + 80, both check digits right.
std::string synthetic_number(base::Rng& rng) {
  while (true) {
    std::string number = std::to_string(10 + rng.below(18)) + std::to_string(81 + rng.below(12)) +
                         std::to_string(40 + rng.below(50)) + std::to_string(100 + rng.below(800));
    for (int check = 0; check < 100; ++check) {
      const std::string whole = number + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
      const auto verdict = registry::check_identifier(whole);
      if (verdict.valid() && !verdict.only_2032_rule) return whole;
    }
  }
}

class Kill : public ::testing::TestWithParam<store::Dialect> {
 protected:
  void SetUp() override {
    const char* server = std::getenv("KJEDE_TEST_POSTGRES");
    if (GetParam() == store::Dialect::postgres && server == nullptr)
      GTEST_SKIP() << "KJEDE_TEST_POSTGRES is not set; scripts/with-postgres sets it";
    folder_ = fs::temp_directory_path() / ("kjede-kill-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "base");
    if (GetParam() == store::Dialect::postgres)
      stores_ = std::make_unique<PostgresStores>(folder_, server);
    else
      stores_ = std::make_unique<DuckDbStores>(folder_);
    auto catalog = catalog::load(KJEDE_SOURCE_DIR "/catalog");
    ASSERT_TRUE(catalog) << base::render(catalog.error());
    service_ = catalog->units.of_kind("ambulance_service").at(0)->id;
    write_rows("first.csv", 0, rows, 40);
    write_rows("second.csv", rows / 2, rows, 60);  // half of the keys are known: those rows change
    ASSERT_EQ(run("base", "first.csv", {}), 0);
    before_ = state("base");
    stores_->reset("after");
    const auto start = Clock::now();
    ASSERT_EQ(run("after", "second.csv", {}), 0);
    duration_ = Clock::now() - start;
    after_ = state("after");
    ASSERT_NE(before_, after_);
  }
  void TearDown() override {
    stores_.reset();
    fs::remove_all(folder_);
  }

  void write_rows(const std::string& name, int first, int count, int age) const {
    base::Rng rng(1);
    std::ofstream out(folder_ / name);
    out << "event_id,arrest_date,ambulance_service,age,national_id,patient_name\n";
    for (int i = first; i < first + count; ++i) {
      out << "e" << i << ",2024-05-01," << service_ << "," << age << "," << synthetic_number(rng) << ",Prøve Person\n";
    }
    out << "bad,2024-02-30," << service_ << ",1,,\n";
  }

  // The child's exit code, or -signal. `signal_after`: when to send which signal.
  struct Signal {
    int number = 0;
    std::chrono::nanoseconds after{};
  };
  int run(const std::string& name, const std::string& file, Signal signal) const {
    const std::string at = stores_->location(name);
    const std::string key = (stores_->folder(name) / "key").string();
    const std::string rejects = (stores_->folder(name) / "rejects.csv").string();
    const std::string input = (folder_ / file).string();
    const pid_t child = ::fork();
    if (child == 0) {
      std::freopen("/dev/null", "w", stderr);
      ::execl(KJEDE_IMPORT_CHILD, KJEDE_IMPORT_CHILD, KJEDE_SOURCE_DIR "/catalog", at.c_str(), key.c_str(),
              rejects.c_str(), input.c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    if (signal.number != 0) {
      std::this_thread::sleep_for(signal.after);
      ::kill(child, signal.number);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  // Everything the store says: records in all their versions, batches, and how many identities.
  std::string state(const std::string& name) const {
    stores_->settle(name);
    auto records = store::open_records(
        {stores_->location(name), (stores_->folder(name) / "key").string(), store::Mode::read_write, {}});
    if (!records) return "cannot be opened: " + base::render(records.error());
    std::ostringstream out;
    const auto batches = (*records)->batches();
    if (!batches) return base::render(batches.error());
    for (const auto& b : *batches) {
      out << b.number << ' ' << b.rows << ' ' << b.created << ' ' << b.changed << ' ' << b.rejected << ' '
          << b.data_version << '\n';
    }
    for (const std::string& sql : {"select record_key, version, batch_from, batch_to, row_hash, age from " +
                                       store::table_of("ohca") + " order by 1, 2",
                                   std::string("select count(*) from kjede_identity")}) {
      auto table = (*records)->database().query(sql);
      if (!table) return base::render(table.error());
      for (const auto& row : table->rows) {
        for (const auto& cell : row) {
          if (const auto* text = std::get_if<std::string>(&cell)) out << *text << ' ';
          if (const auto* whole = std::get_if<std::int64_t>(&cell)) out << *whole << ' ';
        }
        out << '\n';
      }
    }
    return out.str();
  }

  // How long an import takes changes with what else the machine does: too late means shorter, killed near the end
  // longer.
  void fit_duration(bool was_killed, double share) {
    if (!was_killed && share < 1) duration_ = duration_ * 19 / 20;
    if (was_killed && share > 0.95) duration_ = duration_ * 21 / 20;
  }

  fs::path folder_;
  std::unique_ptr<Stores> stores_;
  std::string service_;
  std::string before_;
  std::string after_;
  Clock::duration duration_{};
};

TEST_P(Kill, ManyTimesLeavesTheStoreAsBeforeOrAfter) {
  base::Rng rng(7);
  const int kills = stores_->kills();
  int killed = 0;
  int was_before = 0;
  int was_after = 0;
  for (int i = 0; killed < kills && i < 4 * kills; ++i) {
    stores_->reset("run");
    // half of the kills fall in the last third, where the transaction is committed
    const double share = rng.chance(0.5) ? rng.uniform() : 0.66 + 0.4 * rng.uniform();
    const auto after = std::chrono::duration_cast<std::chrono::nanoseconds>(duration_ * share);
    const int outcome = run("run", "second.csv", {SIGKILL, after});
    ASSERT_TRUE(outcome == -SIGKILL || outcome == 0) << outcome;
    if (outcome == -SIGKILL) ++killed;
    fit_duration(outcome == -SIGKILL, share);
    const std::string now = state("run");
    const bool before = now == before_;
    ASSERT_TRUE(before || now == after_) << "kill " << i << " after " << share
                                         << " of an import left something between:\n"
                                         << now.substr(0, 500);
    ASSERT_FALSE(outcome == 0 && before);
    ++(before ? was_before : was_after);
    if (i % 20 == 0) {  // and it can be done again
      ASSERT_EQ(run("run", "second.csv", {}), 0);
      ASSERT_EQ(state("run"), after_);
    }
  }
  EXPECT_GE(killed, kills);
  EXPECT_GT(was_before, 0);
  RecordProperty("killed", killed);
  std::printf("%d kills: %d left the store as before, %d as after\n", killed, was_before, was_after);
}

TEST_P(Kill, InterruptedStopsOrFinishesAndSaysWhich) {
  base::Rng rng(8);
  int stopped = 0;
  for (int i = 0; i < 20; ++i) {
    stores_->reset("run");
    const auto after = std::chrono::duration_cast<std::chrono::nanoseconds>(duration_ * rng.uniform());
    const int outcome = run("run", "second.csv", {SIGINT, after});
    // a signal that comes before the program listens ends it at once, which is "before" too
    ASSERT_TRUE(outcome == 0 || outcome == 1 || outcome == -SIGINT) << outcome;
    EXPECT_EQ(state("run"), outcome == 0 ? after_ : before_);
    EXPECT_EQ(fs::exists(folder_ / "run" / "rejects.csv.part"), false);
    if (outcome == 1) ++stopped;
  }
  EXPECT_GT(stopped, 0);
  std::printf("20 interrupts: %d stopped, the others came too late\n", stopped);
}

INSTANTIATE_TEST_SUITE_P(Store, Kill, ::testing::Values(store::Dialect::duckdb, store::Dialect::postgres),
                         kjede::testing::adapter_name);

}  // namespace
}  // namespace kjede
