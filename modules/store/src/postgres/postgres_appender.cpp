#include "postgres_appender.hpp"

#include <fmt/format.h>

#include "../checked_appender.hpp"
#include "wire.hpp"

namespace kjede::store::postgres {
namespace {

constexpr std::size_t kBufferBytes = 4 << 20;
constexpr std::string_view kHeader{"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19};

// Binary COPY. Each full buffer is a COPY of its own, so that the connection is free between rows.
class CopyAppender final : public CheckedAppender {
 public:
  CopyAppender(PostgresDatabase& database, std::string command, std::span<const Column> columns, bool own_transaction)
      : CheckedAppender(columns), database_(database), command_(std::move(command)), own_transaction_(own_transaction) {
    buffer_.reserve(kBufferBytes + (kBufferBytes >> 3));
    buffer_.assign(kHeader);
    begin_row();
  }

  ~CopyAppender() override {
    if (finished_) return;
    if (own_transaction_) {
      static_cast<void>(database_.rollback().has_value());
    } else {
      database_.abandon_append();
    }
  }

  void null() override {
    if (at_end(ColumnType::text, false)) return;
    put(buffer_, std::int32_t{-1});
    ++column_;
  }
  void text(std::string_view value) override {
    if (at_end(ColumnType::text)) return;
    value = checked(value);
    put(buffer_, static_cast<std::int32_t>(value.size()));
    buffer_.append(value);
    ++column_;
  }
  void boolean(bool value) override { fixed(ColumnType::boolean, static_cast<std::int8_t>(value ? 1 : 0)); }
  void integer(std::int64_t value) override { fixed(ColumnType::integer, value); }
  void real(double value) override { fixed(ColumnType::real, std::bit_cast<std::int64_t>(value)); }
  void date(base::Date value) override { fixed(ColumnType::date, wire_date(value)); }
  void time(base::Instant value) override { fixed(ColumnType::time, wire_time(value)); }

  base::Result<void> end_row() override {
    KJEDE_TRY(close_row());
    ++rows_;
    if (buffer_.size() >= kBufferBytes) KJEDE_TRY(flush());
    begin_row();
    return {};
  }

  base::Result<void> finish() override {
    KJEDE_TRY(check_finish());
    buffer_.resize(buffer_.size() - sizeof(std::int16_t));  // the row that was not begun
    if (rows_ > 0) KJEDE_TRY(flush());
    finished_ = true;
    if (own_transaction_) return database_.commit();
    return {};
  }

 private:
  template <class T>
  void fixed(ColumnType type, T value) {
    if (at_end(type)) return;
    put(buffer_, static_cast<std::int32_t>(sizeof value));
    put(buffer_, value);
    ++column_;
  }

  void begin_row() { put(buffer_, static_cast<std::int16_t>(columns_.size())); }

  base::Result<void> flush() {
    auto* connection = database_.connection();
    QueryResult begun(PQexec(connection, command_.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return stop(statement_error(connection, begun.get()));
    put(buffer_, std::int16_t{-1});
    const bool sent = PQputCopyData(connection, buffer_.data(), static_cast<int>(buffer_.size())) == 1 &&
                      PQputCopyEnd(connection, nullptr) == 1;
    QueryResult ended(PQgetResult(connection));
    const bool ok = sent && PQresultStatus(ended.get()) == PGRES_COMMAND_OK;
    while (QueryResult rest{PQgetResult(connection)}) {
    }
    if (!ok) return stop(statement_error(connection, ended.get()));
    buffer_.assign(kHeader);
    rows_ = 0;
    return {};
  }

  PostgresDatabase& database_;
  std::string command_;
  bool own_transaction_ = false;
  bool finished_ = false;
  std::string buffer_;
  std::size_t rows_ = 0;
};

std::string copy_command(std::string_view table, std::span<const Column> columns) {
  std::string names;
  for (const auto& column : columns) names += (names.empty() ? "" : ", ") + store::quoted(column.name);
  return fmt::format("copy {} ({}) from stdin (format binary)", store::quoted(table), names);
}

}  // namespace

base::Result<std::unique_ptr<Appender>> make_appender(PostgresDatabase& database, std::string_view table,
                                                      std::span<const Column> columns) {
  const bool own_transaction = !database.in_transaction();
  if (own_transaction) KJEDE_TRY(database.begin());
  return std::unique_ptr<Appender>(
      std::make_unique<CopyAppender>(database, copy_command(table, columns), columns, own_transaction));
}

}  // namespace kjede::store::postgres
