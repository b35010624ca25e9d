#pragma once
// The triangles of a hierarchy: x below y below z, with edges x–y, x–z and y–z. Whatever lies above y among the upper
// neighbours of x are upper neighbours of y as well.

#include "kjede/road/hierarchy.hpp"

namespace kjede::road {

// Calls visit(edge x–z, edge y–z) for every z above y, where xy is the edge x–y. Heads are merged; where the two lists
// are the same from y upwards they are walked side by side.
template <class Visit>
[[gnu::always_inline]] inline void each_triangle(const Hierarchy& hierarchy, std::uint32_t xy, Visit&& visit) {
  const std::uint32_t* head = hierarchy.up_head.data();
  const std::uint32_t x_end = hierarchy.up_first[hierarchy.up_tail[xy] + 1];
  const std::uint32_t y = head[xy];
  std::uint32_t yz = hierarchy.up_first[y];
  std::uint32_t xz = xy + 1;
  if (x_end - xz == hierarchy.up_first[y + 1] - yz) {
    for (; xz < x_end; ++xz, ++yz) {
      visit(xz, yz);
    }
    return;
  }
  for (; xz < x_end; ++xz, ++yz) {
    while (head[yz] != head[xz]) {
      ++yz;
    }
    visit(xz, yz);
  }
}

// The edge from x up to z, if there is one among the edges begin … end − 1 of x; else no_id.
inline std::uint32_t find_edge(const Hierarchy& hierarchy, std::uint32_t begin, std::uint32_t end, std::uint32_t z) {
  while (begin < end && hierarchy.up_head[begin] < z) {
    ++begin;
  }
  return begin < end && hierarchy.up_head[begin] == z ? begin : no_id;
}

}  // namespace kjede::road
