// Any bytes as a road file, with its size and checksum put right so that the inside is reached: never a crash, and what
// is accepted can be walked over.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "kjede/road/road_file.hpp"
#include "road_sections.hpp"

using namespace kjede;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65536) return 0;
  std::vector<std::uint64_t> memory(size / 8 + 1);  // aligned, as a mapping is
  std::memcpy(memory.data(), data, size);
  const std::span<std::byte> bytes(reinterpret_cast<std::byte*>(memory.data()), size);
  if (size >= sizeof(road::FileHeader)) {
    road::FileHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    header.magic = road::magic;
    header.version = road::road_file_version;
    header.size = size;
    std::memcpy(bytes.data(), &header, sizeof header);
    header.checksum = road::checksum_of(bytes);
    std::memcpy(bytes.data(), &header, sizeof header);
  }
  const auto file = road::RoadFile::from_bytes("x.road", bytes);
  if (!file) {
    if (base::render(file.error()).empty()) std::abort();
    return 0;
  }
  const auto& roads = file->roads();
  const auto tails = road::arc_tails(roads.shape);
  for (road::ArcId arc = 0; arc < tails.size(); ++arc) road::arc_line(roads, tails[arc], arc);
  for (road::NodeId node = 0; node < roads.shape.node_count(); ++node) roads.node_name(node);
  return 0;
}
