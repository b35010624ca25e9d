#pragma once
// Numbers keys from 0 in the order they first come: one multiplication and, as a rule, one comparison per look-up.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kjede::measure {

constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15ULL;

inline std::uint64_t mixed(std::uint64_t value) {
  value *= kGoldenRatio;
  return value ^ (value >> 32U);
}

inline std::uint64_t hash_of(const std::pair<std::uint32_t, std::uint32_t>& key) {
  return mixed((std::uint64_t{key.first} << 32U) | key.second);
}

inline std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size();
  std::uint64_t word = 0;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    hash = mixed(hash ^ word);
  }
  for (const char c : text) hash = (hash << 8U | hash >> 56U) ^ static_cast<unsigned char>(c);
  return mixed(hash);
}

// Stored: what a key is kept as; Asked: what it is looked up by.
template <class Stored, class Asked>
class DenseIndex {
 public:
  std::uint32_t at(const Asked& key) {
    const auto hash = hash_of(key);
    for (auto slot = hash & mask_;; slot = (slot + 1) & mask_) {
      const auto number = slots_[slot];
      if (number == 0) return insert(key, hash, slot);
      if (keys_[number - 1] == key) return number - 1;
    }
  }
  const std::vector<Stored>& keys() const { return keys_; }

 private:
  std::uint32_t insert(const Asked& key, std::uint64_t hash, std::size_t slot) {
    keys_.emplace_back(key);
    hashes_.push_back(hash);
    slots_[slot] = static_cast<std::uint32_t>(keys_.size());
    if (keys_.size() * 2 > slots_.size()) grow();
    return static_cast<std::uint32_t>(keys_.size() - 1);
  }

  void grow() {
    mask_ = mask_ * 4 + 3;
    slots_.assign(mask_ + 1, 0);
    for (std::size_t i = 0; i < hashes_.size(); ++i) {
      auto slot = hashes_[i] & mask_;
      while (slots_[slot] != 0) slot = (slot + 1) & mask_;
      slots_[slot] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<Stored> keys_;
  std::vector<std::uint64_t> hashes_;
  std::uint64_t mask_ = 255;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(256);  // number + 1; 0: free
};

using TextIndex = DenseIndex<std::string, std::string_view>;
using PairIndex = DenseIndex<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::uint32_t, std::uint32_t>>;

}  // namespace kjede::measure
