#pragma once
// Which nodes can reach each other. Source: Tarjan, Depth-first search and linear graph algorithms (SIAM J. Comput.
// 1972), without recursion.
//
//   auto parts = strong_components(shape, weights);
//   if (parts.of_node[v] != parts.largest) …

#include <cstdint>
#include <span>
#include <vector>

#include "kjede/road/millis.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road {

struct StrongComponents {
  std::vector<std::uint32_t> of_node;  // component per node
  std::vector<std::uint32_t> size;     // nodes per component
  std::uint32_t largest = 0;           // of equals the one that holds the lowest node
};

// Closed arcs do not count.
StrongComponents strong_components(const Shape& shape, std::span<const Millis> weights);

}  // namespace kjede::road
