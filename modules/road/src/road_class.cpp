#include "kjede/road/road_class.hpp"

#include <algorithm>

namespace kjede::road {

namespace {

constexpr std::array<std::string_view, road_class_count> names{
    "motorway",      "motorway_link",  "trunk",    "trunk_link",    "primary",      "primary_link",
    "secondary",     "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential",
    "living_street", "service",        "track",    "path",          "ferry",        "other"};

}  // namespace

std::string_view to_string(RoadClass kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<RoadClass> parse_road_class(std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<RoadClass>(at - names.begin());
}

}  // namespace kjede::road
