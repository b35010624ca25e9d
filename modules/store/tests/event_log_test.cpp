#include "kjede/store/event_log.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

const base::Instant kNoon = base::Instant(base::make_date(2026, 5, 17)) + std::chrono::hours(12);

LoggedEvent event(std::string stream, std::string unit, std::string body = "{}") {
  return {std::move(stream), "alerted", {"unit:" + std::move(unit)}, kNoon, "amk", kNoon, "op1", std::move(body)};
}

class EventLogTest : public kjede::testing::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (!IsSkipped()) log_ = reopen();
  }
  void TearDown() override {
    log_.reset();
    StoreTest::TearDown();
  }
  std::unique_ptr<EventLog> reopen(EventWitness* witness = nullptr) {
    auto opened = EventLog::open(db(), witness);
    EXPECT_EQ(said(opened), "ok");
    return *std::move(opened);
  }
  std::string verdict(const std::optional<EventHead>& expected = {}, int threads = 1) {
    const auto found = verify_events(db(), expected, threads);
    return found ? std::to_string(found->first_bad) + " " + found->reason : said(found);
  }
  void tamper(const std::string& sql) { ASSERT_EQ(said(db().execute(sql)), "ok"); }
  void fill(int n) {
    for (int i = 1; i <= n; ++i) {
      ASSERT_EQ(said(log_->append({"k" + std::to_string(i), {event("i" + std::to_string(i), "A1")}, {}})), "ok");
    }
  }
  std::unique_ptr<EventLog> log_;
};

TEST_P(EventLogTest, KeepsWhatItAcknowledged) {
  const auto receipt = log_->append({"k1", {event("i1", "A1", "{\"n\":1}"), event("i1", "B2")}, {}});
  ASSERT_EQ(said(receipt), "ok");
  EXPECT_EQ(receipt->first, 1);
  EXPECT_EQ(receipt->last, 2);
  log_ = reopen();
  EXPECT_EQ(log_->head().length, 2);
  EXPECT_EQ(log_->version("i1"), 2);
  EXPECT_EQ(log_->version("unit:A1"), 1);
  const auto events = log_->read();
  ASSERT_EQ(said(events), "ok");
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ(events->at(0).event.body, "{\"n\":1}");
  EXPECT_EQ(events->at(0).event.tags, std::vector<std::string>{"unit:A1"});
  EXPECT_EQ(events->at(0).event.occurred, kNoon);
  EXPECT_EQ(events->at(1).batch_key, "k1");
  EXPECT_EQ(log_->read(1, "i2")->size(), 0u);
  EXPECT_EQ(verdict(), "0 ");
}

TEST_P(EventLogTest, WritesAKeyOnce) {
  ASSERT_EQ(said(log_->append({"k1", {event("i1", "A1"), event("i1", "A2")}, {}})), "ok");
  log_ = reopen();
  const auto again = log_->append({"k1", {event("i1", "A1"), event("i1", "A2")}, {}});
  ASSERT_EQ(said(again), "ok");
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->first, 1);
  EXPECT_EQ(again->last, 2);
  EXPECT_EQ(log_->head().length, 2);
}

TEST_P(EventLogTest, RefusesADecisionThatWasOvertaken) {
  ASSERT_EQ(said(log_->append({"k1", {event("i1", "A1")}, {{"unit:A1", 0}}})), "ok");
  EXPECT_EQ(said(log_->append({"k2", {event("i2", "A1"), event("i2", "A2")}, {{"unit:A1", 0}}})),
            "KJ0430: 'unit:A1' has 1 events, the decision was made at 0; look at the present state and decide again");
  EXPECT_EQ(log_->head().length, 1);
  EXPECT_EQ(said(log_->append({"k2", {event("i2", "A1")}, {{"unit:A1", 1}}})), "ok");
}

TEST_P(EventLogTest, JudgesEachBatchOfAGroupByThoseBefore) {
  const auto answers = log_->append_all({{"k1", {event("i1", "A1")}, {{"unit:A1", 0}}},
                                         {"k2", {event("i2", "A1")}, {{"unit:A1", 0}}},
                                         {"k1", {event("i1", "A1")}, {}},
                                         {"k3", {event("i3", "A2")}, {{"unit:A2", 0}}}});
  EXPECT_EQ(said(answers[0]), "ok");
  EXPECT_EQ(said(answers[1]).substr(0, 6), "KJ0430");
  ASSERT_EQ(said(answers[2]), "ok");
  EXPECT_TRUE(answers[2]->repeated);
  ASSERT_EQ(said(answers[3]), "ok");
  EXPECT_EQ(answers[3]->first, 2);
}

TEST_P(EventLogTest, RefusesWhatCannotBeAnEvent) {
  const std::string message =
      "KJ0432: the batch has no key or no events, or an event lacks its stream or kind; give every event a stream and "
      "a kind, and tags without line ends";
  EXPECT_EQ(said(log_->append({"", {event("i1", "A1")}, {}})), message);
  EXPECT_EQ(said(log_->append({"k1", {}, {}})), message);
  EXPECT_EQ(said(log_->append({"k1", {event("", "A1")}, {}})), message);
  EXPECT_EQ(said(log_->append({"k1", {event("i1", "A\n1")}, {}})), message);
  EXPECT_EQ(log_->head().length, 0);
}

TEST_P(EventLogTest, LetsExactlyOneOfManyTakeAUnit) {
  constexpr int kOperators = 8;
  std::atomic<int> won = 0;
  std::atomic<int> moved = 0;
  {
    std::vector<std::jthread> operators;
    for (int i = 0; i < kOperators; ++i) {
      operators.emplace_back([&, i] {
        const auto answer =
            log_->append({"k" + std::to_string(i), {event("i" + std::to_string(i), "A1")}, {{"unit:A1", 0}}});
        if (answer) {
          ++won;
        } else if (answer.error().front().code == "KJ0430") {
          ++moved;
        }
      });
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(moved, kOperators - 1);
  EXPECT_EQ(log_->head().length, 1);
}

TEST_P(EventLogTest, ManyWritersLoseNothing) {
  constexpr int kWriters = 6;
  constexpr int kEach = 20;
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < kWriters; ++w) {
      writers.emplace_back([&, w] {
        for (int i = 0; i < kEach; ++i) {
          const auto name = std::to_string(w) + "-" + std::to_string(i);
          EXPECT_EQ(said(log_->append({name, {event(name, "U" + std::to_string(w))}, {}})), "ok");
        }
      });
    }
  }
  EXPECT_EQ(log_->head().length, kWriters * kEach);
  EXPECT_EQ(log_->version("unit:U3"), kEach);
  EXPECT_EQ(verdict(log_->head()), "0 ");
}

TEST_P(EventLogTest, NamesTheFirstBadEvent) {
  fill(5);
  tamper("update kjede_event set body = '{\"n\":2}' where seq = 3");
  EXPECT_EQ(verdict(), "3 event 3 was changed");
}

TEST_P(EventLogTest, FindsARemovedEvent) {
  fill(5);
  tamper("delete from kjede_event where seq = 2");
  EXPECT_EQ(verdict(), "2 event 2 is missing");
}

TEST_P(EventLogTest, FindsACutTailByTheWitness) {
  const auto path = folder_ / "head";
  const auto witness = witness_file(path);
  log_ = reopen(witness.get());
  fill(5);
  std::ofstream(path, std::ios::app) << "6 a line that a crash cut";
  const auto head = last_witnessed(path);
  ASSERT_EQ(said(head), "ok");
  EXPECT_EQ(head->length, 5);
  EXPECT_EQ(verdict(*head), "0 ");
  tamper("delete from kjede_event where seq >= 4");
  EXPECT_EQ(verdict(), "0 ");
  EXPECT_EQ(verdict(*head), "0 the log has 3 events, 5 were expected: its tail was cut off");
}

TEST_P(EventLogTest, SaysThatTheWitnessFailedAndKeepsTheEvents) {
  const auto witness = witness_file(folder_ / "no such folder" / "head");
  log_ = reopen(witness.get());
  const auto receipt = log_->append({"k1", {event("i1", "A1")}, {}});
  ASSERT_EQ(said(receipt), "ok");
  EXPECT_EQ(receipt->witness, "'head' cannot be opened: No such file or directory");
  EXPECT_EQ(log_->head().length, 1);
}

TEST_P(EventLogTest, VerifiesInStretches) {
  std::vector<EventBatch> batches;
  for (int i = 0; i < 30'000; ++i) {
    batches.push_back({"k" + std::to_string(i), {event("i" + std::to_string(i % 100), "A1")}, {}});
  }
  for (const auto& answer : log_->append_all(std::move(batches))) ASSERT_EQ(said(answer), "ok");
  EXPECT_EQ(verdict(log_->head(), 3), "0 ");
  tamper("update kjede_event set recorder = 'op2' where seq = 20001");
  EXPECT_EQ(verdict({}, 3), "20001 event 20001 was changed");
  tamper("delete from kjede_event where seq = 9");
  EXPECT_EQ(verdict({}, 3), "9 event 9 is missing");
}

TEST_P(EventLogTest, TakesInWhatAnotherProgramWrote) {
  if (GetParam() != Dialect::postgres) GTEST_SKIP() << "an embedded store has one writer";
  auto other_database = store::open(location_, Mode::read_write);
  ASSERT_EQ(said(other_database), "ok");
  auto other = EventLog::open(**other_database, nullptr);
  ASSERT_EQ(said(other), "ok");
  ASSERT_EQ(said((*other)->append({"o1", {event("i1", "A1")}, {}})), "ok");
  EXPECT_EQ(said(log_->append({"k1", {event("i2", "A1")}, {{"unit:A1", 0}}})).substr(0, 6), "KJ0430");
  ASSERT_EQ(said(log_->append({"k1", {event("i2", "A1")}, {{"unit:A1", 1}}})), "ok");
  EXPECT_EQ(log_->head().length, 2);
  EXPECT_EQ(verdict(log_->head()), "0 ");
}

KJEDE_BOTH_ADAPTERS(EventLogTest);

}  // namespace
}  // namespace kjede::store
