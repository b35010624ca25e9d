// Random imports against a model in memory: every state at every batch, the counts and the number of versions.

#include <array>
#include <map>

#include "kjede/base/rng.hpp"
#include "kjede/store/records.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

constexpr int kHistories = 12;
constexpr int kImports = 6;

struct Row {
  std::string key;
  std::string hash;
};

// What the store must hold: for each key its version and content; for each batch the state after it.
struct Model {
  std::map<std::string, std::pair<std::int64_t, std::string>> current;
  std::vector<std::string> states{""};
  std::int64_t versions = 0;

  std::string text() const {
    std::string out;
    for (const auto& [key, value] : current) out += key + "/" + std::to_string(value.first) + "/" + value.second + " ";
    return out;
  }
  // created, changed, unchanged
  std::array<std::int64_t, 3> import(const std::vector<Row>& rows) {
    std::array<std::int64_t, 3> counts{};
    for (const auto& row : rows) {
      auto& [version, hash] = current[row.key];
      if (version > 0 && hash == row.hash) {
        ++counts[2];
        continue;
      }
      ++counts[version == 0 ? 0 : 1];
      ++version;
      ++versions;
      hash = row.hash;
    }
    if (counts[0] + counts[1] > 0) states.push_back(text());
    return counts;
  }
};

class HistoryTest : public kjede::testing::StoreTest {
 protected:
  static std::vector<Row> random_rows(base::Rng& rng) {
    std::vector<Row> rows(rng.next() % 12);
    for (auto& row : rows) row = {"k" + std::to_string(rng.next() % 6), "h" + std::to_string(rng.next() % 3)};
    return rows;
  }
  static base::Result<Batch> import(RecordStore& store, const RegisterSchema& schema, const std::vector<Row>& rows) {
    KJEDE_ASSIGN(auto session, store.begin_import(schema));
    for (const auto& row : rows) {
      auto& out = session->rows();
      out.text(row.key);
      out.text(row.hash);
      out.null();
      out.null();
      out.text(row.hash);
      KJEDE_TRY(out.end_row());
    }
    return session->commit("random", 0, 0, base::Instant());
  }
  static std::string state(RecordStore& store, const RegisterSchema& schema, std::int64_t batch) {
    const auto table =
        store.database().query("select record_key, version, content from " + table_of(schema.register_id) + " where " +
                               current_at(batch) + " order by record_key");
    if (!table) return said(table);
    std::string out;
    for (const auto& row : table->rows) {
      out += std::get<std::string>(row[0]) + "/" + std::to_string(std::get<std::int64_t>(row[1])) + "/" +
             std::get<std::string>(row[2]) + " ";
    }
    return out;
  }
};

TEST_P(HistoryTest, EveryStateOfEveryRandomHistory) {
  auto opened = open_records({location_, ""});
  ASSERT_EQ(said(opened), "ok");
  auto& store = **opened;
  std::int64_t before = 0;
  for (int h = 0; h < kHistories; ++h) {
    SCOPED_TRACE("history " + std::to_string(h));
    base::Rng rng(static_cast<std::uint64_t>(h));
    const RegisterSchema schema{"r" + std::to_string(h), {{"content", ColumnType::text}}};
    Model model;
    for (int i = 0; i < kImports; ++i) {
      const auto rows = random_rows(rng);
      const auto expected = model.import(rows);
      const auto batch = import(store, schema, rows);
      ASSERT_EQ(said(batch), "ok");
      EXPECT_EQ((std::array{batch->created, batch->changed, batch->unchanged}), expected);
    }
    const auto last = *store.batch_at({});
    ASSERT_EQ(last - before, static_cast<std::int64_t>(model.states.size()) - 1);
    for (std::size_t b = 0; b < model.states.size(); ++b) {
      EXPECT_EQ(state(store, schema, before + static_cast<std::int64_t>(b)), model.states[b]) << "batch " << b;
    }
    const auto versions = store.database().query("select count(*) from " + table_of(schema.register_id));
    EXPECT_EQ(std::get<std::int64_t>(versions->rows[0][0]), model.versions);
    before = last;
  }
  // golden: the same on both adapters and every machine
  EXPECT_EQ(store.batches()->back().data_version, "d6b466393eae91641a060f59f07462d6");
}

KJEDE_BOTH_ADAPTERS(HistoryTest);

}  // namespace
}  // namespace kjede::store
