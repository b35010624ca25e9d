#pragma once
// Rows of libpq results as a Chunk. Texts point into the results, which must live as long as the chunk.

#include <libpq-fe.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store::postgres {

class ChunkBuilder {
 public:
  // Reads the columns of a binary result. Fails if Kjede has no such type.
  base::Result<void> prepare(const PGresult* result);
  const std::vector<Column>& columns() const { return columns_; }
  base::Result<void> add_rows(const PGresult* result);
  std::size_t rows() const { return rows_; }
  const Chunk& chunk();  // of the rows since clear()
  void clear();

 private:
  struct Buffer {
    unsigned type = 0;  // of a list: of its elements
    bool list = false;
    bool missing = false;
    std::vector<std::uint8_t> valid;
    std::vector<std::int64_t> integers;
    std::vector<double> reals;
    std::vector<std::uint8_t> booleans;
    std::vector<std::string_view> texts;
    std::vector<std::uint64_t> offsets;
  };
  bool add_cell(std::size_t column, std::string_view data);
  void add_missing(std::size_t column);
  void add_value(std::size_t column, std::string_view data);

  std::vector<Column> columns_;
  std::vector<Buffer> buffers_;
  std::vector<const char*> elements_;
  std::size_t rows_ = 0;
  Chunk chunk_;
};

}  // namespace kjede::store::postgres
