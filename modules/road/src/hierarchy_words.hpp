#pragma once
// How a hierarchy is kept: a header of nine words, then its arrays one after the other.
//
// Header: mark, version, nodes, arcs, edges, triangles, fingerprint of the graph's shape (two words), checksum of the
// arrays.

#include <span>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road {

inline constexpr std::size_t hierarchy_header_words = 9;

template <class Array>
struct HierarchyArrays {
  Array order, rank, up_first, up_head, up_tail, down_first, down_edge, cross, slot_of_arc, arc_first, arc_by_slot;

  // The arrays in the order in which they are kept.
  template <class Visit>
  void each(Visit&& visit) {
    for (Array* array : {&order, &rank, &up_first, &up_head, &up_tail, &down_first, &down_edge, &cross, &slot_of_arc,
                         &arc_first, &arc_by_slot}) {
      visit(*array);
    }
  }
};

using HierarchyWords = HierarchyArrays<std::vector<std::uint32_t>>;
using HierarchyView = HierarchyArrays<std::span<const std::uint32_t>>;

std::uint64_t fingerprint(const Shape& shape);

std::vector<std::uint32_t> joined(HierarchyWords& words, std::uint64_t shape_fingerprint);

// The arrays within words whose header is known to be right.
HierarchyView divided(std::span<const std::uint32_t> words);

// Whether the words are of this version, of this graph, whole and undamaged.
base::Result<void> check_words(std::span<const std::uint32_t> words, const Shape& shape);

}  // namespace kjede::road
