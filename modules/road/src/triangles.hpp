#pragma once
// The triangles of a hierarchy: x below y below z, with edges x–y, x–z and y–z. Whatever lies above y among the upper
// neighbours of x are upper neighbours of y as well.

#include "kjede/road/hierarchy.hpp"

namespace kjede::road {

// Calls visit(edge x–y, edge x–z, edge y–z) for every triangle, x ascending.
template <class Visit>
[[gnu::always_inline]] inline void triangles_upwards(const Hierarchy& hierarchy, Visit&& visit) {
  const std::uint32_t* cross = hierarchy.cross.data();
  const std::uint32_t* first = hierarchy.up_first.data();
  for (std::uint32_t x = 0; x < hierarchy.node_count(); ++x) {
    const std::uint32_t end = first[x + 1];
    for (std::uint32_t xy = first[x]; xy < end; ++xy) {
      for (std::uint32_t xz = xy + 1; xz < end; ++xz) {
        visit(xy, xz, *cross++);
      }
    }
  }
}

// The same, x descending; the last edges of x first.
template <class Visit>
[[gnu::always_inline]] inline void triangles_downwards(const Hierarchy& hierarchy, Visit&& visit) {
  const std::uint32_t* cross = hierarchy.cross.data() + hierarchy.cross.size();
  const std::uint32_t* first = hierarchy.up_first.data();
  for (std::uint32_t x = hierarchy.node_count(); x-- > 0;) {
    const std::uint32_t end = first[x + 1];
    for (std::uint32_t xy = end; xy-- > first[x];) {
      for (std::uint32_t xz = end; --xz > xy;) {
        visit(xy, xz, *--cross);
      }
    }
  }
}

// The edge up to `head` among the edges begin … end − 1 of one rank; no_id if there is none.
inline std::uint32_t find_edge(const Hierarchy& hierarchy, std::uint32_t begin, std::uint32_t end, std::uint32_t head) {
  while (begin < end && hierarchy.up_head[begin] < head) {
    ++begin;
  }
  return begin < end && hierarchy.up_head[begin] == head ? begin : no_id;
}

}  // namespace kjede::road
