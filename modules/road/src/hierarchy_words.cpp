#include "hierarchy_words.hpp"

#include <array>

#include "kjede/road/codes.hpp"

namespace kjede::road {
namespace {

constexpr std::uint32_t mark = 0x48434A4B;  // "KJCH"
constexpr std::uint32_t version = 1;
enum Header : std::size_t { at_mark, at_version, at_nodes, at_arcs, at_edges, at_triangles, at_shape, at_checksum = 8 };

// FNV-1a over pairs of words in four lanes, which a processor can run side by side.
std::uint64_t hash(std::span<const std::uint32_t> words, std::uint64_t seed) {
  constexpr std::uint64_t prime = 0x100000001B3;
  std::array<std::uint64_t, 4> lane{seed, seed + 1, seed + 2, seed + 3};
  const std::size_t whole = words.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    for (std::size_t k = 0; k < 4; ++k) {
      lane[k] = (lane[k] ^ (words[i + 2 * k] | std::uint64_t{words[i + 2 * k + 1]} << 32)) * prime;
      lane[k] ^= lane[k] >> 32;
    }
  }
  for (std::size_t i = whole; i < words.size(); ++i) {
    lane[i % 4] = (lane[i % 4] ^ words[i]) * prime;
  }
  std::uint64_t sum = words.size();
  for (const std::uint64_t part : lane) {
    sum = (sum ^ part ^ (part >> 29)) * prime;
  }
  return sum ^ (sum >> 32);
}

std::array<std::size_t, 11> lengths(std::span<const std::uint32_t> words) {
  const std::size_t nodes = words[at_nodes], arcs = words[at_arcs], edges = words[at_edges];
  return {nodes, nodes, nodes + 1, edges, edges, nodes + 1, edges, words[at_triangles], arcs, edges + 1, arcs};
}

std::uint32_t checksum(std::span<const std::uint32_t> words) {
  return static_cast<std::uint32_t>(hash(words.subspan(hierarchy_header_words), mark));
}

base::Unexpected bad(const char* what) {
  return base::fail(codes::bad_hierarchy, std::string("the contraction hierarchy ") + what,
                    "make the road file again with 'kjede road import'");
}

}  // namespace

std::uint64_t fingerprint(const Shape& shape) { return hash(shape.head, hash(shape.first_out, mark)); }

std::vector<std::uint32_t> joined(HierarchyWords& words, std::uint64_t shape_fingerprint) {
  std::vector<std::uint32_t> result = {mark,
                                       version,
                                       static_cast<std::uint32_t>(words.order.size()),
                                       static_cast<std::uint32_t>(words.slot_of_arc.size()),
                                       static_cast<std::uint32_t>(words.up_head.size()),
                                       static_cast<std::uint32_t>(words.cross.size()),
                                       static_cast<std::uint32_t>(shape_fingerprint),
                                       static_cast<std::uint32_t>(shape_fingerprint >> 32),
                                       0};
  words.each([&](auto& array) {
    result.insert(result.end(), array.begin(), array.end());
    array = {};
  });
  result[at_checksum] = checksum(result);
  return result;
}

HierarchyView divided(std::span<const std::uint32_t> words) {
  HierarchyView view;
  std::size_t place = hierarchy_header_words;
  std::size_t number = 0;
  const auto length = lengths(words);
  view.each([&](auto& array) {
    array = words.subspan(place, length[number]);
    place += length[number++];
  });
  return view;
}

base::Result<void> check_words(std::span<const std::uint32_t> words, const Shape& shape) {
  if (words.size() < hierarchy_header_words || words[at_mark] != mark) {
    return bad("is damaged");
  }
  if (words[at_version] != version) {
    return bad("is of another version");
  }
  std::size_t expected = hierarchy_header_words;
  for (const std::size_t length : lengths(words)) {
    expected += length;
  }
  if (words.size() != expected) {
    return bad("is damaged");
  }
  const std::uint64_t kept = words[at_shape] | std::uint64_t{words[at_shape + 1]} << 32;
  if (words[at_nodes] != shape.node_count() || words[at_arcs] != shape.arc_count() || kept != fingerprint(shape)) {
    return bad("is of another graph");
  }
  if (words[at_checksum] != checksum(words)) {
    return bad("is damaged");
  }
  return {};
}

}  // namespace kjede::road
