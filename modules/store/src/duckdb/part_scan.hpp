#pragma once
// Rows handed over on the threads that compute them. DuckDB streams a result to one thread only; but a function called
// in the statement runs on all of them. `kjede_visit(scan, column …)`, registered with each instance, gives what it is
// called with to the visitors of the scan of that number.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "chunk_reader.hpp"

namespace kjede::store::duckdb {

// One scan under way. Threads take turns with the visitors: as many are made as are at work at once.
class PartScan {
 public:
  explicit PartScan(const std::function<Visitor()>& part) : part_(part) {}

  // Column 0 of the input is the number of the scan. False: a column cannot be read.
  bool visit(duckdb_data_chunk input);
  // Its place, once the scan is over.
  std::optional<std::size_t> unreadable() const { return unreadable_; }

 private:
  struct Part {
    Visitor visitor;
    std::vector<ColumnReader> readers;
    std::optional<std::size_t> bad;  // the first column of a type that cannot be read
    Chunk chunk;
  };
  std::unique_ptr<Part> take_part(duckdb_data_chunk input);

  const std::function<Visitor()>& part_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Part>> idle_;
  std::optional<std::size_t> unreadable_;
};

// The scans of an instance that are under way.
class PartScans {
 public:
  std::int64_t add(PartScan& scan);
  void remove(std::int64_t number);
  PartScan& at(std::int64_t number);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, PartScan*> scans_;
  std::int64_t last_ = 0;
};

// False: DuckDB would not.
bool register_visit(duckdb_connection connection, PartScans& scans);
// The statement that visits all rows of `sql`.
std::string visiting(std::int64_t scan, std::string_view sql);

}  // namespace kjede::store::duckdb
