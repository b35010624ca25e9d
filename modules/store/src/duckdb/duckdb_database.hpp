#pragma once
// The embedded adapter: one connection to a DuckDB instance.

#include "handles.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store::duckdb {

class DuckDatabase final : public Database {
 public:
  DuckDatabase(std::shared_ptr<Instance> instance, Connection connection);
  ~DuckDatabase() override;

  Dialect dialect() const override { return Dialect::duckdb; }
  Mode mode() const override { return instance_->writable ? Mode::read_write : Mode::read_only; }
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

  // scan that ends when `visit` gives false.
  base::Result<void> scan_until(std::string_view sql, const std::function<bool(const Chunk&)>& visit);
  // An appender that was dropped unfinished: its transaction cannot be committed.
  void abandon_append() { incomplete_ = true; }
  duckdb_connection connection() const { return connection_.get(); }

 private:
  base::Result<Prepared> prepare(std::string_view sql, std::span<const base::Value> parameters);
  base::Result<void> run(std::string_view sql);
  base::Result<void> stream(std::string_view sql, std::span<const base::Value> parameters, std::vector<Column>* columns,
                            const std::function<base::Result<bool>(const Chunk&)>& visit);
  // What is wrong with a column of the statement that cannot be read.
  base::Result<void> unreadable(std::string_view sql, std::size_t column);
  void keep_log_private() const;

  std::shared_ptr<Instance> instance_;
  Connection connection_;
  bool in_transaction_ = false;
  bool incomplete_ = false;
};

}  // namespace kjede::store::duckdb
