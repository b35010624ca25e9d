#include "postgres_database.hpp"

#include <array>
#include <cstdlib>

#include "../adapters.hpp"
#include "../table_collector.hpp"
#include "../text_check.hpp"
#include "kjede/store/codes.hpp"
#include "postgres_appender.hpp"
#include "wire.hpp"

namespace kjede::store::postgres {
namespace {

constexpr std::size_t kChunkRows = 2048;

// Parameters as libpq wants them: types, values, lengths, all binary.
struct Parameters {
  std::vector<Oid> types;
  std::vector<std::string> storage;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;

  explicit Parameters(std::span<const base::Value> given) {
    storage.resize(given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
      types.push_back(std::visit([&](const auto& value) { return encode(value, storage[i]); }, given[i]));
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      values.push_back(base::is_missing(given[i]) ? nullptr : storage[i].data());
      lengths.push_back(static_cast<int>(storage[i].size()));
      formats.push_back(1);
    }
  }

 private:
  static Oid encode(std::monostate, std::string&) { return 0; }
  static Oid encode(bool value, std::string& out) {
    out += value ? '\1' : '\0';
    return oid::boolean;
  }
  static Oid encode(std::int64_t value, std::string& out) {
    put(out, value);
    return oid::int8;
  }
  static Oid encode(double value, std::string& out) {
    put(out, value);
    return oid::float8;
  }
  static Oid encode(const std::string& value, std::string& out) {
    out = value;
    return oid::text;
  }
  static Oid encode(base::Date value, std::string& out) {
    put(out, wire_date(value));
    return oid::date;
  }
  static Oid encode(base::Instant value, std::string& out) {
    put(out, wire_time(value));
    return oid::timestamp;
  }
};

}  // namespace

base::Result<std::unique_ptr<Database>> open(const std::string& uri, Mode mode) {
  KJEDE_ASSIGN(auto connection, connect_to(uri, mode == Mode::read_only));
  return std::unique_ptr<Database>(std::make_unique<PostgresDatabase>(uri, mode, std::move(connection)));
}

base::Result<std::unique_ptr<Database>> PostgresDatabase::connect() { return postgres::open(uri_, mode_); }

base::Result<QueryResult> PostgresDatabase::run(std::string_view sql, std::span<const base::Value> given) {
  KJEDE_TRY(check_texts(given));
  const Parameters parameters(given);
  QueryResult result(PQexecParams(connection_.get(), std::string(sql).c_str(), static_cast<int>(given.size()),
                                  parameters.types.data(), parameters.values.data(), parameters.lengths.data(),
                                  parameters.formats.data(), 1));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return statement_error(connection_.get(), result.get());
  return result;
}

base::Result<std::int64_t> PostgresDatabase::execute(std::string_view sql, std::span<const base::Value> parameters) {
  KJEDE_ASSIGN(const auto result, run(sql, parameters));
  if (PQresultStatus(result.get()) == PGRES_TUPLES_OK) return std::int64_t{0};
  return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

base::Result<Table> PostgresDatabase::query(std::string_view sql, std::span<const base::Value> parameters) {
  KJEDE_ASSIGN(const auto result, run(sql, parameters));
  ChunkBuilder builder;
  KJEDE_TRY(builder.prepare(result.get()));
  KJEDE_TRY(builder.add_rows(result.get()));
  Table table;
  table.columns = builder.columns();
  if (!collect(builder.chunk(), table))
    return base::fail(codes::unsupported_type, "a list cannot be read by query", "use scan");
  return table;
}

// Leaves the connection ready for the next statement.
void PostgresDatabase::drain(bool cancel) {
  if (cancel) {
    std::array<char, 256> ignored;
    PGcancel* request = PQgetCancel(connection_.get());
    PQcancel(request, ignored.data(), ignored.size());
    PQfreeCancel(request);
  }
  while (QueryResult result{PQgetResult(connection_.get())}) {
  }
}

base::Result<void> PostgresDatabase::stream(const std::function<void(const Chunk&)>& visit) {
  ChunkBuilder builder;
  std::vector<QueryResult> alive;  // what the chunk's texts point into
  const auto hand_over = [&] {
    if (builder.rows() > 0) visit(builder.chunk());
    builder.clear();
    alive.clear();
  };
  while (QueryResult result{PQgetResult(connection_.get())}) {
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK) continue;
    if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK)
      return statement_error(connection_.get(), result.get());
    if (builder.columns().empty()) KJEDE_TRY(builder.prepare(result.get()));
    KJEDE_TRY(builder.add_rows(result.get()));
    alive.push_back(std::move(result));
    if (builder.rows() >= kChunkRows) hand_over();
  }
  hand_over();
  return {};
}

base::Result<void> PostgresDatabase::scan(std::string_view sql, std::span<const base::Value> given,
                                          const std::function<void(const Chunk&)>& visit) {
  KJEDE_TRY(check_texts(given));
  const Parameters parameters(given);
  const bool sent = PQsendQueryParams(connection_.get(), std::string(sql).c_str(), static_cast<int>(given.size()),
                                      parameters.types.data(), parameters.values.data(), parameters.lengths.data(),
                                      parameters.formats.data(), 1) != 0 &&
                    PQsetSingleRowMode(connection_.get()) != 0;
  if (!sent) return statement_error(connection_.get(), nullptr);
  // also when `visit` throws
  struct Drain {
    PostgresDatabase& database;
    bool cancel = true;
    ~Drain() { database.drain(cancel); }
  } drained{*this};
  auto done = stream(visit);
  if (done) drained.cancel = false;
  return done;
}

base::Result<void> PostgresDatabase::scan_in_parts(std::string_view sql, const std::function<Visitor()>& part) {
  return scan(sql, {}, part());
}

base::Result<std::unique_ptr<Appender>> PostgresDatabase::append(std::string_view table,
                                                                 std::span<const Column> columns) {
  if (mode_ == Mode::read_only)
    return base::fail(codes::read_only, "the store was opened for reading only", "open it for writing");
  return make_appender(*this, table, columns);
}

base::Result<void> PostgresDatabase::begin() {
  if (in_transaction_) return base::fail(codes::transaction, "begin inside a transaction");
  KJEDE_TRY(run("begin", {}));
  in_transaction_ = true;
  incomplete_ = false;
  return {};
}

base::Result<void> PostgresDatabase::commit() {
  if (!in_transaction_) return base::fail(codes::transaction, "commit outside a transaction");
  if (incomplete_) {
    KJEDE_TRY(rollback());
    return base::fail(codes::transaction, "commit with rows that were appended but not finished; nothing was kept");
  }
  in_transaction_ = false;
  KJEDE_ASSIGN(const auto result, run("commit", {}));
  if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") return {};
  return base::fail(codes::transaction, "commit after a failed statement; nothing was kept");  // the server rolled back
}

base::Result<void> PostgresDatabase::rollback() {
  if (!in_transaction_) return base::fail(codes::transaction, "rollback outside a transaction");
  in_transaction_ = false;
  KJEDE_TRY(run("rollback", {}));
  return {};
}

}  // namespace kjede::store::postgres
