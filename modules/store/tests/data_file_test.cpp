#include "kjede/store/data_file.hpp"

#include <duckdb.h>

#include <fstream>

#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

// Writes a Parquet file with a DuckDB of its own: the store's may not touch other files.
void write_parquet(const std::string& path, const std::string& query) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  ASSERT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  const auto sql = "copy (" + query + ") to '" + path + "' (format parquet)";
  EXPECT_EQ(duckdb_query(connection, sql.c_str(), nullptr), DuckDBSuccess);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
}

class DataFileTest : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }
  const std::filesystem::path folder_ = kjede::testing::fresh_folder();
};

TEST_F(DataFileTest, ReadsParquetWithItsTypes) {
  const std::string path = folder_ / "it's.parquet";
  std::filesystem::create_directories(folder_);
  write_parquet(
      folder_ / "a.parquet",
      "select 'æ' || i as name, i::integer as n, i::decimal(10,2) / 4 as x, i % 2 = 0 as ok, date '2024-01-01' "
      "as day, timestamptz '2024-01-01 01:00:00+01' as t, [1, 2] as nested, time '10:00' as clock, "
      "18446744073709551615::ubigint as large from range(3) r(i)");
  std::filesystem::rename(folder_ / "a.parquet", path);
  auto file = open_data_file(path, FileFormat::parquet);
  ASSERT_EQ(said(file), "ok");
  EXPECT_EQ(*(*file)->rows(), 3);
  std::string types;
  for (const auto& column : (*file)->columns())
    types += column.name + ":" + std::to_string(static_cast<int>(column.type)) + " ";
  EXPECT_EQ(types, "name:0 n:2 x:3 ok:1 day:4 t:5 nested:0 clock:0 large:0 ");
  ASSERT_EQ(said((*file)->scan([](const Chunk& chunk) {
              EXPECT_EQ(chunk.columns[0].texts[2], "æ2");
              EXPECT_EQ(chunk.columns[1].integers[2], 2);
              EXPECT_EQ(chunk.columns[2].reals[1], 0.25);
              EXPECT_EQ(chunk.columns[5].integers[0], 1704067200000000);
              EXPECT_EQ(chunk.columns[6].texts[0], "[1, 2]");
              EXPECT_EQ(chunk.columns[7].texts[0], "10:00:00");
              EXPECT_EQ(chunk.columns[8].texts[0], "18446744073709551615");
              return true;
            })),
            "ok");
}

TEST_F(DataFileTest, StopsWhenToldAndKeepsTheOrder) {
  write_parquet(folder_ / "many.parquet", "select i as n from range(100000) r(i)");
  auto file = open_data_file(folder_ / "many.parquet", FileFormat::parquet);
  ASSERT_EQ(said(file), "ok");
  std::int64_t next = 0, chunks = 0;
  const auto visit = [&](const Chunk& chunk) {
    for (const auto n : chunk.columns[0].integers) EXPECT_EQ(n, next++);
    ++chunks;
    return true;
  };
  ASSERT_EQ(said((*file)->scan(visit)), "ok");
  EXPECT_EQ(next, 100000);
  chunks = 0;
  ASSERT_EQ(said((*file)->scan([&](const Chunk&) { return ++chunks < 2; })), "ok");
  EXPECT_EQ(chunks, 2);
}

TEST_F(DataFileTest, SaysWhatIsWrong) {
  const std::string path = folder_ / "x.parquet";
  EXPECT_EQ(said(open_data_file(path, FileFormat::parquet)), "KJ0422: '" + path + "' does not exist; check the path");
  std::ofstream(path) << "not parquet";
  EXPECT_EQ(said(open_data_file(path, FileFormat::parquet)),
            "KJ0422: '" + path + "' cannot be read as Parquet; see that it is whole, readable, and of that format");
  EXPECT_EQ(said(open_data_file(folder_, FileFormat::parquet)),
            "KJ0422: '" + folder_.string() + "' is not a file; name a file");
}

}  // namespace
}  // namespace kjede::store
