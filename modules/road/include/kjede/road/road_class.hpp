#pragma once
// Kinds of road, as speeds depend on them: the values of OpenStreetMap's tag highway, ferries, and `other` for arcs of
// which no class is known.
//
//   auto kind = parse_road_class("primary");  to_string(*kind);

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kjede::road {

enum class RoadClass : std::uint8_t {
  motorway,
  motorway_link,
  trunk,
  trunk_link,
  primary,
  primary_link,
  secondary,
  secondary_link,
  tertiary,
  tertiary_link,
  unclassified,
  residential,
  living_street,
  service,
  track,
  path,  // pedestrian streets and ways that only emergency vehicles may use
  ferry,
  other,
};

inline constexpr std::size_t road_class_count = 18;

std::string_view to_string(RoadClass kind);
std::optional<RoadClass> parse_road_class(std::string_view name);

// A value per class.
template <class T>
class PerClass {
 public:
  T& operator[](RoadClass kind) { return values_[static_cast<std::size_t>(kind)]; }
  const T& operator[](RoadClass kind) const { return values_[static_cast<std::size_t>(kind)]; }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::array<T, road_class_count> values_{};
};

// All classes, in order.
constexpr std::array<RoadClass, road_class_count> all_road_classes() {
  std::array<RoadClass, road_class_count> all{};
  for (std::size_t i = 0; i < road_class_count; ++i) all[i] = static_cast<RoadClass>(i);
  return all;
}

}  // namespace kjede::road
