#include "elimination_tree.hpp"

#include <algorithm>
#include <utility>

namespace kjede::road {

RankedNeighbours ranked_neighbours(const Shape& shape, std::span<const std::uint32_t> rank, bool lower) {
  const auto each_arc = [&](auto&& visit) {
    for (NodeId tail = 0; tail < shape.node_count(); ++tail) {
      for (ArcId arc = shape.first_out[tail]; arc < shape.first_out[tail + 1]; ++arc) {
        const auto [low, high] = std::minmax({rank[tail], rank[shape.head[arc]]});
        if (low != high) {
          lower ? visit(high, low) : visit(low, high);
        }
      }
    }
  };
  RankedNeighbours result{std::vector<std::uint32_t>(shape.node_count() + 1, 0), {}};
  each_arc([&](std::uint32_t at, std::uint32_t) { ++result.first[at]; });
  std::uint32_t sum = 0;
  for (auto& entry : result.first) {
    sum += entry;
    entry = sum;
  }
  result.rank.resize(sum);
  each_arc([&](std::uint32_t at, std::uint32_t other) { result.rank[--result.first[at]] = other; });
  return result;
}

std::vector<std::uint32_t> elimination_tree(const RankedNeighbours& lower) {
  const std::size_t size = lower.first.size() - 1;
  std::vector<std::uint32_t> parent(size, no_id), ancestor(size, no_id);
  for (std::uint32_t r = 0; r < size; ++r) {
    for (std::uint32_t below : lower.of(r)) {
      while (ancestor[below] != no_id && ancestor[below] != r) {
        below = std::exchange(ancestor[below], r);
      }
      if (ancestor[below] == no_id) {
        ancestor[below] = r;
        parent[below] = r;
      }
    }
  }
  return parent;
}

std::vector<std::uint32_t> postorder(std::span<const std::uint32_t> parent) {
  std::vector<std::uint32_t> size(parent.size(), 1), begin(parent.size()), number(parent.size());
  for (std::uint32_t r = 0; r < parent.size(); ++r) {
    if (parent[r] != no_id) {
      size[parent[r]] += size[r];
    }
  }
  std::uint32_t next_root = 0;
  for (auto r = static_cast<std::uint32_t>(parent.size()); r-- > 0;) {
    std::uint32_t& place = parent[r] == no_id ? next_root : begin[parent[r]];
    begin[r] = place;  // from here on where the next child of r begins
    place += size[r];
    number[r] = begin[r] + size[r] - 1;
  }
  return number;
}

}  // namespace kjede::road
