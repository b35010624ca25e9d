#include "road_sections.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>
#include <utility>

#include "kjede/road/codes.hpp"
#include "kjede/road/road_file.hpp"
#include "road_texts.hpp"

namespace kjede::road {

namespace {

constexpr std::size_t alignment = 64;

std::size_t aligned(std::size_t offset) { return (offset + alignment - 1) / alignment * alignment; }

// Bytes of a section before it is placed.
struct Piece {
  SectionEntry entry;
  std::span<const std::byte> bytes;
};

class Pieces {
 public:
  template <class T>
  void add(SectionKind kind, std::span<const T> elements, std::uint32_t index = 0) {
    static_assert(std::is_trivially_copyable_v<T>);
    const SectionEntry entry{kind, index, sizeof(T), 0, 0, elements.size()};
    pieces_.push_back({entry, std::as_bytes(elements)});
  }

  std::vector<std::byte> file() {
    std::size_t end = sizeof(FileHeader) + pieces_.size() * sizeof(SectionEntry);
    for (auto& piece : pieces_) {
      piece.entry.offset = aligned(end);
      end = piece.entry.offset + piece.bytes.size();
    }
    std::vector<std::byte> file(end);
    FileHeader header{magic, road_file_version, static_cast<std::uint32_t>(pieces_.size()), end, 0, {}};
    std::size_t at = sizeof header;
    for (const auto& piece : pieces_) {
      std::memcpy(file.data() + at, &piece.entry, sizeof piece.entry);
      at += sizeof piece.entry;
      if (!piece.bytes.empty()) std::memcpy(file.data() + piece.entry.offset, piece.bytes.data(), piece.bytes.size());
    }
    std::memcpy(file.data(), &header, sizeof header);
    header.checksum = checksum_of(file);
    std::memcpy(file.data(), &header, sizeof header);
    return file;
  }

 private:
  std::vector<Piece> pieces_;
};

// Ferry runs have padding; written without it.
static_assert(sizeof(FerryRun) == 16);

base::Unexpected broken(std::string what) { return base::fail(codes::damaged_road_file, std::move(what)); }

// One section's elements in place.
template <class T>
base::Result<std::span<const T>> elements(const SectionEntry& entry, std::span<const std::byte> file) {
  if (entry.element != sizeof(T)) return broken("a section has elements of an unexpected size");
  return std::span<const T>(reinterpret_cast<const T*>(file.data() + entry.offset), entry.count);
}

template <class T>
base::Result<void> take(std::span<const T>& place, const SectionEntry& entry, std::span<const std::byte> file) {
  KJEDE_ASSIGN(place, elements<T>(entry, file));
  return {};
}

base::Result<void> take_weights(std::vector<std::span<const Millis>>& list, const SectionEntry& entry,
                                std::span<const std::byte> file) {
  if (entry.index != list.size()) return broken("the travel modes are not in order");
  KJEDE_ASSIGN(const auto weights, elements<Millis>(entry, file));
  list.push_back(weights);
  return {};
}

struct Reading {
  NetworkView roads;
  std::vector<std::span<const Millis>> weights;
  std::string_view texts;
};

base::Result<void> take_text(std::string_view& place, const SectionEntry& entry, std::span<const std::byte> file) {
  KJEDE_ASSIGN(const auto bytes, elements<char>(entry, file));
  place = {bytes.data(), bytes.size()};
  return {};
}

base::Result<void> read_section(Reading& reading, const SectionEntry& entry, std::span<const std::byte> file) {
  auto& r = reading.roads;
  switch (entry.kind) {
    case SectionKind::first_out: return take(r.shape.first_out, entry, file);
    case SectionKind::head: return take(r.shape.head, entry, file);
    case SectionKind::nodes: return take(r.nodes, entry, file);
    case SectionKind::node_ids: return take(r.node_ids, entry, file);
    case SectionKind::id_first: return take(r.id_first, entry, file);
    case SectionKind::id_text: return take_text(r.id_text, entry, file);
    case SectionKind::node_flags: return take(r.node_flags, entry, file);
    case SectionKind::length: return take(r.length, entry, file);
    case SectionKind::road_class: return take(r.road_class, entry, file);
    case SectionKind::speed_limit: return take(r.speed_limit, entry, file);
    case SectionKind::signals: return take(r.signals, entry, file);
    case SectionKind::flags: return take(r.flags, entry, file);
    case SectionKind::project: return take(r.project, entry, file);
    case SectionKind::shape_first: return take(r.shape_first, entry, file);
    case SectionKind::shape_count: return take(r.shape_count, entry, file);
    case SectionKind::shape_points: return take(r.shape_points, entry, file);
    case SectionKind::weights: return take_weights(reading.weights, entry, file);
    case SectionKind::open_weights: return take_weights(r.open_weights, entry, file);
    case SectionKind::ferries: return take(r.ferries, entry, file);
    case SectionKind::hierarchy: return take(r.hierarchy, entry, file);
    case SectionKind::texts: return take_text(reading.texts, entry, file);
  }
  return {};  // of a later version that older programs may pass over
}

}  // namespace

std::uint64_t checksum_of(std::span<const std::byte> file) {
  FileHeader header;
  std::memcpy(&header, file.data(), sizeof header);
  header.checksum = 0;
  const auto body = file.subspan(sizeof header);
  return XXH3_64bits_withSeed(&header, sizeof header, XXH3_64bits(body.data(), body.size()));
}

std::vector<std::byte> road_file_bytes(const NetworkView& r) {
  Pieces pieces;
  pieces.add(SectionKind::first_out, r.shape.first_out);
  pieces.add(SectionKind::head, r.shape.head);
  pieces.add(SectionKind::nodes, r.nodes);
  pieces.add(SectionKind::node_ids, r.node_ids);
  pieces.add(SectionKind::id_first, r.id_first);
  pieces.add(SectionKind::id_text, std::span<const char>(r.id_text));
  pieces.add(SectionKind::node_flags, r.node_flags);
  pieces.add(SectionKind::length, r.length);
  pieces.add(SectionKind::road_class, r.road_class);
  pieces.add(SectionKind::speed_limit, r.speed_limit);
  pieces.add(SectionKind::signals, r.signals);
  pieces.add(SectionKind::flags, r.flags);
  pieces.add(SectionKind::project, r.project);
  pieces.add(SectionKind::shape_first, r.shape_first);
  pieces.add(SectionKind::shape_count, r.shape_count);
  pieces.add(SectionKind::shape_points, r.shape_points);
  std::uint32_t index = 0;
  for (const auto& mode : r.modes) pieces.add(SectionKind::weights, mode.weights, index++);
  index = 0;
  for (const auto& weights : r.open_weights) pieces.add(SectionKind::open_weights, weights, index++);
  pieces.add(SectionKind::ferries, r.ferries);
  pieces.add(SectionKind::hierarchy, r.hierarchy);
  const std::string texts = write_texts(r);
  pieces.add(SectionKind::texts, std::span<const char>(texts));
  return pieces.file();
}

base::Result<NetworkView> read_sections(const FileHeader& header, std::span<const std::byte> file) {
  if (header.sections > (file.size() - sizeof header) / sizeof(SectionEntry)) {
    return broken("the table of sections is longer than the file");
  }
  Reading reading;
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, file.data() + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.offset % alignment != 0 || entry.element == 0 || entry.offset > file.size() ||
        entry.count > (file.size() - entry.offset) / entry.element) {
      return broken("a section lies outside the file");
    }
    KJEDE_TRY(read_section(reading, entry, file));
  }
  KJEDE_TRY(read_texts(reading.texts, reading.weights, reading.roads));
  return std::move(reading.roads);
}

}  // namespace kjede::road
