#pragma once
// A Parquet or CSV file read as columns and chunks, by an embedded DuckDB of its own in memory. Types come from the
// file; what Kjede has no type for (nested, times of day, very large integers) comes as text.
//
//   KJEDE_ASSIGN(auto file, store::open_data_file("calls.parquet", store::FileFormat::parquet));
//   KJEDE_TRY(file->scan([](const store::Chunk& chunk) { … }));

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "kjede/store/database.hpp"

namespace kjede::store {

// csv: as DuckDB guesses it (delimiter, header, types); Kjede's own import reads CSV itself, this is for comparison.
enum class FileFormat { parquet, csv };

class DataFile {
 public:
  virtual ~DataFile() = default;
  virtual std::span<const Column> columns() const = 0;
  // Rows in the file, as its footer says (Parquet) or by counting (CSV).
  virtual base::Result<std::int64_t> rows() = 0;
  // In the file's order. What a chunk points to lives until `visit` returns; `visit` gives false to stop early.
  virtual base::Result<void> scan(const std::function<bool(const Chunk&)>& visit) = 0;
};

base::Result<std::unique_ptr<DataFile>> open_data_file(const std::string& path, FileFormat format,
                                                       const Limits& limits = {});

// The file as the one table `rows` of a new, plain DuckDB database, by DuckDB's own reader: the yardstick that imports
// are measured against.
base::Result<void> copy_into_new_database(const std::string& path, FileFormat format, const std::string& database);

}  // namespace kjede::store
