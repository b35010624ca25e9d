#include "kjede/road/road_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <fstream>

#include "kjede/road/codes.hpp"
#include "road_sections.hpp"

namespace kjede::road {

static_assert(std::endian::native == std::endian::little, "road files are little-endian and used in place");

namespace {

namespace fs = std::filesystem;

base::Unexpected unusable(const base::Code& code, std::string message) {
  return base::fail(code, std::move(message),
                    "make it with `kjede road import --nodes N.csv --arcs A.csv --out X.road` or `--osm X.osm.pbf`");
}

struct Mapping {
  void* address = MAP_FAILED;
  std::size_t size = 0;
  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (address != MAP_FAILED) munmap(address, size);
  }
};

struct Descriptor {
  int fd = -1;
  explicit Descriptor(const fs::path& path) : fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

base::Result<FileHeader> check_header(const std::string& name, std::span<const std::byte> bytes) {
  FileHeader header;
  if (bytes.size() < sizeof header || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0) {
    return unusable(codes::not_road_file, fmt::format("'{}' is not a road file", name));
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.version > road_file_version) {
    return base::fail(codes::newer_road_file,
                      fmt::format("'{}' is a road file of version {}; this program reads versions up to {}", name,
                                  header.version, road_file_version),
                      "use a newer kjede, or make the file again with this one");
  }
  if (header.size > bytes.size()) {
    return unusable(codes::damaged_road_file,
                    fmt::format("'{}' is cut short: it has {} of {} bytes", name, bytes.size(), header.size));
  }
  if (header.version == 0 || header.size != bytes.size() || header.checksum != checksum_of(bytes)) {
    return unusable(codes::damaged_road_file, fmt::format("'{}' is damaged: its checksum does not fit", name));
  }
  return header;
}

}  // namespace

base::Result<RoadFile> RoadFile::from_bytes(std::string name, std::span<const std::byte> bytes) {
  KJEDE_ASSIGN(const auto header, check_header(name, bytes));
  RoadFile file;
  file.size_ = bytes.size();
  auto roads = read_sections(header, bytes);
  if (roads) {
    if (auto sound = check_network(*roads); !sound) roads = sound.unexpected();
  }
  if (!roads) {
    return unusable(codes::damaged_road_file, fmt::format("'{}' is damaged: {}", name, roads.error().front().message));
  }
  file.roads_ = *std::move(roads);
  return file;
}

base::Result<RoadFile> RoadFile::open(const fs::path& path) {
  const Descriptor descriptor(path);
  struct stat status {};
  if (descriptor.fd < 0 || fstat(descriptor.fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    const int reason = descriptor.fd < 0 ? errno : EISDIR;
    return base::fail(codes::road_file_unusable,
                      fmt::format("cannot read the road file '{}': {}", path.string(), std::strerror(reason)),
                      "check the path and the rights to it");
  }
  auto mapping = std::make_shared<Mapping>();
  mapping->size = static_cast<std::size_t>(status.st_size);
  if (mapping->size == 0) return unusable(codes::not_road_file, fmt::format("'{}' is empty", path.string()));
  mapping->address = mmap(nullptr, mapping->size, PROT_READ, MAP_PRIVATE, descriptor.fd, 0);
  if (mapping->address == MAP_FAILED) {
    return base::fail(codes::road_file_unusable,
                      fmt::format("cannot map the road file '{}': {}", path.string(), std::strerror(errno)));
  }
  KJEDE_ASSIGN(auto file, from_bytes(path.string(), {static_cast<const std::byte*>(mapping->address), mapping->size}));
  file.mapping_ = std::move(mapping);
  return file;
}

base::Result<void> write_road_file(const fs::path& path, const NetworkView& roads) {
  KJEDE_TRY(check_network(roads));
  const auto bytes = road_file_bytes(roads);
  auto temporary = path;
  temporary += fmt::format(".{}.tmp", ::getpid());
  std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code failed;
  if (out) fs::rename(temporary, path, failed);
  if (!out || failed) {
    const std::string reason = failed ? failed.message() : std::strerror(errno);
    std::error_code ignored;
    fs::remove(temporary, ignored);
    return base::fail(codes::road_file_unusable,
                      fmt::format("cannot write the road file '{}': {}", path.string(), reason),
                      "choose another place with --out");
  }
  return {};
}

bool is_road_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::array<char, magic.size()> begin{};
  return in.read(begin.data(), begin.size()) && std::memcmp(begin.data(), magic.data(), magic.size()) == 0;
}

}  // namespace kjede::road
