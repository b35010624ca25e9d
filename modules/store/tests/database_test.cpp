// The port: what both adapters must do alike.

#include "kjede/store/database.hpp"

#include <list>
#include <utility>

#include "kjede/store/dialect.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using base::Value;
using kjede::testing::said;

class DatabaseTest : public kjede::testing::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    run(R"(create table t (name text collate "C", n bigint, x double precision, ok boolean, day date, stamp timestamp))");
  }
  void run(std::string_view sql, const std::vector<Value>& parameters = {}) {
    ASSERT_EQ(said(db().execute(sql, parameters)), "ok");
  }
  Table ask(std::string_view sql, const std::vector<Value>& parameters = {}) {
    auto table = db().query(sql, parameters);
    EXPECT_EQ(said(table), "ok") << sql;
    return table ? *table : Table{};
  }
  std::int64_t count() { return std::get<std::int64_t>(ask("select count(*) from t").rows.at(0).at(0)); }
  // n rows 0 … n-1: every third n missing
  base::Result<std::unique_ptr<Appender>> start(std::int64_t n) {
    KJEDE_ASSIGN(auto rows, db().append("t", columns_));
    for (std::int64_t i = 0; i < n; ++i) {
      rows->text(i % 2 == 0 ? "kort" : "en lengre tekst med æ, ø og å");
      if (i % 3 == 0) {
        rows->null();
      } else {
        rows->integer(i);
      }
      rows->real(static_cast<double>(i) / 4);
      rows->boolean(i % 2 == 0);
      rows->date(day_ + std::chrono::days(i % 7));
      rows->time(base::Instant(day_) + std::chrono::microseconds(i));
      KJEDE_TRY(rows->end_row());
    }
    return rows;
  }

  const base::Date day_ = base::make_date(2024, 2, 29);
  const std::vector<Column> columns_{{"name", ColumnType::text}, {"n", ColumnType::integer},
                                     {"x", ColumnType::real},    {"ok", ColumnType::boolean},
                                     {"day", ColumnType::date},  {"stamp", ColumnType::time}};
};

TEST_P(DatabaseTest, GivesBackWhatItWasGiven) {
  const std::vector<Value> row{std::string("Ås'; drop table t; --"),
                               std::int64_t{-42},
                               0.1,
                               true,
                               day_,
                               base::Instant(day_) + std::chrono::microseconds(1)};
  auto written = db().execute("insert into t values ($1, $2, $3, $4, $5, $6)", row);
  ASSERT_EQ(said(written), "ok");
  EXPECT_EQ(*written, 1);
  const auto table = ask("select * from t");
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0], row);
  EXPECT_EQ(table.columns[5].name, "stamp");
  EXPECT_EQ(table.columns[5].type, ColumnType::time);
}

TEST_P(DatabaseTest, KnowsMissingValuesOfEveryType) {
  run("insert into t values ($1, $2, $3, $4, $5, $6)", std::vector<Value>(6));
  const auto table = ask("select * from t");
  for (const auto& cell : table.rows.at(0)) EXPECT_TRUE(base::is_missing(cell));
}

TEST_P(DatabaseTest, AppendsAndScansManyRows) {
  auto rows = start(10000);
  ASSERT_EQ(said(rows), "ok");
  ASSERT_EQ(said((*rows)->finish()), "ok");
  std::size_t seen = 0, missing = 0, texts = 0;
  std::int64_t sum = 0, last_at = -1;
  double reals = 0;
  auto scanned = db().scan("select name, n, x, ok, day, stamp from t order by stamp", {}, [&](const Chunk& chunk) {
    const auto& c = chunk.columns;
    for (std::size_t i = 0; i < chunk.rows; ++i) {
      const bool present = c[1].valid.empty() || c[1].valid[i] != 0;
      missing += present ? 0 : 1;
      sum += present ? c[1].integers[i] : 0;
      reals += c[2].reals[i];
      texts += c[0].texts[i].size();
      EXPECT_EQ(c[3].booleans[i] != 0, (seen + i) % 2 == 0);
      EXPECT_EQ(c[4].integers[i], day_.time_since_epoch().count() + static_cast<std::int64_t>((seen + i) % 7));
      EXPECT_GT(c[5].integers[i], last_at);
      last_at = c[5].integers[i];
    }
    seen += chunk.rows;
  });
  ASSERT_EQ(said(scanned), "ok");
  EXPECT_EQ(seen, 10000u);
  EXPECT_EQ(missing, 3334u);
  EXPECT_EQ(sum, 9999 * 10000 / 2 - 3 * 3333 * 3334 / 2);
  EXPECT_EQ(reals, 9999.0 * 10000 / 8);
  EXPECT_EQ(texts, 5000 * 4 + 5000 * std::string("en lengre tekst med æ, ø og å").size());
}

TEST_P(DatabaseTest, ScansInPartsEachRowOnce) {
  auto rows = start(10000);
  ASSERT_EQ(said((*rows)->finish()), "ok");
  struct Part {
    std::size_t rows = 0;
    std::size_t missing = 0;
    std::int64_t sum = 0;
    bool busy = false;
  };
  std::list<Part> parts;
  const auto scanned = db().scan_in_parts("select name, n, ok, x from t where n is null or n > 5", [&] {
    auto& part = parts.emplace_back();
    return [&part](const Chunk& chunk) {
      ASSERT_FALSE(std::exchange(part.busy, true));
      const auto& n = chunk.columns[1];
      for (std::size_t i = 0; i < chunk.rows; ++i) {
        const bool known = n.valid.empty() || n.valid[i] != 0;
        part.missing += known ? 0 : 1;
        part.sum += known ? n.integers[i] : 0;
      }
      part.rows += chunk.rows;
      part.busy = false;
    };
  });
  ASSERT_EQ(said(scanned), "ok");
  Part all;
  for (const auto& part : parts) {
    all.rows += part.rows;
    all.missing += part.missing;
    all.sum += part.sum;
  }
  EXPECT_EQ(all.rows, 10000u - 4);
  EXPECT_EQ(all.missing, 3334u);
  EXPECT_EQ(all.sum, 9999 * 10000 / 2 - 3 * 3333 * 3334 / 2 - (1 + 2 + 4 + 5));
}

TEST_P(DatabaseTest, SaysWhatIsWrongWithAScanInParts) {
  auto rows = start(10);
  ASSERT_EQ(said((*rows)->finish()), "ok");
  const auto nothing = [] { return [](const Chunk&) {}; };
  EXPECT_NE(said(db().scan_in_parts("select no_such from t", nothing)).find("no_such"), std::string::npos);
  ASSERT_EQ(said(db().scan_in_parts("select n from t", nothing)), "ok");
  if (db().dialect() != Dialect::duckdb) return;
  EXPECT_NE(said(db().scan_in_parts("select name, interval '1 day' as span from t", nothing))
                .find("column 'span' has a type that Kjede does not read"),
            std::string::npos);
  EXPECT_NE(said(db().scan_in_parts("select 170141183460469231731687303715884105727::hugeint as big from t", nothing))
                .find("column 'big' has a value beyond 64 bits"),
            std::string::npos);
}

TEST_P(DatabaseTest, ScansListsOfIntegersAndReals) {
  auto rows = start(1000);
  ASSERT_EQ(said((*rows)->finish()), "ok");
  std::vector<std::vector<std::int64_t>> lists;
  std::vector<double> reals;
  std::size_t absent = 0;
  auto scanned = db().scan(
      "select day, array_agg(n order by n desc) filter (where n is not null and n < 30), "
      "array_agg(x order by x) filter (where x < 1), array_agg(n) filter (where n < 0) from t group by day order by "
      "day",
      {}, [&](const Chunk& chunk) {
        const auto& c = chunk.columns;
        ASSERT_EQ(c[1].offsets.size(), chunk.rows + 1);
        for (std::size_t i = 0; i < chunk.rows; ++i) {
          lists.emplace_back(c[1].integers.begin() + static_cast<std::ptrdiff_t>(c[1].offsets[i]),
                             c[1].integers.begin() + static_cast<std::ptrdiff_t>(c[1].offsets[i + 1]));
          absent += c[3].valid.empty() || c[3].valid[i] != 0 ? 0 : 1;
        }
        reals.insert(reals.end(), c[2].reals.begin(), c[2].reals.end());
      });
  ASSERT_EQ(said(scanned), "ok");
  ASSERT_EQ(lists.size(), 7u);
  EXPECT_EQ(lists[0], (std::vector<std::int64_t>{28, 14, 7}));
  EXPECT_EQ(lists[1], (std::vector<std::int64_t>{29, 22, 8, 1}));
  EXPECT_EQ(reals, (std::vector<double>{0, 0.25, 0.5, 0.75}));
  EXPECT_EQ(absent, 7u);
}

TEST_P(DatabaseTest, RefusesAListWithAMissingElement) {
  auto rows = start(10);
  ASSERT_EQ(said((*rows)->finish()), "ok");
  EXPECT_EQ(
      said(db().scan("select array_agg(n) as l from t", {}, [](const Chunk&) {})),
      "KJ0412: column 'l' has a value beyond 64 bits or a list with a missing value; cast it, or add FILTER (WHERE "
      "… IS NOT NULL) to the list");
  EXPECT_EQ(said(db().query("select array_agg(x) as l from t")), "KJ0412: a list cannot be read by query; use scan");
}

TEST_P(DatabaseTest, KeepsNothingOfAnUnfinishedAppend) {
  {
    auto rows = start(300000);
    ASSERT_EQ(said(rows), "ok");
  }
  EXPECT_EQ(count(), 0);
  ASSERT_EQ(said(db().begin()), "ok");
  { auto rows = start(10); }
  EXPECT_EQ(said(db().commit()), "KJ0409: commit with rows that were appended but not finished; nothing was kept");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, AppendsInsideATransactionOfTheCaller) {
  ASSERT_EQ(said(db().begin()), "ok");
  auto rows = start(5000);
  EXPECT_EQ(said(db().execute("select 1")), "ok");  // the connection stays usable between rows
  ASSERT_EQ(said((*rows)->finish()), "ok");
  EXPECT_EQ(count(), 5000);
  ASSERT_EQ(said(db().rollback()), "ok");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, ChecksRowsWhileAppending) {
  auto rows = db().append("t", columns_);
  ASSERT_EQ(said(rows), "ok");
  (*rows)->text("only one");
  EXPECT_EQ(said((*rows)->end_row()), "KJ0406: a row has 1 values for 6 columns");
  EXPECT_EQ(said((*rows)->finish()), "KJ0406: a row has 1 values for 6 columns");
  rows->reset();
  rows = db().append("t", columns_);
  (*rows)->integer(1);
  EXPECT_EQ(said((*rows)->end_row()), "KJ0406: column 'name' was given a value of another type");
  rows->reset();
  EXPECT_FALSE(db().in_transaction());
}

TEST_P(DatabaseTest, RefusesTextsThatNoDatabaseTakes) {
  using namespace std::string_literals;
  EXPECT_EQ(said(db().query("select $1", std::vector<Value>{"a\0b"s})),
            "KJ0408: parameter $1: the text contains the character NUL; remove the character, or state the file's "
            "encoding");
  auto rows = db().append("t", std::vector<Column>{{"name", ColumnType::text}});
  (*rows)->text("\xE6");
  EXPECT_EQ(said((*rows)->end_row()),
            "KJ0408: column 'name': the text is not valid UTF-8; remove the character, or state the file's encoding");
  EXPECT_THROW(store::quoted("a\0b"s), std::invalid_argument);
  EXPECT_THROW(literal("a\0b"s), std::invalid_argument);
}

TEST_P(DatabaseTest, QuotesAnyName) {
  const std::string name = "Sp\"ø'r;-- select";
  run("create table " + store::quoted(name) + " (" + store::quoted(name) + " text)");
  run("insert into " + store::quoted(name) + " values (" + literal("it's \\ a \"name\"") + ")");
  const auto table = ask("select " + store::quoted(name) + " from " + store::quoted(name));
  EXPECT_EQ(table.columns.at(0).name, name);
  EXPECT_EQ(std::get<std::string>(table.rows.at(0).at(0)), "it's \\ a \"name\"");
}

TEST_P(DatabaseTest, ErrorsDoNotShowValues) {
  run("insert into t (name) values ('41818012345x')");
  for (const auto* sql : {"select cast(name as bigint) from t", "select cast(name as date) from t"}) {
    const auto message = said(db().query(sql));
    EXPECT_THAT(message, ::testing::StartsWith("KJ0406: the database refused a statement: "));
    EXPECT_THAT(message, ::testing::Not(::testing::HasSubstr("41818012345")));
  }
  EXPECT_THAT(said(db().query("select nothing from t")), ::testing::HasSubstr("nothing"));
  EXPECT_THAT(said(db().execute("select 1; select 2")), ::testing::StartsWith("KJ0406"));
}

TEST_P(DatabaseTest, TransactionsPair) {
  EXPECT_EQ(said(db().commit()), "KJ0409: commit outside a transaction");
  EXPECT_EQ(said(db().rollback()), "KJ0409: rollback outside a transaction");
  ASSERT_EQ(said(db().begin()), "ok");
  EXPECT_EQ(said(db().begin()), "KJ0409: begin inside a transaction");
  run("insert into t (n) values (1)");
  ASSERT_EQ(said(db().commit()), "ok");
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, ASecondConnectionSeesWhatIsCommitted) {
  auto other = db().connect();
  ASSERT_EQ(said(other), "ok");
  ASSERT_EQ(said(db().begin()), "ok");
  run("insert into t (n) values (1)");
  const auto seen = [&] { return std::get<std::int64_t>((*other)->query("select count(*) from t")->rows[0][0]); };
  EXPECT_EQ(seen(), 0);
  ASSERT_EQ(said(db().commit()), "ok");
  EXPECT_EQ(seen(), 1);
}

TEST_P(DatabaseTest, ReadOnlyRefusesWriting) {
  run("insert into t (n) values (1)");
  database_.reset();
  auto reader = open(location_, Mode::read_only);
  ASSERT_EQ(said(reader), "ok");
  EXPECT_EQ((*reader)->mode(), Mode::read_only);
  EXPECT_EQ(std::get<std::int64_t>((*reader)->query("select n from t")->rows[0][0]), 1);
  const auto* refused = "KJ0407: the store was opened for reading only; open it for writing";
  EXPECT_EQ(said((*reader)->execute("insert into t (n) values (2)")), refused);
  EXPECT_EQ(said((*reader)->append("t", columns_)), refused);
}

// The forms that modules/store/README.md promises to be the same on both.
TEST_P(DatabaseTest, GenericSqlAgrees) {
  run("insert into t (name, n, x, day, stamp) values ('å', 7, 0.5, date '2024-02-29', timestamp '2024-02-29 "
      "12:00:00.25'), "
      "('Z', -7, null, date '2023-12-31', timestamp '2024-03-01 12:00:00'), (null, 2, 1.5, null, null)");
  const auto text = [&](const std::string& sql) {
    std::string out;
    const auto table = ask(sql);
    for (const auto& row : table.rows) {
      for (const auto& cell : row) {
        if (const auto* n = std::get_if<std::int64_t>(&cell)) out += std::to_string(*n);
        if (const auto* s = std::get_if<std::string>(&cell)) out += *s;
        if (base::is_missing(cell)) out += "-";
        if (std::holds_alternative<double>(cell)) out += std::to_string(std::get<double>(cell));
        out += " ";
      }
    }
    return out;
  };
  EXPECT_EQ(text("select name from t order by " + in_byte_order("name")), "Z å - ");
  EXPECT_EQ(text("select name from t order by name desc"), "- å Z ");
  EXPECT_EQ(text("select n / 2 from t order by n"), "-3 1 3 ");
  EXPECT_EQ(text("select cast(sum(n) as bigint), count(*) filter (where n > 0), count(x) from t"), "2 2 2 ");
  EXPECT_EQ(text("select " + month_index("day") + " from t order by n"), "24287 - 24289 ");
  EXPECT_EQ(text("select " + microseconds_between(db().dialect(), "min(stamp)", "max(stamp)") + " from t"),
            "86399750000 ");
  EXPECT_EQ(text("select x / nullif(n, 0) from t where n = 2"), "0.750000 ");
}

KJEDE_BOTH_ADAPTERS(DatabaseTest);

}  // namespace
}  // namespace kjede::store
