#include "subtrees.hpp"

#include <algorithm>

namespace kjede::road {

Subtrees divide(const Hierarchy& hierarchy, unsigned threads) {
  const std::uint32_t count = hierarchy.node_count();
  const std::uint32_t largest = count / (4 * std::max(1U, threads)) + 1;
  std::vector<std::uint32_t> size(count, 1);
  Subtrees result;
  for (std::uint32_t r = 0; r < count; ++r) {
    const std::uint32_t parent = hierarchy.parent(r);
    if (parent != no_id) {
      size[parent] += size[r];
    }
    if (size[r] > largest) {
      result.rest.push_back(r);
    } else if (parent == no_id) {
      result.ranges.push_back({r + 1 - size[r], r + 1});
    }
  }
  for (std::uint32_t r = 0; r < count; ++r) {  // subtrees just below the rest
    const std::uint32_t parent = hierarchy.parent(r);
    if (size[r] <= largest && parent != no_id && size[parent] > largest) {
      result.ranges.push_back({r + 1 - size[r], r + 1});
    }
  }
  // the largest first, so that no thread is left with one at the end
  std::sort(result.ranges.begin(), result.ranges.end(), [](const auto& a, const auto& b) {
    return std::pair(b.end - b.begin, a.begin) < std::pair(a.end - a.begin, b.begin);
  });
  return result;
}

}  // namespace kjede::road
