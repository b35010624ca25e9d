#pragma once
// The database port. Two adapters implement it: duckdb/ (embedded, one file) and postgres/. Rooms above speak generic
// SQL (PostgreSQL's, as far as DuckDB shares it); Dialect names the few places where the two differ.
//
//   KJEDE_ASSIGN(auto db, store::open("register.kjede", store::Mode::read_write));
//   KJEDE_TRY(db->scan("select unit, n from t", {}, [](const store::Chunk& c) { … }));

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/base/value.hpp"

namespace kjede::store {

enum class ColumnType { text, boolean, integer, real, date, time };  // time: UTC, microseconds

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
};

// One column of a chunk of rows. `integers` holds integer, date (days since 1970) and time (µs since 1970) columns;
// `booleans` boolean ones. Lists (array_agg) of integers or reals: `offsets` has rows + 1 entries into the flat values.
struct ColumnData {
  ColumnType type = ColumnType::text;
  std::span<const std::uint8_t> valid;  // 1 = present; empty: all are
  std::span<const std::int64_t> integers;
  std::span<const double> reals;
  std::span<const std::uint8_t> booleans;
  std::span<const std::string_view> texts;
  std::span<const std::uint64_t> offsets;
};

struct Chunk {
  std::size_t rows = 0;
  std::vector<ColumnData> columns;
};

using Visitor = std::function<void(const Chunk&)>;

// A materialised small result.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<base::Value>> rows;
};

// Rows appended in bulk (DuckDB appender, PostgreSQL COPY). Column by column, row by row; finish() or nothing is kept.
class Appender {
 public:
  virtual ~Appender() = default;
  virtual void null() = 0;
  virtual void text(std::string_view value) = 0;
  virtual void boolean(bool value) = 0;
  virtual void integer(std::int64_t value) = 0;
  virtual void real(double value) = 0;
  virtual void date(base::Date value) = 0;
  virtual void time(base::Instant value) = 0;
  virtual base::Result<void> end_row() = 0;
  virtual base::Result<void> finish() = 0;
};

enum class Dialect { duckdb, postgres };
enum class Mode { read_only, read_write };

// One connection, used by one thread at a time; connect() gives another thread its own. It must be gone before main
// ends: DuckDB takes its own static state down first, so no Database in static storage.
// Errors never contain values: texts in quotes are left out of the databases' own messages.
class Database {
 public:
  virtual ~Database() = default;
  virtual Dialect dialect() const = 0;
  virtual Mode mode() const = 0;
  // Another connection to the same database, for another thread. It sees what is committed.
  virtual base::Result<std::unique_ptr<Database>> connect() = 0;
  // Parameters stand as $1, $2 …; text in them is data, never SQL. One statement per call. execute gives the number of
  // rows written. scan hands over chunks as they come; what they point to lives until `visit` returns, and `visit` must
  // not use this connection. List columns (array_agg) are for scan only.
  virtual base::Result<std::int64_t> execute(std::string_view sql, std::span<const base::Value> parameters = {}) = 0;
  virtual base::Result<Table> query(std::string_view sql, std::span<const base::Value> parameters = {}) = 0;
  virtual base::Result<void> scan(std::string_view sql, std::span<const base::Value> parameters,
                                  const Visitor& visit) = 0;
  // Each row once, in no order, for work on rows outside the database: DuckDB hands them over on all its threads.
  // `part` makes a visitor for each share of the rows; no two threads are ever in one visitor, nor in `part`.
  virtual base::Result<void> scan_in_parts(std::string_view sql, const std::function<Visitor()>& part) = 0;
  virtual base::Result<std::unique_ptr<Appender>> append(std::string_view table, std::span<const Column> columns) = 0;
  // begin while a transaction is open is an error; appends outside a transaction are one of their own.
  virtual bool in_transaction() const = 0;
  virtual base::Result<void> begin() = 0;
  virtual base::Result<void> commit() = 0;
  virtual base::Result<void> rollback() = 0;
};

// What an embedded database may use; a server decides for itself. 0: all cores; half of the machine's memory.
struct Limits {
  int threads = 0;
  std::int64_t memory_mib = 0;
};

// A path opens (read_write: makes, mode 0600) a DuckDB file; ":memory:" one that is gone afterwards; postgresql://… a
// server, where tables live in the first schema of the search path. No network but the server is used: DuckDB may not
// load extensions, nor may SQL touch other files.
base::Result<std::unique_ptr<Database>> open(const std::string& location, Mode mode, const Limits& limits = {});

// A table or column name quoted for SQL; safe for any text. NUL, which no database takes: std::invalid_argument.
std::string quoted(std::string_view identifier);
// A text literal quoted for SQL; safe for any text. NUL: std::invalid_argument.
std::string literal(std::string_view text);

}  // namespace kjede::store
