#pragma once
// The data version: a hash over everything that was ever imported, in the order of batches. Within a batch the order
// of rows does not count: each changed row is hashed by itself (BLAKE2b, 256 bits) and the hashes are added up, so that
// no database needs to sort and both give the same text.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kjede::store {

class DataVersion {
 public:
  void add(std::string_view record_key, std::int64_t version, std::string_view row_hash);
  // 32 hexadecimal digits.
  std::string chained(std::string_view previous, std::string_view register_id) const;

 private:
  std::array<std::uint64_t, 4> sum_{};
  std::uint64_t rows_ = 0;
};

}  // namespace kjede::store
