#include "kjede/road/isochrone.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "contour.hpp"
#include "kjede/road/codes.hpp"
#include "time_field.hpp"

namespace kjede::road {

namespace {

constexpr Millis longest = 12 * 3600 * 1000;
constexpr double smallest_hole = 4;  // cells: smaller ones are the grid's, not the roads'

struct Sorted {
  std::vector<ContourRing> outer, holes, filled;
};

Sorted sort_rings(std::vector<ContourRing> rings, double cell) {
  Sorted sorted;
  std::stable_sort(rings.begin(), rings.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.area) > std::abs(b.area); });
  for (auto& ring : rings) {
    if (ring.area > 0) {
      sorted.outer.push_back(std::move(ring));
    } else if (-ring.area >= smallest_hole * cell * cell) {
      sorted.holes.push_back(std::move(ring));
    } else {
      sorted.filled.push_back(std::move(ring));
    }
  }
  // what lies within a hole that is filled is part of its surroundings
  std::erase_if(sorted.outer, [&](const ContourRing& island) {
    return std::any_of(sorted.filled.begin(), sorted.filled.end(), [&](const ContourRing& hole) {
      return island.area < -hole.area && contains(hole, island.points.front());
    });
  });
  return sorted;
}

Ring on_earth(const ContourRing& ring, const LocalPlane& plane) {
  Ring points;
  for (const auto& p : ring.points) points.push_back(plane.to_earth(p));
  return points;
}

Isochrone assemble(const TimeField& field, Millis threshold) {
  const auto rings = sort_rings(contour(field, 0), field.cell);
  Isochrone area{threshold, {}, 0};
  double square_metres = 0;
  for (const auto& ring : rings.outer) {
    area.polygons.push_back({on_earth(ring, field.plane), {}});
    square_metres += ring.area;
  }
  for (const auto& hole : rings.holes) {
    // the smallest ring around it; sorted by size, the last that fits
    for (std::size_t i = rings.outer.size(); i-- > 0;) {
      if (rings.outer[i].area < -hole.area || !contains(rings.outer[i], hole.points.front())) continue;
      area.polygons[i].holes.push_back(on_earth(hole, field.plane));
      square_metres += hole.area;
      break;
    }
  }
  area.square_kilometres = square_metres / 1e6;
  return area;
}

std::string position(Location p) { return fmt::format("[{:.6f},{:.6f}]", p.lon_degrees(), p.lat_degrees()); }

std::string ring_json(const Ring& ring) {
  std::string out = "[";
  for (const auto& p : ring) out += position(p) + ",";
  return out + position(ring.front()) + "]";
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

std::string collection(const NetworkView& roads, const std::string& features) {
  return fmt::format("{{\"type\":\"FeatureCollection\",\"source\":{},\"licence\":{},\"features\":[{}\n]}}\n",
                     quoted(roads.texts.source), quoted(roads.texts.licence), features);
}

std::string line_feature(const NetworkView& roads, NodeId tail, ArcId arc, Millis time) {
  std::string line;
  for (const auto& p : arc_line(roads, tail, arc)) line += (line.empty() ? "" : ",") + position(p);
  return fmt::format(
      "{{\"type\":\"Feature\",\"properties\":{{\"seconds\":{},\"class\":\"{}\"}},\"geometry\":{{\"type\":"
      "\"LineString\","
      "\"coordinates\":[{}]}}}}",
      time / 1000.0, to_string(roads.road_class[arc]), line);
}

}  // namespace

base::Result<std::vector<Isochrone>> isochrones(const NetworkView& roads, std::span<const Millis> weights,
                                                std::span<const Millis> times, const IsochroneOptions& options) {
  auto thresholds = options.thresholds;
  std::sort(thresholds.begin(), thresholds.end());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  if (thresholds.empty() || thresholds.front() == 0 || thresholds.back() > longest) {
    return base::fail(codes::bad_threshold, "an isochrone needs times above 0 and at most 12 hours",
                      "for example --minutes 5,10,15");
  }
  TimeFields fields(roads, weights, times, options);
  std::vector<Isochrone> areas;
  for (const auto threshold : thresholds) {
    const auto field = fields.field(threshold);
    areas.push_back(field.columns == 0 ? Isochrone{threshold, {}, 0} : assemble(field, threshold));
  }
  return areas;
}

std::string isochrones_geojson(const NetworkView& roads, std::span<const Isochrone> areas) {
  std::string features;
  for (auto area = areas.rbegin(); area != areas.rend(); ++area) {
    std::string polygons;
    for (const auto& polygon : area->polygons) {
      std::string rings = ring_json(polygon.outer);
      for (const auto& hole : polygon.holes) rings += "," + ring_json(hole);
      polygons += fmt::format("{}[{}]", polygons.empty() ? "" : ",", rings);
    }
    features += fmt::format(
        "{}\n{{\"type\":\"Feature\",\"properties\":{{\"seconds\":{},\"minutes\":{},\"km2\":{:.3f}}},\"geometry\":{{"
        "\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}}}",
        features.empty() ? "" : ",", area->threshold / 1000.0, area->threshold / 60'000.0, area->square_kilometres,
        polygons);
  }
  return collection(roads, features);
}

std::string reached_roads_geojson(const NetworkView& roads, std::span<const Millis> weights,
                                  std::span<const Millis> times, Millis limit) {
  std::string features;
  for (NodeId tail = 0; tail < roads.shape.node_count(); ++tail) {
    if (times[tail] > limit) continue;
    for (ArcId arc = roads.shape.first_out[tail]; arc < roads.shape.first_out[tail + 1]; ++arc) {
      const NodeId head = roads.shape.head[arc];
      const bool first_seen = times[head] > times[tail] || (times[head] == times[tail] && tail < head);
      const bool oneway = (roads.flags[arc] & arc_oneway) != 0;
      if (weights[arc] >= unreachable || (!first_seen && !oneway)) continue;
      features += (features.empty() ? "\n" : ",\n") + line_feature(roads, tail, arc, times[tail]);
    }
  }
  return collection(roads, features);
}

}  // namespace kjede::road
