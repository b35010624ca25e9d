#include "kjede/store/access_log.hpp"

#include <atomic>
#include <thread>

#include "kjede/store/records.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

AccessEntry entry(int n) {
  return {base::Instant(base::make_date(2025, 1, 1)) + std::chrono::minutes(n),
          "kari",
          "identity",
          "person " + std::to_string(n),
          "kvalitetsstudie",
          "",
          1};
}

class AccessLogTest : public kjede::testing::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    auto opened = open_records({location_, ""});
    ASSERT_EQ(said(opened), "ok");
    store_ = *std::move(opened);
    for (int i = 1; i <= 5; ++i) {
      auto head = append_access(log(), entry(i));
      ASSERT_EQ(said(head), "ok");
      head_ = *head;
    }
  }
  void TearDown() override {
    store_.reset();
    StoreTest::TearDown();
  }
  Database& log() { return store_->database(); }
  void tamper(const std::string& sql) { ASSERT_EQ(said(log().execute(sql)), "ok"); }
  std::string verdict(const std::optional<AccessHead>& expected = {}) {
    const auto found = verify_access(log(), expected);
    return found ? std::to_string(found->first_bad) + " " + found->reason : said(found);
  }
  std::unique_ptr<RecordStore> store_;
  AccessHead head_;
};

TEST_P(AccessLogTest, HoldsWhenNothingWasDone) {
  EXPECT_EQ(head_.length, 5);
  EXPECT_EQ(head_.hash, "5974a52220548c560a82211ee850f9d2201a1604e1c24bdd2726433f52cec8ff");
  EXPECT_EQ(verdict(), "0 ");
  EXPECT_EQ(verdict(head_), "0 ");
  ASSERT_EQ(said(append_access(log(), entry(6))), "ok");
  EXPECT_EQ(verdict(head_), "0 ");  // it may have grown since
  EXPECT_EQ(read_access(log(), "person 3")->size(), 1u);
  EXPECT_EQ(read_access(log())->at(5).subject, "person 6");
}

TEST_P(AccessLogTest, NamesTheFirstBadEntry) {
  tamper("update kjede_access_log set actor = 'ola' where seq = 3");
  EXPECT_EQ(verdict(), "3 entry 3 was changed");
}

TEST_P(AccessLogTest, FindsARemovedEntry) {
  tamper("delete from kjede_access_log where seq = 2");
  EXPECT_EQ(verdict(), "2 entry 2 is missing");
}

TEST_P(AccessLogTest, FindsTwoThatChangedPlaces) {
  tamper(
      "update kjede_access_log set subject = case seq when 1 then 'person 2' else 'person 1' end where seq in (1, 2)");
  EXPECT_EQ(verdict(), "1 entry 1 was changed");
}

TEST_P(AccessLogTest, FindsACutTailOnlyWithTheExpectedHead) {
  tamper("delete from kjede_access_log where seq > 3");
  EXPECT_EQ(verdict(), "0 ");
  EXPECT_EQ(verdict(head_), "0 the log has 3 entries, 5 were expected: its tail was cut off");
  ASSERT_EQ(said(append_access(log(), entry(7))), "ok");
  ASSERT_EQ(said(append_access(log(), entry(8))), "ok");
  EXPECT_EQ(verdict(head_), "0 entry 5 is not the one that was expected: the log was rewritten");
}

TEST_P(AccessLogTest, OutlivesTheCallersTransaction) {
  ASSERT_EQ(said(log().begin()), "ok");
  ASSERT_EQ(said(append_access(log(), entry(6))), "ok");
  ASSERT_EQ(said(append_access(log(), entry(7))), "ok");
  ASSERT_EQ(said(log().rollback()), "ok");
  EXPECT_EQ(verdict(head_), "0 ");
  EXPECT_EQ(verify_access(log())->head.length, 7);
}

TEST_P(AccessLogTest, ManyThreadsMakeOneChain) {
  std::vector<std::thread> threads;
  std::atomic<int> written = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, connection = std::shared_ptr<Database>(*log().connect())] {
      for (int i = 0; i < 10; ++i) {
        if (append_access(*connection, entry(i))) ++written;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(written, 40);
  EXPECT_EQ(verdict(), "0 ");
  EXPECT_EQ(verify_access(log())->head.length, 5 + written);
}

KJEDE_BOTH_ADAPTERS(AccessLogTest);

}  // namespace
}  // namespace kjede::store
