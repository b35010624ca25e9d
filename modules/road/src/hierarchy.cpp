#include "kjede/road/hierarchy.hpp"

#include <algorithm>
#include <numeric>

#include "elimination_tree.hpp"
#include "hierarchy_words.hpp"

namespace kjede::road {
namespace {

std::vector<std::uint32_t> inverse(std::span<const std::uint32_t> permutation) {
  std::vector<std::uint32_t> result(permutation.size());
  for (std::uint32_t i = 0; i < permutation.size(); ++i) {
    result[permutation[i]] = i;
  }
  return result;
}

// The given order, made a postorder of its elimination tree.
std::vector<std::uint32_t> postordered_rank(const Shape& shape, std::span<const NodeId> order) {
  auto rank = inverse(order);
  const auto number = postorder(elimination_tree(ranked_neighbours(shape, rank, true)));
  for (auto& r : rank) {
    r = number[r];
  }
  return rank;
}

// Edges after contraction: the upper neighbours of r and those of its children in the tree, r itself left out.
void contract(HierarchyWords& words, const RankedNeighbours& higher) {
  const auto size = static_cast<std::uint32_t>(words.rank.size());
  std::vector<std::uint32_t> first_child(size, no_id), sibling(size, no_id), seen(size, no_id);
  words.up_first.assign(1, 0);
  for (std::uint32_t r = 0; r < size; ++r) {
    const std::size_t begin = words.up_head.size();
    const auto add_edge = [&](std::uint32_t head) {
      if (head != r && seen[head] != r) {
        seen[head] = r;
        words.up_head.push_back(head);
      }
    };
    std::for_each(higher.of(r).begin(), higher.of(r).end(), add_edge);
    for (std::uint32_t child = first_child[r]; child != no_id; child = sibling[child]) {
      for (std::uint32_t edge = words.up_first[child]; edge < words.up_first[child + 1]; ++edge) {
        add_edge(words.up_head[edge]);
      }
    }
    std::sort(words.up_head.begin() + static_cast<std::ptrdiff_t>(begin), words.up_head.end());
    words.up_first.push_back(static_cast<std::uint32_t>(words.up_head.size()));
    words.up_tail.resize(words.up_head.size(), r);
    if (begin < words.up_head.size()) {
      const std::uint32_t parent = words.up_head[begin];
      sibling[r] = std::exchange(first_child[parent], r);
    }
  }
}

void turn_down(HierarchyWords& words) {
  words.down_first.assign(words.rank.size() + 1, 0);
  for (const std::uint32_t head : words.up_head) {
    ++words.down_first[head + 1];
  }
  std::partial_sum(words.down_first.begin(), words.down_first.end(), words.down_first.begin());
  words.down_edge.resize(words.up_head.size());
  auto place = words.down_first;
  for (std::uint32_t edge = 0; edge < words.up_head.size(); ++edge) {
    words.down_edge[place[words.up_head[edge]]++] = edge;
  }
}

void find_cross_edges(HierarchyWords& words) {
  for (std::uint32_t xy = 0; xy < words.up_head.size(); ++xy) {
    std::uint32_t yz = words.up_first[words.up_head[xy]];
    for (std::uint32_t xz = xy + 1; xz < words.up_first[words.up_tail[xy] + 1]; ++xz) {
      while (words.up_head[yz] != words.up_head[xz]) {
        ++yz;
      }
      words.cross.push_back(yz);
    }
  }
}

// Counted by edge; within an edge by direction, then by arc.
void sort_arcs(HierarchyWords& words) {
  const auto edges = static_cast<std::uint32_t>(words.up_head.size());
  const auto edge_of = [&](ArcId arc) { return std::min(words.slot_of_arc[arc] / 2, edges); };  // loops: behind all
  std::vector<std::uint32_t> place(edges + 2, 0);
  for (ArcId arc = 0; arc < words.slot_of_arc.size(); ++arc) {
    ++place[edge_of(arc) + 1];
  }
  std::partial_sum(place.begin(), place.end(), place.begin());
  words.arc_first.assign(place.begin(), place.end() - 1);
  words.arc_by_slot.resize(words.slot_of_arc.size());
  for (ArcId arc = 0; arc < words.slot_of_arc.size(); ++arc) {
    words.arc_by_slot[place[edge_of(arc)]++] = arc;
  }
  for (std::uint32_t edge = 0; edge < edges; ++edge) {
    std::stable_partition(words.arc_by_slot.begin() + words.arc_first[edge],
                          words.arc_by_slot.begin() + words.arc_first[edge + 1],
                          [&](ArcId arc) { return words.slot_of_arc[arc] % 2 == 0; });
  }
}

void lay_arcs(HierarchyWords& words, const Shape& shape) {
  words.slot_of_arc.assign(shape.arc_count(), no_id);
  for (NodeId tail = 0; tail < shape.node_count(); ++tail) {
    for (ArcId arc = shape.first_out[tail]; arc < shape.first_out[tail + 1]; ++arc) {
      const auto [low, high] = std::minmax({words.rank[tail], words.rank[shape.head[arc]]});
      if (low == high) {
        continue;
      }
      const auto begin = words.up_head.begin() + words.up_first[low];
      const auto end = words.up_head.begin() + words.up_first[low + 1];
      const auto edge = static_cast<std::uint32_t>(std::lower_bound(begin, end, high) - words.up_head.begin());
      words.slot_of_arc[arc] = 2 * edge + (words.rank[tail] == high ? 1 : 0);
    }
  }
  sort_arcs(words);
}

}  // namespace

Hierarchy Hierarchy::build(const Shape& shape, std::span<const NodeId> order) {
  HierarchyWords words;
  words.rank = postordered_rank(shape, order);
  words.order = inverse(words.rank);
  contract(words, ranked_neighbours(shape, words.rank, false));
  turn_down(words);
  find_cross_edges(words);
  lay_arcs(words, shape);
  Hierarchy hierarchy;
  hierarchy.owned_ = joined(words, fingerprint(shape));
  hierarchy.point_at(hierarchy.owned_);
  return hierarchy;
}

void Hierarchy::point_at(std::span<const std::uint32_t> words) {
  const HierarchyView view = divided(words);
  order = view.order;
  rank = view.rank;
  up_first = view.up_first;
  up_head = view.up_head;
  up_tail = view.up_tail;
  down_first = view.down_first;
  down_edge = view.down_edge;
  cross = view.cross;
  slot_of_arc = view.slot_of_arc;
  arc_first = view.arc_first;
  arc_by_slot = view.arc_by_slot;
}

base::Result<Hierarchy> Hierarchy::load(std::span<const std::uint32_t> words, const Shape& shape) {
  KJEDE_TRY(check_words(words, shape));
  Hierarchy hierarchy;
  hierarchy.point_at(words);
  return hierarchy;
}

std::vector<std::uint32_t> Hierarchy::save() const {
  // all arrays lie in one piece, the header before them
  const std::uint32_t* begin = order.data() - hierarchy_header_words;
  return {begin, arc_by_slot.data() + arc_by_slot.size()};
}

}  // namespace kjede::road
