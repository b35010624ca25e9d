// Versioned records: the same suite on both adapters.

#include "kjede/store/records.hpp"

#include <sys/stat.h>

#include <array>
#include <fstream>
#include <thread>

#include "kjede/store/held_version.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

struct Row {
  std::string key;
  std::string hash;
  std::int64_t age = 0;
};

base::Instant at(int day) { return base::Instant(base::make_date(2025, 1, 1)) + std::chrono::days(day); }

class RecordsTest : public kjede::testing::StoreTest {
 protected:
  RecordStore& store() {
    if (!store_) {
      auto opened = open_records({location_, key_file()});
      if (!opened) throw std::runtime_error(said(opened));
      store_ = *std::move(opened);
    }
    return *store_;
  }
  std::string key_file() const { return folder_ / "store.keys"; }
  void reopen() { store_.reset(); }
  void TearDown() override {
    store_.reset();
    StoreTest::TearDown();
  }
  void stage(ImportSession& session, const std::vector<Row>& rows) {
    for (const auto& row : rows) {
      auto& out = session.rows();
      out.text(row.key);
      out.text(row.hash);
      out.date(base::make_date(2024, 1, 1));
      out.null();
      out.integer(row.age);
      out.text("unit");
      ASSERT_EQ(said(out.end_row()), "ok");
    }
  }
  base::Result<Batch> import(const std::vector<Row>& rows, int day, const std::string& source = "a.csv") {
    auto session = store().begin_import(schema_);
    if (!session) return session.unexpected();
    stage(**session, rows);
    return (*session)->commit(source, 1, 2, at(day));
  }
  // A form: record "a" as it was read in version `expected`, changed.
  base::Result<Batch> change(RecordStore& store, const std::string& hash, std::int64_t expected, base::Instant now) {
    KJEDE_ASSIGN(const auto session, store.begin_import(schema_));
    stage(*session, {{"a", hash, 11}});
    KJEDE_ASSIGN(const auto recorded, hold_version(store.database(), {"ohca", "a", expected}, now));
    return session->commit("form", 0, 0, recorded);
  }
  // "key/version/age …" of the rows as of a batch, by key
  std::string state(std::int64_t batch) {
    auto table = store().database().query("select record_key, version, age from " + table_of("ohca") + " where " +
                                          current_at(batch) + " order by record_key");
    EXPECT_EQ(said(table), "ok");
    std::string out;
    for (const auto& row : table->rows) {
      out += std::get<std::string>(row[0]) + "/" + std::to_string(std::get<std::int64_t>(row[1])) + "/" +
             std::to_string(std::get<std::int64_t>(row[2])) + " ";
    }
    return out;
  }
  static std::string counts(const base::Result<Batch>& b) {
    if (!b) return said(b);
    return std::to_string(b->number) + ": " + std::to_string(b->rows) + " rows, " + std::to_string(b->created) +
           " created, " + std::to_string(b->changed) + " changed, " + std::to_string(b->unchanged) + " unchanged";
  }

  RegisterSchema schema_{"ohca", {{"age", ColumnType::integer}, {"unit", ColumnType::text}}};
  std::unique_ptr<RecordStore> store_;
};

TEST_P(RecordsTest, KeepsEveryEarlierState) {
  EXPECT_EQ(counts(import({{"a", "1", 10}, {"b", "1", 20}}, 1)), "1: 2 rows, 2 created, 0 changed, 0 unchanged");
  EXPECT_EQ(counts(import({{"a", "2", 11}, {"b", "1", 20}, {"c", "1", 30}}, 2)),
            "2: 3 rows, 1 created, 1 changed, 1 unchanged");
  EXPECT_EQ(counts(import({{"a", "1", 10}}, 3)), "3: 1 rows, 0 created, 1 changed, 0 unchanged");
  EXPECT_EQ(state(0), "");
  EXPECT_EQ(state(1), "a/1/10 b/1/20 ");
  EXPECT_EQ(state(2), "a/2/11 b/1/20 c/1/30 ");
  EXPECT_EQ(state(3), "a/3/10 b/1/20 c/1/30 ");
  EXPECT_EQ(*store().batch_at(std::nullopt), 3);
  EXPECT_EQ(*store().batch_at(at(2)), 2);
  EXPECT_EQ(*store().batch_at(at(3) - base::Duration(1)), 2);
  EXPECT_EQ(*store().batch_at(at(0)), 0);
}

TEST_P(RecordsTest, TheSameFileTwiceChangesNothing) {
  const auto first = import({{"a", "1", 10}, {"b", "1", 20}}, 1);
  const auto again = import({{"b", "1", 20}, {"a", "1", 10}}, 2);
  EXPECT_EQ(counts(again), "1: 2 rows, 0 created, 0 changed, 2 unchanged");
  EXPECT_EQ(again->data_version, first->data_version);
  EXPECT_EQ(store().batches()->size(), 1u);
  EXPECT_EQ(counts(import({}, 3)), "1: 0 rows, 0 created, 0 changed, 0 unchanged");
}

// Two servers: both have read version 1, both have looked that it is still so, and both store.
TEST_P(RecordsTest, OfTwoWhoExpectTheSameVersionOneIsStale) {
  ASSERT_EQ(said(import({{"a", "1", 10}}, 1)), "ok");
  EXPECT_EQ(counts(change(store(), "2", 1, at(2))), "2: 1 rows, 0 created, 1 changed, 0 unchanged");
  for (const int stale : {1, 0}) {
    EXPECT_EQ(said(change(store(), "3", stale, at(2))),
              "KJ0425: somebody has stored another version of this record meanwhile; read it again and decide");
  }
  EXPECT_EQ(state(2), "a/2/11 ");
  EXPECT_EQ(store().batches()->size(), 2u);
}

TEST_P(RecordsTest, TwoConnectionsAtOnceStoreOneVersionEach) {
  if (GetParam() == Dialect::duckdb) GTEST_SKIP() << "one process has the file, and one thread of it stores";
  ASSERT_EQ(said(import({{"a", "1", 10}}, 1)), "ok");
  auto other = open_records({location_, key_file()});
  ASSERT_EQ(said(other), "ok");
  constexpr int rounds = 10;
  for (int round = 1; round <= rounds; ++round) {
    std::array<base::Result<Batch>, 2> results{base::Result<Batch>(Batch{}), base::Result<Batch>(Batch{})};
    const auto hash = std::to_string(round + 1);
    std::thread second([&] { results[1] = change(**other, hash + "y", round, at(2)); });
    results[0] = change(store(), hash + "x", round, at(2));
    second.join();
    EXPECT_NE(results[0].has_value(), results[1].has_value()) << round;
    const auto& lost = results[0] ? results[1] : results[0];
    EXPECT_THAT(said(lost), ::testing::StartsWith("KJ0425")) << round;
  }
  EXPECT_EQ(store().batches()->size(), rounds + 1u);
}

TEST_P(RecordsTest, AFormIsRecordedWithTheLastBatchWhenTheClockWasSetBack) {
  ASSERT_EQ(said(import({{"a", "1", 10}}, 5)), "ok");
  const auto batch = change(store(), "2", 1, at(1));
  ASSERT_EQ(said(batch), "ok");
  EXPECT_EQ(batch->recorded, at(5));
  EXPECT_EQ(state(2), "a/2/11 ");
}

TEST_P(RecordsTest, WritesBatchesDown) {
  ASSERT_EQ(said(import({{"a", "1", 10}}, 1, "ærlig.csv")), "ok");
  reopen();
  const auto batches = store().batches();
  ASSERT_EQ(batches->size(), 1u);
  const auto& b = batches->front();
  EXPECT_EQ(b.register_id, "ohca");
  EXPECT_EQ(b.source, "ærlig.csv");
  EXPECT_EQ(b.recorded, at(1));
  EXPECT_EQ(b.rejected, 1);
  EXPECT_EQ(b.warned, 2);
  EXPECT_EQ(b.data_version.size(), 32u);
}

// These texts are golden: both adapters, every machine, whatever the order of rows in the file.
TEST_P(RecordsTest, DataVersionIsTheSameEverywhere) {
  const auto one = import({{"a", "1", 10}, {"b", "1", 20}, {"å", "1", 20}}, 1);
  EXPECT_EQ(one->data_version, "190c5afd999e76c85262bd5509249348");
  const auto two = import({{"c", "1", 10}, {"å", "2", 10}}, 9);
  EXPECT_EQ(two->data_version, "ce3bee453fc8796720e49266b49a7000");
}

TEST_P(RecordsTest, DataVersionDoesNotDependOnTheOrderOfRows) {
  const auto one = import({{"å", "1", 20}, {"b", "1", 20}, {"a", "1", 10}}, 5);
  EXPECT_EQ(one->data_version, "190c5afd999e76c85262bd5509249348");
}

TEST_P(RecordsTest, AKeyTwiceInOneFileLosesNothing) {
  EXPECT_EQ(counts(import({{"a", "1", 1}, {"b", "1", 1}, {"a", "2", 2}, {"a", "2", 2}, {"a", "1", 1}}, 1)),
            "1: 5 rows, 2 created, 2 changed, 1 unchanged");
  EXPECT_EQ(state(1), "a/3/1 b/1/1 ");
  const auto all = store().database().query("select count(*) from " + table_of("ohca"));
  EXPECT_EQ(std::get<std::int64_t>(all->rows[0][0]), 4);
  EXPECT_EQ(counts(import({{"a", "1", 1}, {"a", "3", 3}}, 2)), "2: 2 rows, 0 created, 1 changed, 1 unchanged");
  EXPECT_EQ(state(1), "a/3/1 b/1/1 ");
  EXPECT_EQ(state(2), "a/4/3 b/1/1 ");
}

TEST_P(RecordsTest, RefusesARecordedTimeBeforeTheLast) {
  ASSERT_EQ(said(import({{"a", "1", 10}}, 2)), "ok");
  EXPECT_EQ(
      said(import({{"b", "1", 10}}, 1)),
      "KJ0418: the import is recorded at 2025-01-02T00:00:00Z, before the last one at 2025-01-03T00:00:00Z; check "
      "the computer's clock, or the time given with --recorded");
  EXPECT_EQ(state(kNoBatch - 1), "a/1/10 ");
  EXPECT_EQ(said(import({{"b", "1", 10}}, 2)), "ok");  // the same moment is allowed
}

TEST_P(RecordsTest, AnAbandonedImportLeavesNoTrace) {
  ASSERT_EQ(said(import({{"a", "1", 10}}, 1)), "ok");
  {
    auto session = store().begin_import(schema_);
    stage(**session, {{"a", "2", 99}, {"z", "1", 1}});
    (*session)->person({*store().pseudonym(base::Sensitive(std::string("01818012345"))),
                        base::Sensitive(std::string("01818012345")), base::Sensitive(std::string("Test Person"))});
  }
  EXPECT_EQ(state(kNoBatch - 1), "a/1/10 ");
  EXPECT_EQ(counts(import({{"b", "1", 1}}, 2)), "2: 1 rows, 1 created, 0 changed, 0 unchanged");
}

TEST_P(RecordsTest, ANewerDefinitionAddsColumns) {
  ASSERT_EQ(said(import({{"a", "1", 10}}, 1)), "ok");
  auto wider = schema_;
  wider.variables.push_back({"rosc", ColumnType::boolean});
  ASSERT_EQ(said(store().prepare(wider)), "ok");
  ASSERT_EQ(said(store().prepare(wider)), "ok");
  const auto table = store().database().query("select rosc from " + table_of("ohca"));
  EXPECT_TRUE(base::is_missing(table->rows.at(0).at(0)));
  EXPECT_EQ(counts(import({{"b", "1", 1}}, 2)), "2: 1 rows, 1 created, 0 changed, 0 unchanged");
  wider.variables[0].type = ColumnType::text;
  EXPECT_EQ(
      said(store().prepare(wider)),
      "KJ0419: variable 'age' of register 'ohca' is stored as integer, the definition says text; give the variable "
      "a new name, or import into a new store");
}

TEST_P(RecordsTest, RefusesNamesThatWouldCollide) {
  EXPECT_EQ(said(store().prepare({"x", {{"Version", ColumnType::text}}})),
            "KJ0423: register 'x': the variable name 'Version' is taken by the store or by another variable; choose "
            "another name");
  EXPECT_EQ(said(store().prepare({std::string(60, 'x'), {}})).substr(0, 6), "KJ0423");
  const std::string hostile = "a\"; drop table kjede_batch; --";
  EXPECT_EQ(said(store().prepare({"y", {{hostile, ColumnType::text}}})), "ok");
  EXPECT_EQ(said(store().batches()), "ok");
}

TEST_P(RecordsTest, ReadOnlySaysWhatIsNotThereYet) {
  store();
  reopen();
  auto reader = open_records({location_, key_file(), Mode::read_only});
  ASSERT_EQ(said(reader), "ok");
  EXPECT_EQ(said((*reader)->prepare(schema_)),
            "KJ0424: the store has no records of register 'ohca' yet; import some first");
}

TEST_P(RecordsTest, SealsIdentitiesApart) {
  const base::Sensitive<std::string> identifier(std::string("018180 12345"));
  const auto pseudonym = *store().pseudonym(identifier);
  EXPECT_EQ(pseudonym, *store().pseudonym(base::Sensitive(std::string("01818012345"))));
  EXPECT_EQ(pseudonym.size(), 64u);
  auto session = store().begin_import(schema_);
  stage(**session, {{"a", "1", 10}});
  (*session)->person({pseudonym, identifier, base::Sensitive(std::string("Åse Prøve"))});
  (*session)->person({pseudonym, identifier, base::Sensitive(std::string("Another Name"))});
  ASSERT_EQ(said((*session)->commit("a.csv", 0, 0, at(1))), "ok");
  session->reset();
  reopen();
  const auto person = store().identity(pseudonym);
  ASSERT_EQ(said(person), "ok");
  ASSERT_TRUE(person->has_value());
  EXPECT_EQ((*person)->name.reveal(), "Åse Prøve");
  EXPECT_EQ((*person)->identifier.reveal(), "018180 12345");
  EXPECT_FALSE(store().identity(std::string(64, '0'))->has_value());

  // a seal moved to another pseudonym does not open
  const std::vector<base::Value> moved{std::string(64, '0')};
  ASSERT_EQ(said(store().database().execute("update kjede_identity set pseudonym = $1", moved)), "ok");
  EXPECT_EQ(said(store().identity(std::string(64, '0'))),
            "KJ0417: the identity of a pseudonym was changed and cannot be trusted; restore a copy of the store");
}

TEST_P(RecordsTest, ExtractsCannotBeJoined) {
  const auto pseudonym = *store().pseudonym(base::Sensitive(std::string("01818012345")));
  const auto one = *store().extract_pseudonym(pseudonym, "report 2024");
  EXPECT_EQ(one, *store().extract_pseudonym(pseudonym, "report 2024"));
  EXPECT_NE(one, *store().extract_pseudonym(pseudonym, "research 7"));
  EXPECT_NE(one, pseudonym);
}

TEST_P(RecordsTest, GuardsTheKeyFile) {
  store();
  reopen();
  struct stat state {};
  ASSERT_EQ(::stat(key_file().c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600u);

  ::chmod(key_file().c_str(), 0640);
  EXPECT_EQ(said(open_records({location_, key_file()})),
            "KJ0414: the key file '" + key_file() + "' can be read by others; run: chmod 600 '" + key_file() + "'");
  ::chmod(key_file().c_str(), 0600);

  const std::string other = folder_ / "other.keys";
  ASSERT_EQ(said(open_records({":memory:", other})), "ok");
  EXPECT_THAT(said(open_records({location_, other})),
              ::testing::StartsWith("KJ0416: the key file '" + other + "' does not belong to the store '"));

  std::ofstream(key_file()) << "kjede-keys 1\npseudonym 12\n";
  EXPECT_EQ(said(open_records({location_, key_file()})),
            "KJ0415: the key file '" + key_file() +
                "' is damaged: a key is missing or not 64 hexadecimal digits; put back a "
                "copy of the key file; without it identities cannot be read");

  std::filesystem::remove(key_file());
  auto without = open_records({location_, key_file()});  // measuring needs no keys
  ASSERT_EQ(said(without), "ok");
  EXPECT_FALSE(std::filesystem::exists(key_file()));
  EXPECT_EQ(said((*without)->pseudonym(base::Sensitive(std::string("1")))),
            "KJ0413: there is no key file at '" + key_file() +
                "'; name the key file that was made with the store, or put "
                "back a copy of it");
}

TEST_P(RecordsTest, RefusesForeignAndNewerStores) {
  store();
  ASSERT_EQ(said(store().database().execute("update kjede_store set schema_version = 99")), "ok");
  reopen();
  EXPECT_THAT(said(open_records({location_, ""})),
              ::testing::HasSubstr("has schema version 99, this program knows up to 1"));
  ASSERT_EQ(said(db().execute("drop table kjede_store")), "ok");
  database_.reset();
  EXPECT_THAT(
      said(open_records({location_, ""})),
      ::testing::EndsWith("holds tables that Kjede did not make; name a new file, or an empty database or schema"));
}

TEST_P(RecordsTest, KeepsTheLastAnswersOfASubject) {
  for (int i = 0; i < 20; ++i)
    ASSERT_EQ(said(store().remember("masks", "key " + std::to_string(i), "answer " + std::to_string(i))), "ok");
  ASSERT_EQ(said(store().remember("others", "key", "one")), "ok");
  ASSERT_EQ(said(store().remember("others", "key", "two")), "ok");
  reopen();
  EXPECT_EQ(*store().recall("key 19"), "answer 19");
  EXPECT_EQ(*store().recall("key 4"), "answer 4");
  EXPECT_EQ(*store().recall("key 3"), std::nullopt);
  EXPECT_EQ(*store().recall("key"), "two");
}

TEST_P(RecordsTest, AReaderKeepsAnswersOnlyWhenTold) {
  store();
  reopen();
  for (const bool keep : {false, true}) {
    {
      auto reader =
          open_records({.location = location_, .key_file = {}, .mode = Mode::read_only, .keep_answers = keep});
      ASSERT_EQ(said(reader), "ok");
      EXPECT_EQ(*(*reader)->recall("key"), std::nullopt);
      ASSERT_EQ(said((*reader)->remember("masks", "key", "answer")), "ok");
      EXPECT_EQ(*(*reader)->recall("key"), "answer");
    }
    auto after = open_records({.location = location_, .key_file = {}, .mode = Mode::read_only});
    ASSERT_EQ(said(after), "ok");
    EXPECT_EQ((*after)->recall("key")->has_value(), keep);
  }
}

KJEDE_BOTH_ADAPTERS(RecordsTest);

}  // namespace
}  // namespace kjede::store
