// Looking a person up: what is found, that it is in the log before it is shown, and that nothing personal stands there.
#include "kjede/service/identity.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "kjede/catalog/load.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/service/linkage.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::service {
namespace {

using kjede::testing::said;

constexpr std::string_view number = "14836110197", other = "14836110278";

const catalog::Catalog& arrests() {
  static const auto loaded = catalog::load(KJEDE_SOURCE_DIR "/tests/bad_input/catalog");
  EXPECT_TRUE(loaded) << (loaded ? "" : base::render(loaded.error()));
  return *loaded;
}

class IdentityTest : public kjede::testing::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    auto opened = store::open_records({location_, (folder_ / "key").string(), store::Mode::read_write, {}});
    ASSERT_EQ(said(opened), "ok");
    records_ = *std::move(opened);
    const auto file = write("arrests.csv",
                            "event_id,arrest_date,service,age,national_id,patient_name\n"
                            "e1,2024-05-01,nord,70,14836110197,Kari Kvistebakk\n"
                            "e2,2024-08-01,nord,70,14836110197,Kari Kvistebakk\n"
                            "e3,2024-08-02,sor,50,14836110278,Ola Strandrud\n"
                            "e4,2024-08-02,sor,51,,\n");
    registry::ImportOptions options;
    options.test_persons = true;
    options.recorded = base::Instant(base::make_date(2025, 1, 1));
    base::NoProgress quiet;
    const std::vector<std::string> files{file};
    const auto done =
        registry::import_records(arrests(), *arrests().find_register("arrest"), files, options, *records_, quiet);
    ASSERT_EQ(said(done), "ok");
    ASSERT_EQ(done->batch.created, 4);
  }
  void TearDown() override {
    records_.reset();
    StoreTest::TearDown();
  }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  static Access access(std::string purpose = "innsyn, sak 7") {
    return {"kari", std::move(purpose), base::Instant(base::make_date(2025, 2, 1))};
  }
  base::Result<PersonAnswer> find(const PersonQuery& query, const Access& by = access()) {
    return find_person(arrests(), *records_, query, by);
  }
  static base::Sensitive<std::string> secret(std::string_view text) {
    return base::Sensitive<std::string>(std::string(text));
  }
  // "kari search 2 innsyn, sak 7" of every entry; the subject is checked for being no identity number.
  std::string logged() {
    const auto entries = store::read_access(records_->database());
    EXPECT_EQ(said(entries), "ok");
    std::string out;
    for (const auto& e : *entries) {
      EXPECT_EQ(e.subject.find(number.substr(0, 6)), std::string::npos);
      out += e.actor + " " + e.action + " " + std::to_string(e.hits) + " " + e.detail + ": " + e.purpose + "\n";
    }
    return out;
  }

  std::unique_ptr<store::RecordStore> records_;
};

TEST_P(IdentityTest, FindsRecordsByNumberAndLogsIt) {
  const auto found = find({.identifier = secret("148361 10197")});
  ASSERT_EQ(said(found), "ok");
  EXPECT_EQ(found->logged, 1);
  EXPECT_FALSE(found->person);
  EXPECT_EQ(
      to_text(arrests(), *found, false, "nb"),
      "register  post  dato\n────────  ────  ──────────\narrest    e1    2024-05-01\narrest    e2    2024-08-01\n");
  EXPECT_EQ(logged(), "kari search 2 arrest: innsyn, sak 7\n");
}

TEST_P(IdentityTest, ShowsIdentityAndValuesOnlyWhenAsked) {
  const auto found = find({.registers = {"arrest"}, .record = "e3", .identity = true});
  ASSERT_EQ(said(found), "ok");
  const auto text = to_text(arrests(), *found, true, "en");
  EXPECT_EQ(text.substr(0, text.find('\n')), "Identity number 14836110278, name Ola Strandrud");
  EXPECT_NE(text.find("50"), std::string::npos) << text;
  EXPECT_EQ(logged(), "kari identity 1 arrest: innsyn, sak 7\n");
}

TEST_P(IdentityTest, LogsWhatIsNotFoundOrRefused) {
  EXPECT_EQ(said(find({.identifier = secret("14836110198")})),
            "KJ0521: the identity number is not valid; check its digits; it is not repeated here");
  const auto nobody = find({.registers = {"arrest"}, .record = "e4"});
  ASSERT_EQ(said(nobody), "ok");
  EXPECT_EQ(to_text(arrests(), *nobody, false, "en"), "The registers hold nothing on this person.\n");
  EXPECT_EQ(logged(), "kari refused 0 KJ0521: innsyn, sak 7\nkari search 0 arrest: innsyn, sak 7\n");
}

TEST_P(IdentityTest, ShowsNothingWithoutAReason) {
  EXPECT_EQ(said(find({.identifier = secret(number)}, access(" "))),
            "KJ0933: nobody is looked up without a reason; say why with --reason");
  EXPECT_EQ(logged(), "");
}

TEST_P(IdentityTest, ReadingTheLogIsLoggedAndTheChainHolds) {
  ASSERT_EQ(said(find({.identifier = secret(number)})), "ok");
  ASSERT_EQ(said(find({.identifier = secret(other)})), "ok");
  const auto about = read_log(*records_, access("hvem har sett"), secret(number));
  ASSERT_EQ(said(about), "ok");
  EXPECT_EQ(about->entries.size(), 1U);
  EXPECT_EQ(about->logged, 3);
  const auto verdict = verify_log(*records_, "");
  ASSERT_EQ(said(verdict), "ok");
  EXPECT_TRUE(verdict->ok());
  EXPECT_EQ(verdict->head.length, 3);
  const auto head = head_text(verdict->head);
  EXPECT_TRUE(verify_log(*records_, head)->ok());
  ASSERT_EQ(said(records_->database().execute("delete from kjede_access_log where seq = 3")), "ok");
  EXPECT_EQ(to_text(*verify_log(*records_, head), "en"),
            "the log was CHANGED (KJ0421): the log has 2 entries, 3 were expected: its tail was cut off\n");
  EXPECT_EQ(said(verify_log(*records_, "3")),
            "KJ0914: the expected head of the log is not understood; write it as 'kjede access-log --verify' does: "
            "NUMBER:HASH");
}

TEST_P(IdentityTest, LinkageGivesCountsAndIsLogged) {
  const auto file = write("npr.csv",
                          "national_id;admitted;discharged;died;codes\n"
                          "14836110197;2024-05-02T10:00;2024-05-04T10:00;;I46.1\n"
                          "14836110278;2024-12-01T10:00;2024-12-03T10:00;;I46.1\n"
                          "14836110198;2024-12-01T10:00;2024-12-03T10:00;;I46.1\n"
                          ";2024-12-01T10:00;2024-12-03T10:00;;I46.1\n");
  const auto list = file + ".rejects";
  const auto linked =
      link(arrests(), *records_, {.register_id = "arrest", .file = file, .rejects = list, .language = "en"},
           access("dekningsgrad"));
  ASSERT_EQ(said(linked), "ok");
  EXPECT_EQ(
      to_text(*linked, "en"),
      "arrest beside npr.csv, 2024-05-02 to 2024-12-01: 3 records with a known person, 2 stays in 2 courses\n"
      "left out, without an identity number: 1 of 4 rows\n"
      "rejected, not in the figures: 1 of 4 rows\n"
      "  rejected KJ0521 national_id: the check digits of the fødselsnummer do not fit (1 row, first in row 3 of " +
          file + ")\n  every problem is listed in " + list +
          "\n"
          "same person, at most 3 days apart  count\n"
          "─────────────────────────────────  ─────\n"
          "in both                                1\n"  // e1, the day before the first admission
          "in the register only                   2\n"
          "in the other source only               1\n"
          "Coverage of the register: 75.0% (30.1%–95.4%)\n"
          "Of the other source: 50.0% (15.0%–85.0%)\n"
          "Estimated total (Chapman, assumes independent sources): 5\n");
  EXPECT_EQ(logged(), "kari link 3 npr.csv: dekningsgrad\n");
}

KJEDE_BOTH_ADAPTERS(IdentityTest);

}  // namespace
}  // namespace kjede::service
