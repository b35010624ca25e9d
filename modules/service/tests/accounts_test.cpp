// Accounts of people whom a provider names, and clocks that jump.

#include "kjede/service/accounts.hpp"

#include "kjede/testing/fresh_store.hpp"

namespace kjede::service {
namespace {

using kjede::testing::said;
using std::chrono::hours;

const base::Instant kNow = base::Instant(base::make_date(2026, 5, 18)) + hours(12);

class AccountsTest : public kjede::testing::StoreTest {
 protected:
  Accounts& accounts() {
    if (!accounts_) accounts_ = *Accounts::open(db());
    return *accounts_;
  }
  void TearDown() override {
    accounts_.reset();
    StoreTest::TearDown();
  }
  // The account's name, or what is wrong.
  std::string name_of(const TrustedPerson& person) {
    const auto begun = accounts().log_in_trusted(person, kNow);
    return begun ? begun->session.account.name : said(begun);
  }
  std::unique_ptr<Accounts> accounts_;
};

TEST_P(AccountsTest, APersonIsIssuerAndSubjectWhateverTheName) {
  EXPECT_EQ(name_of({"https://a", "1", "Kari.Nordmann@Example.no", "Kari", {}}), "kari.nordmann@example.no");
  EXPECT_EQ(name_of({"https://a", "1", "kari.hansen", "Kari Hansen", {}}), "kari.nordmann@example.no");
  EXPECT_EQ(name_of({"https://b", "1", "kari.nordmann@example.no", "Another", {}}), "kari.nordmann@example.no-2");
  EXPECT_EQ(name_of({"https://a", "Øl/7 x", "", "", {}}), "--l-7-x");
  EXPECT_EQ(accounts().all()->size(), 3u);
  EXPECT_EQ(accounts().all()->at(1).display, "Kari Hansen");
}

TEST_P(AccountsTest, AnAccountThatWasMadeHereIsNotTakenOver) {
  ASSERT_EQ(said(accounts().add({"admin", "", false, false, {{Role::administrator, ""}}}, {}, kNow)), "ok");
  EXPECT_EQ(name_of({"https://a", "1", "admin", "Mallory", {}}), "admin-2");
  EXPECT_FALSE(*accounts().is_trusted("admin"));
  EXPECT_TRUE(*accounts().is_trusted("admin-2"));
}

TEST_P(AccountsTest, RightsOfAProviderReplaceThoseBefore) {
  const TrustedPerson kari{"https://a", "1", "kari", "Kari", std::vector<Grant>{{Role::dispatcher, ""}}};
  const auto first = accounts().log_in_trusted(kari, kNow);
  ASSERT_EQ(said(first), "ok");
  EXPECT_EQ(first->session.account.grants, (std::vector<Grant>{{Role::dispatcher, ""}}));
  auto less = kari;
  less.grants = std::vector<Grant>{};
  EXPECT_TRUE(accounts().log_in_trusted(less, kNow)->session.account.grants.empty());
  EXPECT_FALSE(*accounts().still(first->session.token_hash, first->session.account.grants, kNow));
  auto silent = kari;
  silent.grants.reset();  // roles are given here
  ASSERT_EQ(said(accounts().set_grants("kari", {{Role::planner, ""}})), "ok");
  EXPECT_EQ(accounts().log_in_trusted(silent, kNow)->session.account.grants, (std::vector<Grant>{{Role::planner, ""}}));
}

TEST_P(AccountsTest, AClosedAccountStaysClosedAndARemovedOneBeginsAnew) {
  const TrustedPerson kari{"https://a", "1", "kari", "Kari", {}};
  EXPECT_EQ(name_of(kari), "kari");
  ASSERT_EQ(said(accounts().set_disabled("kari", true)), "ok");
  EXPECT_EQ(name_of(kari), "KJ0952: the user name or the password is wrong; try again, or ask the administrator");
  ASSERT_EQ(said(accounts().remove("kari")), "ok");
  ASSERT_EQ(said(accounts().add({"kari", "", false, false, {{Role::planner, ""}}}, {}, kNow)), "ok");
  EXPECT_EQ(name_of(kari), "kari-2");
}

TEST_P(AccountsTest, AClockThatIsSetBackLocksNobodyOutAndOneSetForwardEndsSessions) {
  const TrustedPerson kari{"https://a", "1", "kari", "Kari", {}};
  const auto begun = accounts().log_in_trusted(kari, kNow);
  ASSERT_EQ(said(begun), "ok");
  const auto lives = [&](base::Instant now) { return accounts().session(begun->token, now)->has_value(); };
  EXPECT_TRUE(lives(kNow - hours(24 * 365)));
  EXPECT_TRUE(lives(kNow + hours(1)));
  EXPECT_FALSE(lives(kNow + hours(4)));
  Lockout lockout;
  for (int i = 0; i < 6; ++i) lockout.failed("kari", kNow);
  EXPECT_EQ(lockout.wait("kari", kNow), std::chrono::seconds(60));
  EXPECT_LE(lockout.wait("kari", kNow - hours(24 * 365)), hours(1));
}

KJEDE_BOTH_ADAPTERS(AccountsTest);

}  // namespace
}  // namespace kjede::service
