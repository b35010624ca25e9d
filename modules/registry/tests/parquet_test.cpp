#include <duckdb.h>

#include "fixture.hpp"

namespace kjede::registry {
namespace {

bool run_duckdb(const std::string& sql) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  if (duckdb_open(nullptr, &database) != DuckDBSuccess || duckdb_connect(database, &connection) != DuckDBSuccess)
    return false;
  const bool done = duckdb_query(connection, sql.c_str(), nullptr) == DuckDBSuccess;
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  return done;
}

TEST_F(ImportTest, ParquetIsReadByItsTypes) {
  const auto path = folder_.at("in.parquet");
  ASSERT_TRUE(
      run_duckdb("copy (select 'e' || i as event, date '2024-05-01' + i::int as day, timestamp '2024-05-01 10:00:00' "
                 "as called, i as age, "
                 "i + 0.5 as lactate, case when i = 1 then 'yes' end as cpr from range(3) t(i)) to '" +
                 path + "' (format parquet)"));
  const auto report = import_files({path});
  ASSERT_TRUE(report) << base::render(report.error());
  EXPECT_EQ(report->files[0].description.en, "Parquet");
  EXPECT_EQ(report->batch.created, 3);
  EXPECT_EQ(stored("event, day, called, age, lactate, cpr"),
            "[e0][2024-05-01][2024-05-01T10:00:00Z][0][0.500000][]\n"
            "[e1][2024-05-02][2024-05-01T10:00:00Z][1][1.500000][yes]\n"
            "[e2][2024-05-03][2024-05-01T10:00:00Z][2][2.500000][]\n");
}

TEST_F(ImportTest, AParquetFileThatIsNone) {
  const auto path = folder_.write("in.parquet", "not parquet");
  const auto report = import_files({path});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error()[0].code, "KJ0422");
}

}  // namespace
}  // namespace kjede::registry
