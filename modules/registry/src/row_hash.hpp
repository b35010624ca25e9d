#pragma once
// A hash of a record's content that is the same whatever file it came from. Variables count by name and only where
// they have a value, so that a register that grows does not change its old records. XXH3, 128 bits.

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/value.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::registry {

struct RowHash {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  auto operator<=>(const RowHash&) const = default;
};

class RowHasher {
 public:
  explicit RowHasher(const catalog::Register& reg);
  RowHash operator()(std::span<const base::Value> record);

 private:
  std::vector<std::uint64_t> names_;
  std::string bytes_;
};

// With the person's keyed pseudonym, as 32 hexadecimal digits. The identity number itself must not go in: a bare hash
// of it can be turned back by trying all numbers.
std::string row_hash_text(RowHash hash, std::string_view pseudonym);

std::uint64_t key_hash(std::string_view key);

}  // namespace kjede::registry
