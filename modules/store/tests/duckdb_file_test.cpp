// What only a DuckDB file has: permissions, locks between programs, and what a killed program leaves behind.

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "kjede/store/access_log.hpp"
#include "kjede/store/records.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

constexpr int kRowsOfABatch = 3000;
const RegisterSchema kSchema{"ohca", {{"age", ColumnType::integer}, {"note", ColumnType::text}}};

base::Instant moment(std::int64_t batch) { return base::Instant(std::chrono::hours(batch)); }

// Batch b: every row new, or changed when b is even.
base::Result<Batch> import(RecordStore& store, std::int64_t b) {
  KJEDE_ASSIGN(auto session, store.begin_import(kSchema));
  for (int i = 0; i < kRowsOfABatch; ++i) {
    const auto identifier = std::to_string(b / 2) + "x" + std::to_string(i);
    KJEDE_ASSIGN(const auto pseudonym, store.pseudonym(base::Sensitive(identifier)));
    auto& rows = session->rows();
    rows.text(identifier);
    rows.text(std::to_string(b));
    rows.null();
    rows.text(pseudonym);
    rows.integer(b);
    rows.text("a text that does not fit into twelve bytes");
    KJEDE_TRY(rows.end_row());
    session->person({pseudonym, base::Sensitive(identifier), base::Sensitive(std::string("Prøve"))});
  }
  return session->commit("batch.csv", 0, 0, moment(b));
}

std::int64_t number(RecordStore& store, const std::string& sql) {
  auto table = store.database().query(sql);
  EXPECT_EQ(said(table), "ok");
  return std::get<std::int64_t>(table->rows.at(0).at(0));
}

class DuckdbFileTest : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // This program again, running one disabled test as a child.
  pid_t spawn(const std::string& test, const char* folder) {
    const std::string filter = "--gtest_filter=DuckdbFileChild.DISABLED_" + test;
    const std::string self = std::filesystem::read_symlink("/proc/self/exe");
    ::setenv("KJEDE_TEST_CHILD", folder, 1);
    char* arguments[] = {const_cast<char*>(self.c_str()), const_cast<char*>(filter.c_str()),
                         const_cast<char*>("--gtest_also_run_disabled_tests"), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    EXPECT_EQ(posix_spawn(&child, self.c_str(), &actions, nullptr, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    return child;
  }
  void wait_for(const std::string& name) {
    for (int i = 0; i < 1000 && !std::filesystem::exists(folder_ / name); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  static mode_t mode_of(const std::filesystem::path& path) {
    struct stat state {};
    return ::stat(path.c_str(), &state) == 0 ? state.st_mode & 0777 : 0;
  }

  const std::filesystem::path folder_ = kjede::testing::fresh_folder();
  const std::string path_ = folder_ / "register.kjede";
  const std::string keys_ = folder_ / "store.keys";
};

std::filesystem::path child_folder() { return std::getenv("KJEDE_TEST_CHILD"); }

TEST(DuckdbFileChild, DISABLED_ImportsUntilKilled) {
  const auto folder = child_folder();
  auto store = open_records({folder / "register.kjede", folder / "store.keys"});
  ASSERT_EQ(said(store), "ok");
  for (std::int64_t b = *(*store)->batch_at({}) + 1;; ++b) {
    ASSERT_EQ(said(import(**store, b)), "ok");
    std::ofstream(folder / "acknowledged") << b << std::flush;
    ASSERT_EQ(said(append_access((*store)->database(), {moment(b), "child", "import", "ohca", "", "", b})), "ok");
  }
}

TEST(DuckdbFileChild, DISABLED_HoldsTheStore) {
  const auto folder = child_folder();
  const auto mode = std::filesystem::exists(folder / "reads") ? Mode::read_only : Mode::read_write;
  auto database = open(folder / "register.kjede", mode);
  ASSERT_EQ(said(database), "ok");
  std::ofstream(folder / "holding") << std::flush;
  while (!std::filesystem::exists(folder / "enough")) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

TEST_F(DuckdbFileTest, KilledAtAnyMomentItIsAsBeforeOrAfter) {
  std::mt19937 random(20250101);  // only how long the child may live
  unsigned longest = 250000;      // µs; grows while children die before they have written anything new
  const auto live_longer = [&longest] { longest = std::min(longest + longest / 4, 10000000u); };
  std::int64_t last = 0;
  for (int round = 0; round < 50; ++round) {
    const pid_t child = spawn("ImportsUntilKilled", folder_.c_str());
    std::this_thread::sleep_for(std::chrono::microseconds(20000 + random() % longest));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child failed by itself";
    if (!std::filesystem::exists(path_)) {
      live_longer();
      continue;
    }

    // a reader must see the same as a writer, also while the killed program's log is still there
    auto reader = open_records({path_, keys_, Mode::read_only});
    const auto seen_by_reader = reader ? static_cast<std::int64_t>((*reader)->batches()->size()) : 0;
    if (reader) reader->reset();
    auto store = open_records({path_, keys_});
    ASSERT_EQ(said(store), "ok") << "round " << round;
    ASSERT_EQ(said((*store)->prepare(kSchema)), "ok");
    const auto batches = *(*store)->batches();
    std::int64_t acknowledged = 0;
    std::ifstream(folder_ / "acknowledged") >> acknowledged;
    const auto found = static_cast<std::int64_t>(batches.size());
    ASSERT_EQ(found, seen_by_reader) << said(reader);
    ASSERT_GE(found, std::max(last, acknowledged));
    if (found == last) live_longer();
    last = found;
    ASSERT_EQ(number(**store, "select count(*) from " + table_of("ohca")), found * kRowsOfABatch);
    const auto keys = (found / 2 + (found > 0 ? 1 : 0)) * kRowsOfABatch;  // batch 1 stands alone, then pairs
    ASSERT_EQ(number(**store, "select count(*) from " + table_of("ohca") + " where " + current_at(found)), keys);
    ASSERT_EQ(number(**store, "select count(*) from kjede_identity"), keys);
    ASSERT_TRUE(verify_access((*store)->database())->ok());
    if (found > 1) {
      ASSERT_EQ(batches[1].created + batches[1].changed, kRowsOfABatch);
    }
  }
  EXPECT_GT(last, 5);
}

TEST_F(DuckdbFileTest, OnlyItsOwnerMayReadIt) {
  auto store = open_records({path_, keys_});
  ASSERT_EQ(said(store), "ok");
  EXPECT_EQ(mode_of(path_), 0600u);
  for (std::int64_t b = 1; b <= 4; ++b) {
    ASSERT_EQ(said(import(**store, b)), "ok");
    const auto log = mode_of(path_ + ".wal");
    EXPECT_TRUE(log == 0600u || log == 0) << std::oct << log;
    EXPECT_EQ(mode_of(path_ + ".tmp"), 0700u);
  }
  store->reset();
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) left.push_back(entry.path().filename());
  EXPECT_THAT(left, ::testing::UnorderedElementsAre("register.kjede", "store.keys"));
}

TEST_F(DuckdbFileTest, SaysWhoWritesAndWhatWorks) {
  ASSERT_EQ(said(open(path_, Mode::read_write)), "ok");
  const pid_t writer = spawn("HoldsTheStore", folder_.c_str());
  wait_for("holding");
  const auto holder = " (PID " + std::to_string(writer) + ")";
  for (const auto mode : {Mode::read_only, Mode::read_write}) {
    const auto message = said(open(path_, mode));
    EXPECT_THAT(message, ::testing::StartsWith("KJ0402: the store '" + path_ + "' is being written by "));
    EXPECT_THAT(message, ::testing::EndsWith(
                             holder + "; wait until that program has ended; a PostgreSQL store serves many at once"));
  }
  ::kill(writer, SIGKILL);
  ::waitpid(writer, nullptr, 0);
  std::filesystem::remove(folder_ / "holding");

  std::ofstream(folder_ / "reads") << std::flush;
  const pid_t reader = spawn("HoldsTheStore", folder_.c_str());
  wait_for("holding");
  const auto message = said(open(path_, Mode::read_write));
  EXPECT_THAT(message, ::testing::StartsWith("KJ0402: the store '" + path_ + "' is being read by "));
  EXPECT_THAT(message, ::testing::EndsWith(
                           "; reading works beside it (read-only); to write, wait until that program has ended"));
  EXPECT_EQ(said(open(path_, Mode::read_only)), "ok");
  std::ofstream(folder_ / "enough") << std::flush;
  ::waitpid(reader, nullptr, 0);
}

TEST_F(DuckdbFileTest, OpenedTwiceInOneProgramItIsOneInstance) {
  auto one = open(path_, Mode::read_write);
  auto two = open(folder_ / "." / "register.kjede", Mode::read_write);
  ASSERT_EQ(said(two), "ok");
  ASSERT_EQ(said((*one)->execute("create table t as select 1 as n")), "ok");
  EXPECT_EQ((*two)->query("select n from t")->rows.size(), 1u);
  EXPECT_EQ(said(open(path_, Mode::read_only)), "KJ0402: this program has the store '" + path_ +
                                                    "' open for writing already; close it first, or use it as it is");
  one->reset();
  two->reset();
  EXPECT_EQ(said(open(path_, Mode::read_only)), "ok");
}

TEST_F(DuckdbFileTest, SweepsWhatAKilledProgramSpilled) {
  ASSERT_EQ(said(open(path_, Mode::read_write)), "ok");
  std::filesystem::create_directory(path_ + ".tmp");
  std::ofstream(path_ + ".tmp/duckdb_temp_storage-0.tmp") << "records";
  ASSERT_EQ(said(open(path_, Mode::read_write)), "ok");
  EXPECT_FALSE(std::filesystem::exists(path_ + ".tmp"));
}

TEST_F(DuckdbFileTest, SaysWhyAFileCannotBeOpened) {
  EXPECT_EQ(said(open(path_, Mode::read_only)),
            "KJ0401: there is no store at '" + path_ + "'; check the path; an import makes a new store");
  const std::string nowhere = folder_ / "no" / "such.kjede";
  EXPECT_EQ(said(open(nowhere, Mode::read_write)), "KJ0401: there is no folder '" + (folder_ / "no").string() +
                                                       "' for the store '" + nowhere + "'; make it: mkdir -p '" +
                                                       (folder_ / "no").string() + "'");
  EXPECT_EQ(said(open(folder_, Mode::read_write)),
            "KJ0401: '" + folder_.string() + "' is a folder, not a store; name a file in it");
  std::ofstream(path_) << "day;patients\n1;2\n";
  EXPECT_EQ(said(open(path_, Mode::read_write)),
            "KJ0403: '" + path_ + "' is not a DuckDB file; name another file; a new store is made where no file is");
  std::ofstream(path_, std::ios::trunc).flush();
  EXPECT_THAT(said(open(path_, Mode::read_write)), ::testing::StartsWith("KJ0403: "));
}

TEST_F(DuckdbFileTest, SortsMoreThanItsMemoryOnDisk) {
  auto database = open(path_, Mode::read_write, {2, 64});
  ASSERT_EQ(said(database), "ok");
  std::int64_t rows = 0;
  bool spilled = false;
  ASSERT_EQ(said((*database)->scan(
                "select i, 'a text of some length ' || i as t from range(3000000) r(i) order by hash(i), t", {},
                [&](const Chunk& chunk) {
                  rows += static_cast<std::int64_t>(chunk.rows);
                  spilled = spilled || !std::filesystem::is_empty(path_ + ".tmp");
                })),
            "ok");
  EXPECT_EQ(rows, 3000000);
  EXPECT_TRUE(spilled);
  EXPECT_EQ(mode_of(path_ + ".tmp"), 0700u);
}

TEST_F(DuckdbFileTest, SqlReachesNoOtherFileAndLoadsNothing) {
  auto database = open(path_, Mode::read_write);
  ASSERT_EQ(said(database), "ok");
  for (const auto* sql : {"select * from read_csv('/etc/passwd')", "copy (select 1) to '/tmp/kjede-leak.csv'",
                          "attach '/tmp/kjede-leak.db'", "install httpfs", "load httpfs", "set threads = 1",
                          "select * from 'https://example.org/x.parquet'"}) {
    EXPECT_FALSE((*database)->execute(sql).has_value()) << sql;
  }
}

}  // namespace
}  // namespace kjede::store
