#include "duckdb_database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "../adapters.hpp"
#include "../table_collector.hpp"
#include "../text_check.hpp"
#include "chunk_reader.hpp"
#include "duckdb_appender.hpp"
#include "errors.hpp"
#include "kjede/store/codes.hpp"
#include "part_scan.hpp"

namespace kjede::store::duckdb {
namespace {

struct Binder {
  duckdb_prepared_statement statement;
  idx_t index;

  duckdb_state operator()(std::monostate) const { return duckdb_bind_null(statement, index); }
  duckdb_state operator()(bool value) const { return duckdb_bind_boolean(statement, index, value); }
  duckdb_state operator()(std::int64_t value) const { return duckdb_bind_int64(statement, index, value); }
  duckdb_state operator()(double value) const { return duckdb_bind_double(statement, index, value); }
  duckdb_state operator()(const std::string& value) const {
    return duckdb_bind_varchar_length(statement, index, value.data(), value.size());
  }
  duckdb_state operator()(base::Date value) const {
    return duckdb_bind_date(statement, index, {static_cast<std::int32_t>(value.time_since_epoch().count())});
  }
  duckdb_state operator()(base::Instant value) const {
    return duckdb_bind_timestamp(statement, index, {value.time_since_epoch().count()});
  }
};

base::Unexpected no_such_type(std::string_view column) {
  return base::fail(codes::unsupported_type, fmt::format("column '{}' has a type that Kjede does not read", column),
                    "cast it to text, boolean, bigint, double precision, date or timestamp");
}

base::Unexpected no_such_value(std::string_view column) {
  return base::fail(codes::unsupported_type,
                    fmt::format("column '{}' has a value beyond 64 bits or a list with a missing value", column),
                    "cast it, or add FILTER (WHERE … IS NOT NULL) to the list");
}

base::Result<std::vector<ColumnReader>> readers_of(duckdb_result& result, std::vector<Column>& columns) {
  std::vector<ColumnReader> readers(duckdb_column_count(&result));
  for (idx_t i = 0; i < readers.size(); ++i) {
    const auto* name = duckdb_column_name(&result, i);
    LogicalType type(duckdb_column_logical_type(&result, i));
    if (!readers[i].prepare(type.get())) return no_such_type(name);
    columns.push_back({name, readers[i].type()});
  }
  return readers;
}

}  // namespace

DuckDatabase::DuckDatabase(std::shared_ptr<Instance> instance, Connection connection)
    : instance_(std::move(instance)), connection_(std::move(connection)) {}

DuckDatabase::~DuckDatabase() = default;

base::Result<std::unique_ptr<Database>> DuckDatabase::connect() {
  Connection connection;
  if (duckdb_connect(instance_->handle, connection.out()) != DuckDBSuccess) {
    return base::fail(codes::cannot_open, "DuckDB gave no further connection");
  }
  return std::unique_ptr<Database>(std::make_unique<DuckDatabase>(instance_, std::move(connection)));
}

// DuckDB makes its write-ahead log by the process's umask, as a rule readable by all. It holds records: make it first.
void DuckDatabase::keep_log_private() const {
  if (!instance_->writable || instance_->path.empty()) return;
  const int file = ::open((instance_->path + ".wal").c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

base::Result<Prepared> DuckDatabase::prepare(std::string_view sql, std::span<const base::Value> parameters) {
  KJEDE_TRY(check_texts(parameters));
  Prepared statement;
  if (duckdb_prepare(connection_.get(), std::string(sql).c_str(), statement.out()) != DuckDBSuccess) {
    return statement_error(duckdb_prepare_error(statement.get()));
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (std::visit(Binder{statement.get(), i + 1}, parameters[i]) != DuckDBSuccess) {
      return base::fail(codes::statement, fmt::format("the statement has no parameter ${}", i + 1));
    }
  }
  return statement;
}

base::Result<std::int64_t> DuckDatabase::execute(std::string_view sql, std::span<const base::Value> parameters) {
  KJEDE_ASSIGN(auto statement, prepare(sql, parameters));
  keep_log_private();
  QueryResult result;
  if (duckdb_execute_prepared(statement.get(), &result.handle) != DuckDBSuccess) {
    return statement_error(duckdb_result_error(&result.handle));
  }
  return static_cast<std::int64_t>(duckdb_rows_changed(&result.handle));
}

base::Result<void> DuckDatabase::stream(std::string_view sql, std::span<const base::Value> parameters,
                                        std::vector<Column>* names,
                                        const std::function<base::Result<bool>(const Chunk&)>& visit) {
  KJEDE_ASSIGN(auto statement, prepare(sql, parameters));
  keep_log_private();
  Pending pending;
  QueryResult result;
  if (duckdb_pending_prepared_streaming(statement.get(), pending.out()) != DuckDBSuccess) {
    return statement_error(duckdb_pending_error(pending.get()));
  }
  if (duckdb_execute_pending(pending.get(), &result.handle) != DuckDBSuccess) {
    return statement_error(duckdb_result_error(&result.handle));
  }
  std::vector<Column> columns;
  KJEDE_ASSIGN(auto readers, readers_of(result.handle, columns));
  if (names != nullptr) *names = columns;
  Chunk chunk;
  chunk.columns.resize(columns.size());
  while (DataChunk data{duckdb_fetch_chunk(result.handle)}) {
    chunk.rows = duckdb_data_chunk_get_size(data.get());
    if (chunk.rows == 0) break;
    for (std::size_t i = 0; i < readers.size(); ++i) {
      const auto vector = duckdb_data_chunk_get_vector(data.get(), i);
      if (!readers[i].read(vector, chunk.rows, chunk.columns[i])) return no_such_value(columns[i].name);
    }
    KJEDE_ASSIGN(const bool go_on, visit(chunk));
    if (!go_on) return {};
  }
  if (const char* message = duckdb_result_error(&result.handle); message != nullptr && *message != '\0') {
    return statement_error(message);
  }
  return {};
}

base::Result<Table> DuckDatabase::query(std::string_view sql, std::span<const base::Value> parameters) {
  Table table;
  KJEDE_TRY(stream(sql, parameters, &table.columns, [&](const Chunk& chunk) -> base::Result<bool> {
    if (collect(chunk, table)) return true;
    return base::fail(codes::unsupported_type, "a list cannot be read by query", "use scan");
  }));
  return table;
}

base::Result<void> DuckDatabase::scan(std::string_view sql, std::span<const base::Value> parameters,
                                      const Visitor& visit) {
  return stream(sql, parameters, nullptr, [&](const Chunk& chunk) -> base::Result<bool> {
    visit(chunk);
    return true;
  });
}

base::Result<void> DuckDatabase::scan_in_parts(std::string_view sql, const std::function<Visitor()>& part) {
  PartScan scan(part);
  auto& scans = *instance_->part_scans;
  const auto number = scans.add(scan);
  const auto done = query(visiting(number, sql), {});
  scans.remove(number);
  if (const auto bad = scan.unreadable()) return unreadable(sql, *bad);
  if (!done) return base::Unexpected{done.error()};
  return {};
}

base::Result<void> DuckDatabase::unreadable(std::string_view sql, std::size_t column) {
  KJEDE_ASSIGN(const auto rows, prepare(sql, {}));
  const auto* text = duckdb_prepared_statement_column_name(rows.get(), column);
  const std::string name(text);
  duckdb_free(const_cast<char*>(text));
  LogicalType type(duckdb_prepared_statement_column_logical_type(rows.get(), column));
  if (!ColumnReader().prepare(type.get())) return no_such_type(name);
  return no_such_value(name);
}

base::Result<void> DuckDatabase::scan_until(std::string_view sql, const std::function<bool(const Chunk&)>& visit) {
  return stream(sql, {}, nullptr, [&](const Chunk& chunk) -> base::Result<bool> { return visit(chunk); });
}

base::Result<void> scan_until(Database& database, std::string_view sql,
                              const std::function<bool(const Chunk&)>& visit) {
  return dynamic_cast<DuckDatabase&>(database).scan_until(sql, visit);
}

base::Result<std::unique_ptr<Appender>> DuckDatabase::append(std::string_view table, std::span<const Column> columns) {
  if (!instance_->writable)
    return base::fail(codes::read_only, "the store was opened for reading only", "open it for writing");
  keep_log_private();
  return make_appender(*this, table, columns);
}

base::Result<void> DuckDatabase::run(std::string_view sql) {
  keep_log_private();
  QueryResult result;
  if (duckdb_query(connection_.get(), std::string(sql).c_str(), &result.handle) != DuckDBSuccess) {
    return statement_error(duckdb_result_error(&result.handle));
  }
  return {};
}

base::Result<void> DuckDatabase::begin() {
  if (in_transaction_) return base::fail(codes::transaction, "begin inside a transaction");
  KJEDE_TRY(run("begin transaction"));
  in_transaction_ = true;
  incomplete_ = false;
  return {};
}

base::Result<void> DuckDatabase::commit() {
  if (!in_transaction_) return base::fail(codes::transaction, "commit outside a transaction");
  if (incomplete_) {
    KJEDE_TRY(rollback());
    return base::fail(codes::transaction, "commit with rows that were appended but not finished; nothing was kept");
  }
  in_transaction_ = false;
  auto committed = run("commit");
  // a failed commit has rolled back already, or does so here
  if (!committed) static_cast<void>(run("rollback").has_value());
  return committed;
}

base::Result<void> DuckDatabase::rollback() {
  if (!in_transaction_) return base::fail(codes::transaction, "rollback outside a transaction");
  in_transaction_ = false;
  return run("rollback");
}

}  // namespace kjede::store::duckdb
