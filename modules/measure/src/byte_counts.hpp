#pragma once
// How many records of a cell meet each of many conditions. A record's conditions come as bits, 64 to a word. Their
// counts are kept as bytes, eight to a word, so that eight additions count 64 conditions; before a byte can overflow
// they are added to whole counts.

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace kjede::measure {

// Rows to columns: bit r of word k becomes bit k of word r. (Warren, Hacker's Delight, 2nd ed., §7-3)
inline void transpose(std::array<std::uint64_t, 64>& words) {
  std::uint64_t mask = 0x00000000FFFFFFFFULL;
  for (std::size_t half = 32; half != 0; half >>= 1U, mask ^= mask << half) {
    for (std::size_t k = 0; k < 64; k = ((k | half) + 1) & ~half) {
      const auto crossing = ((words[k] >> half) ^ words[k | half]) & mask;
      words[k] ^= crossing << half;
      words[k | half] ^= crossing;
    }
  }
}

class ByteCounts {
 public:
  void add(std::uint64_t conditions) {
    if (++records_ == 256) flush();
    for (std::size_t bit = 0; bit < 8; ++bit) bytes_[bit] += (conditions >> bit) & 0x0101010101010101ULL;
  }

  // Of condition k, 0 to 63.
  std::int64_t at(std::size_t k) const { return whole_[k] + byte(k); }

 private:
  // Condition 8b + i is counted in byte b of word i.
  std::int64_t byte(std::size_t k) const { return static_cast<std::int64_t>(bytes_[k % 8] >> (k / 8 * 8) & 0xFFU); }

  void flush() {
    for (std::size_t k = 0; k < 64; ++k) whole_[k] += byte(k);
    bytes_.fill(0);
    records_ = 1;
  }

  std::array<std::uint64_t, 8> bytes_{};
  std::uint32_t records_ = 0;  // since the last flush
  std::array<std::int64_t, 64> whole_{};
};

}  // namespace kjede::measure
