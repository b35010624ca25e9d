#pragma once
// The road file: a network as it lies in memory, mapped and used in place.
//
// Little-endian; a header (magic, version, size, checksum), a table of sections, the sections at multiples of 64
// bytes. Format and versions: docs/reference/road_file.md. The same network gives the same bytes.
//
//   KJEDE_TRY(write_road_file("x.road", network.view()));
//   KJEDE_ASSIGN(auto file, RoadFile::open("x.road"));  file.roads().shape …

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

inline constexpr std::uint32_t road_file_version = 1;

// Written beside its place and renamed: a reader sees the old file or the new one. Fails (KJ1110) when it cannot be.
base::Result<void> write_road_file(const std::filesystem::path& path, const NetworkView& roads);

// The same bytes, in memory.
std::vector<std::byte> road_file_bytes(const NetworkView& roads);

// True if the file begins as a road file does, of whatever version.
bool is_road_file(const std::filesystem::path& path);

class RoadFile {
 public:
  // Maps the file. Fails when it is absent or unreadable (KJ1110), no road file (KJ1111), of a newer version (KJ1112),
  // or cut short or damaged (KJ1113).
  static base::Result<RoadFile> open(const std::filesystem::path& path);
  // `bytes` must begin at a multiple of 8 and outlive the file; `name` is shown in messages.
  static base::Result<RoadFile> from_bytes(std::string name, std::span<const std::byte> bytes);

  const NetworkView& roads() const { return roads_; }
  std::size_t size() const { return size_; }

 private:
  std::shared_ptr<const void> mapping_;  // unmapped with the last copy
  std::size_t size_ = 0;
  NetworkView roads_;
};

}  // namespace kjede::road
