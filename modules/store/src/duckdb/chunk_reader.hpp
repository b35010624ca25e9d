#pragma once
// DuckDB's vectors as a Chunk: 64-bit integers, reals, booleans and times are handed over where they lie; the rest is
// widened into buffers that are reused from chunk to chunk.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handles.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store::duckdb {

class ColumnReader {
 public:
  // False if Kjede has no such type.
  bool prepare(duckdb_logical_type type);
  ColumnType type() const { return type_; }
  // False: a value does not fit (an integer above 64 bits, a null inside a list).
  bool read(duckdb_vector vector, std::size_t rows, ColumnData& out);

 private:
  bool classify(duckdb_type id);
  void read_validity(duckdb_vector vector, std::size_t rows, ColumnData& out);
  bool read_flat(duckdb_vector vector, std::size_t rows, ColumnData& out);
  bool read_list(duckdb_vector vector, std::size_t rows, ColumnData& out);
  bool read_texts(duckdb_vector vector, std::size_t rows);
  bool read_decimals(duckdb_vector vector, std::size_t rows);
  bool present(std::size_t row) const { return valid_.empty() || valid_[row] != 0; }

  ColumnType type_ = ColumnType::text;
  duckdb_type stored_ = DUCKDB_TYPE_INVALID;  // of a list: of its elements
  bool list_ = false;
  duckdb_type decimal_ = DUCKDB_TYPE_INVALID;
  double decimal_divisor_ = 1;
  std::vector<std::string> dictionary_;  // of an ENUM

  std::vector<std::uint8_t> valid_;
  std::vector<std::int64_t> integers_;
  std::vector<double> reals_;
  std::vector<std::string_view> texts_;
  std::vector<std::uint64_t> offsets_;
  std::vector<std::int64_t> list_integers_;
  std::vector<double> list_reals_;
};

}  // namespace kjede::store::duckdb
