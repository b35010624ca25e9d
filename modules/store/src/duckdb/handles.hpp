#pragma once
// Owners of the C API's handles.

#include <duckdb.h>

#include <memory>
#include <string>
#include <utility>

namespace kjede::store::duckdb {

// A handle destroyed by its own function, which takes its address.
template <class Handle, auto destroy>
class Owned {
 public:
  Owned() = default;
  explicit Owned(Handle handle) : handle_(handle) {}
  Owned(Owned&& other) noexcept : handle_(std::exchange(other.handle_, Handle{})) {}
  Owned& operator=(Owned&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Owned() {
    if (handle_ != nullptr) destroy(&handle_);
  }
  Handle get() const { return handle_; }
  Handle* out() { return &handle_; }
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  Handle handle_ = nullptr;
};

using Config = Owned<duckdb_config, duckdb_destroy_config>;
using Connection = Owned<duckdb_connection, duckdb_disconnect>;
using Prepared = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using Pending = Owned<duckdb_pending_result, duckdb_destroy_pending>;
using LogicalType = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;
using DataChunk = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using RowAppender = Owned<duckdb_appender, duckdb_appender_destroy>;

struct QueryResult {
  duckdb_result handle{};
  QueryResult() = default;
  QueryResult(const QueryResult&) = delete;
  QueryResult& operator=(const QueryResult&) = delete;
  ~QueryResult() { duckdb_destroy_result(&handle); }
};

class PartScans;

// An open database, shared by its connections; the last one closes it.
struct Instance {
  duckdb_database handle = nullptr;
  std::string path;  // empty: in memory
  bool writable = false;
  std::unique_ptr<PartScans> part_scans;
  Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance();
};

}  // namespace kjede::store::duckdb
