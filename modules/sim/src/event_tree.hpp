#pragma once
// The next of one pending time per unit: a winner tree in one array, updated in log2(units) steps without branches to
// mispredict. Equal times: the lower leaf first, so the order of events never depends on history.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

#include "kjede/sim/travel.hpp"

namespace kjede::sim {

inline constexpr Time never = std::numeric_limits<Time>::max();

class EventTree {
 public:
  explicit EventTree(std::size_t leaves)
      : base_(std::bit_ceil(std::max<std::size_t>(leaves, 2))), keys_(2 * base_, idle_key) {}

  void set(std::size_t leaf, Time time) {
    std::size_t i = base_ + leaf;
    keys_[i] = time == never ? idle_key : static_cast<std::uint64_t>(time) << leaf_bits | leaf;
    for (i /= 2; i > 0; i /= 2) {
      const auto least = std::min(keys_[2 * i], keys_[2 * i + 1]);
      if (keys_[i] == least) break;
      keys_[i] = least;
    }
  }

  Time time() const { return keys_[1] == idle_key ? never : static_cast<Time>(keys_[1] >> leaf_bits); }
  std::size_t leaf() const { return static_cast<std::size_t>(keys_[1] & ((1u << leaf_bits) - 1)); }

 private:
  static constexpr int leaf_bits = 16;
  static constexpr std::uint64_t idle_key = std::numeric_limits<std::uint64_t>::max();
  std::size_t base_;
  std::vector<std::uint64_t> keys_;  // keys_[1] is the least; leaves from base_
};

inline constexpr std::size_t most_units = 32'000;  // two leaves each

}  // namespace kjede::sim
