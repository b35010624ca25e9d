#pragma once
// The inside of a road file: header, table of sections, sections. A section is an array of fixed-size elements; what
// it holds is told by its kind, and by an index where there are several (travel modes).

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

inline constexpr std::array<char, 8> magic{'K', 'J', 'R', 'O', 'A', 'D', '\r', '\n'};  // \r\n: text transfer shows

struct FileHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t sections = 0;
  std::uint64_t size = 0;      // of the file, bytes
  std::uint64_t checksum = 0;  // XXH3 (64 bits) of all that follows the header, then of the header with 0 here
  std::array<std::uint64_t, 4> reserved{};
};
static_assert(sizeof(FileHeader) == 64);

enum class SectionKind : std::uint32_t {
  first_out = 1,
  head = 2,
  nodes = 3,
  node_ids = 4,
  id_first = 5,
  id_text = 6,
  node_flags = 7,
  length = 8,
  road_class = 9,
  speed_limit = 10,
  signals = 11,
  flags = 12,
  project = 13,
  shape_first = 14,
  shape_count = 15,
  shape_points = 16,
  weights = 17,       // index: mode
  open_weights = 18,  // index: mode
  ferries = 19,
  hierarchy = 20,
  texts = 21,  // JSON: modes, projects, texts
};

struct SectionEntry {
  SectionKind kind{};
  std::uint32_t index = 0;
  std::uint32_t element = 0;  // bytes of one
  std::uint32_t reserved = 0;
  std::uint64_t offset = 0;  // from the file's beginning
  std::uint64_t count = 0;   // elements
};
static_assert(sizeof(SectionEntry) == 32);

std::uint64_t checksum_of(std::span<const std::byte> file);

// The view into `file`, whose header has been checked. Unknown kinds are passed over.
base::Result<NetworkView> read_sections(const FileHeader& header, std::span<const std::byte> file);

}  // namespace kjede::road
