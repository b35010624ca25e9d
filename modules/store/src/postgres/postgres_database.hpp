#pragma once
// The server adapter: one libpq connection. Parameters and results travel in binary; scans row by row as they come.

#include "chunk_builder.hpp"
#include "handles.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store::postgres {

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string uri, Mode mode, Connection connection)
      : uri_(std::move(uri)), mode_(mode), connection_(std::move(connection)) {}

  Dialect dialect() const override { return Dialect::postgres; }
  Mode mode() const override { return mode_; }
  base::Result<std::unique_ptr<Database>> connect() override;
  base::Result<std::int64_t> execute(std::string_view sql, std::span<const base::Value> parameters) override;
  base::Result<Table> query(std::string_view sql, std::span<const base::Value> parameters) override;
  base::Result<void> scan(std::string_view sql, std::span<const base::Value> parameters, const Visitor& visit) override;
  base::Result<void> scan_in_parts(std::string_view sql, const std::function<Visitor()>& part) override;
  base::Result<std::unique_ptr<Appender>> append(std::string_view table, std::span<const Column> columns) override;
  bool in_transaction() const override { return in_transaction_; }
  base::Result<void> begin() override;
  base::Result<void> commit() override;
  base::Result<void> rollback() override;

  // An appender that was dropped unfinished: its transaction cannot be committed.
  void abandon_append() { incomplete_ = true; }
  PGconn* connection() const { return connection_.get(); }

 private:
  base::Result<QueryResult> run(std::string_view sql, std::span<const base::Value> parameters);
  base::Result<void> stream(const std::function<void(const Chunk&)>& visit);
  void drain(bool cancel);

  std::string uri_;
  Mode mode_;
  Connection connection_;
  bool in_transaction_ = false;
  bool incomplete_ = false;
};

}  // namespace kjede::store::postgres
