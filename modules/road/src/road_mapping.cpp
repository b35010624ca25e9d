// Mappings of foreign node and arc files: docs/reference/road_import.md.

#include <fmt/format.h>

#include <array>

#include "kjede/road/codes.hpp"
#include "kjede/road/import_csv.hpp"
#include "yaml_reading.hpp"

namespace kjede::road {

namespace {

struct Unit {
  std::string_view name;
  double size;
};
constexpr std::array<Unit, 5> time_units{{{"s", 1}, {"min", 60}, {"h", 3600}, {"days", 86400}, {"ms", 0.001}}};
constexpr std::array<Unit, 4> length_units{{{"m", 1}, {"km", 1000}, {"ft", 0.3048}, {"mi", 1609.344}}};

template <std::size_t N>
std::optional<MappedColumn> read_column(YamlReading& in, const text::YamlNode& node, const std::array<Unit, N>& units) {
  MappedColumn mapped;
  if (const auto column = in.text(node, "column")) mapped.column = *column;
  if (mapped.column.empty()) {
    in.refuse(node.span, "'column' is missing", "write {column: NAME, unit: UNIT}");
    return std::nullopt;
  }
  const auto unit = in.text(node, "unit");
  if (!unit) return mapped;
  for (const auto& known : units) {
    if (known.name == *unit) {
      mapped.unit = known.size;
      return mapped;
    }
  }
  std::string names;
  for (const auto& known : units) names += fmt::format("{}{}", names.empty() ? "" : ", ", known.name);
  in.refuse(node.find("unit")->span, fmt::format("unknown unit '{}'", *unit), "known: " + names);
  return std::nullopt;
}

void take(YamlReading& in, const text::YamlNode& node, std::string_view key, std::string& place) {
  if (const auto text = in.text(node, key)) place = *text;
}

void read_nodes(YamlReading& in, const text::YamlNode& root, RoadMapping& mapping) {
  const auto* nodes = root.find("nodes");
  if (nodes == nullptr || !in.is_mapping(*nodes, "'nodes'", {"table", "id", "lon", "lat", "access"})) return;
  take(in, *nodes, "table", mapping.nodes.table);
  take(in, *nodes, "id", mapping.id);
  take(in, *nodes, "lon", mapping.lon);
  take(in, *nodes, "lat", mapping.lat);
  take(in, *nodes, "access", mapping.access);
}

void read_arcs(YamlReading& in, const text::YamlNode& root, RoadMapping& mapping) {
  const auto* arcs = root.find("arcs");
  if (arcs == nullptr ||
      !in.is_mapping(*arcs, "'arcs'", {"table", "from", "to", "length", "speed", "class", "project", "both ways"})) {
    return;
  }
  take(in, *arcs, "table", mapping.arcs.table);
  take(in, *arcs, "from", mapping.from);
  take(in, *arcs, "to", mapping.to);
  take(in, *arcs, "speed", mapping.speed);
  take(in, *arcs, "class", mapping.road_class);
  take(in, *arcs, "project", mapping.project);
  if (const auto both = in.yes_no(*arcs, "both ways")) mapping.both_ways = *both;
  const auto* length = arcs->find("length");
  if (length != nullptr && in.is_mapping(*length, "'length'", {"column", "unit"})) {
    mapping.length = read_column(in, *length, length_units);
  }
}

void read_modes(YamlReading& in, const text::YamlNode& root, RoadMapping& mapping) {
  const auto* modes = root.find("modes");
  if (modes == nullptr) return;
  if (!modes->is_mapping()) return in.refuse(modes->span, "'modes' must be names with columns");
  for (const auto& [key, value] : modes->entries) {
    if (!in.is_mapping(value, fmt::format("mode '{}'", key.scalar), {"column", "unit", "off-road speed"})) continue;
    const auto column = read_column(in, value, time_units);
    const auto speed = in.number(value, "off-road speed", 0.1, 250);
    if (column) mapping.modes.push_back({key.scalar, *column, speed.value_or(0)});
  }
}

}  // namespace

base::Result<RoadMapping> read_road_mapping(std::shared_ptr<const base::SourceFile> file) {
  KJEDE_ASSIGN(const auto root, text::parse_yaml(std::move(file)));
  base::Diagnostics problems;
  YamlReading in(codes::bad_road_mapping, problems);
  RoadMapping mapping;
  if (in.is_mapping(root, "a road mapping", {"road mapping", "nodes", "arcs", "modes", "source", "licence"})) {
    take(in, root, "road mapping", mapping.name);
    take(in, root, "source", mapping.source);
    take(in, root, "licence", mapping.licence);
    read_nodes(in, root, mapping);
    read_arcs(in, root, mapping);
    read_modes(in, root, mapping);
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return mapping;
}

}  // namespace kjede::road
