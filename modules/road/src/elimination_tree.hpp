#pragma once
// The elimination tree of a contraction order and its postorder.
//
// Source: Liu, The role of elimination trees in sparse factorization (SIAM J. Matrix Anal. Appl. 1990).

#include <span>
#include <vector>

#include "kjede/road/shape.hpp"

namespace kjede::road {

// Lists per node of the neighbours of lower rank, or of higher rank.
struct RankedNeighbours {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> rank;

  std::span<const std::uint32_t> of(std::uint32_t r) const {
    return std::span(rank).subspan(first[r], first[r + 1] - first[r]);
  }
};

// For each rank the neighbours of lower rank (`lower`) or of higher rank, with repetitions, loops left out.
RankedNeighbours ranked_neighbours(const Shape& shape, std::span<const std::uint32_t> rank, bool lower);

// Parent of each rank; no_id at roots.
std::vector<std::uint32_t> elimination_tree(const RankedNeighbours& lower);

// Number of each rank in postorder: children before parents, every subtree in one piece.
std::vector<std::uint32_t> postorder(std::span<const std::uint32_t> parent);

}  // namespace kjede::road
