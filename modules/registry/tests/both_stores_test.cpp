// The same files give the same records, counts and data version on both adapters.

#include <fmt/format.h>

#include "fixture.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::registry {
namespace {

class BothStoresTest : public kjede::testing::StoreTest {
 protected:
  store::Batch import(store::RecordStore& store, const std::string& file, int hour) {
    base::NoProgress progress;
    ImportOptions options;
    options.rejects = files_.at("rejects.csv");
    options.recorded = base::Instant(std::chrono::hours(hour));
    const std::vector<std::string> files{file};
    const auto report = import_records(catalog_, catalog_.registers[0], files, options, store, progress);
    EXPECT_TRUE(report) << (report ? "" : base::render(report.error()));
    return report ? report->batch : store::Batch{};
  }
  static std::string counts(const store::Batch& b) {
    return fmt::format("batch {}: {} new, {} changed, {} unchanged, {} rejected, {} warned", b.number, b.created,
                       b.changed, b.unchanged, b.rejected, b.warned);
  }

  catalog::Catalog catalog_ = small_catalog();
  Folder files_;
};

std::string many_rows(int rows, int changed_from) {
  std::string text = "event;day;called;arrived;age;lactate;hospital;cpr;note\r\n";
  for (int i = 0; i < rows; ++i) {
    text += fmt::format(
        "e{};2024-{:02}-{:02};2024-05-01T10:00:{:02};2024-05-01T{}:30;{};{},5;OUS;{};\"løype \"\"{}\"\"; x\"\r\n", i,
        1 + i % 12, 1 + i % 28, i % 60, 10 + i % 5, i >= changed_from ? 1 : i % 120, i % 9,
        i % 2 == 0 ? "yes" : "unknown", i);
  }
  return text;
}

TEST_P(BothStoresTest, ManyBatchesOfRows) {
  auto opened = store::open_records({location_, (folder_ / "key").string(), store::Mode::read_write, {}});
  ASSERT_TRUE(opened) << base::render(opened.error());
  auto& store = **opened;
  const auto first = files_.write("first.csv", many_rows(10'000, 10'000) + "e1;2024-02-30;;;;;;;\r\n");
  EXPECT_EQ(counts(import(store, first, 1)), "batch 1: 10000 new, 0 changed, 0 unchanged, 1 rejected, 6000 warned");
  EXPECT_EQ(counts(import(store, first, 2)), "batch 1: 0 new, 0 changed, 10000 unchanged, 1 rejected, 6000 warned");
  // a copy of a row among them: the import starts again and takes it once
  const std::string rows_again = many_rows(10'100, 9'000);
  const auto header_end = rows_again.find('\n') + 1;
  const auto first_row = rows_again.substr(header_end, rows_again.find('\n', header_end) + 1 - header_end);
  const auto second = files_.write("second.csv", rows_again + first_row);
  const auto batch = import(store, second, 3);
  EXPECT_EQ(batch.number, 2);
  EXPECT_EQ(batch.created, 100);
  const auto rows = store.database().query("select count(*), sum(age), sum(lactate), min(called), max(note) from " +
                                           store::table_of("trial") + " where " + store::current_at(2));
  ASSERT_TRUE(rows) << base::render(rows.error());
  EXPECT_EQ(std::get<std::int64_t>(rows->rows[0][0]), 10'100);
  EXPECT_EQ(std::get<std::string>(rows->rows[0][4]), "løype \"9999\"; x");
  EXPECT_EQ(batch.data_version,
            "b7d8b33d1d59b71f0dee3c00f85bfab2");  // golden: the same on both adapters and every machine
}

KJEDE_BOTH_ADAPTERS(BothStoresTest);

}  // namespace
}  // namespace kjede::registry
