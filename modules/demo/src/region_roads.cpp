#include "region_roads.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace kjede::demo::region {
namespace {

std::size_t index_of(std::string_view id) { return static_cast<std::size_t>(&place(id) - places().data()); }

// A road is longer than its drawing: bends between the drawn points.
double winding(Terrain terrain) {
  switch (terrain) {
    case Terrain::land: return 1.07;
    case Terrain::bridge: return 1.04;
    case Terrain::pass: return 1.22;
    case Terrain::tunnel:
    case Terrain::water: return 1.0;
  }
  return 1.0;
}

class Layer {
 public:
  Layer(const Waters& waters, base::Rng rng) : waters_(waters), rng_(rng) {}

  Roads lay() {
    for (std::size_t i = 0; i < places().size(); ++i) {
      roads_.centre.push_back(add({places()[i].at, i, true, false, RoadClass::secondary}));
    }
    for (std::size_t i = 0; i < places().size(); ++i) streets(i);
    for (const auto& one : links()) link(one);
    return std::move(roads_);
  }

 private:
  std::size_t add(const RoadNode& node) {
    roads_.nodes.push_back(node);
    return roads_.nodes.size() - 1;
  }

  void join(std::size_t a, std::size_t b, RoadClass kind, Terrain terrain, std::string_view project = {}) {
    const double metres = 1000 * winding(terrain) * distance(roads_.nodes[a].at, roads_.nodes[b].at);
    roads_.roads.push_back({a, b, kind, terrain, metres, project});
  }

  // Corners of a grid inside the settlement's radius that can be reached on dry land from its centre.
  void streets(std::size_t which) {
    const auto& town = places()[which];
    const double radius = radius_of(town), spacing = town.persons > 8000 ? 0.45 : 0.36;
    const int reach = static_cast<int>(radius / spacing) + 1;
    std::map<std::pair<int, int>, std::size_t> corner{{{0, 0}, roads_.centre[which]}};
    std::vector<std::pair<int, int>> edge{{0, 0}};
    for (std::size_t next = 0; next < edge.size(); ++next) {
      const auto [x, y] = edge[next];
      for (const auto& [dx, dy] : {std::pair{1, 0}, {0, 1}, {-1, 0}, {0, -1}}) {
        const std::pair to{x + dx, y + dy};
        if (std::abs(to.first) > reach || std::abs(to.second) > reach) continue;
        if (const auto seen = corner.find(to); seen != corner.end()) {
          if (seen->second > corner[{x, y}]) street(corner[{x, y}], seen->second, to, {x, y});
          continue;
        }
        const Point at{town.at.x + spacing * (to.first + 0.36 * (rng_.uniform() - 0.5)),
                       town.at.y + spacing * (to.second + 0.36 * (rng_.uniform() - 0.5))};
        if (distance(at, town.at) > radius * (0.8 + 0.35 * rng_.uniform()) || !waters_.dry_around(at)) continue;
        corner[to] = add({at, which, true, false, RoadClass::residential});
        edge.push_back(to);
        street(corner[{x, y}], corner[to], to, {x, y});
      }
    }
  }

  // Every third row and column is a main street.
  void street(std::size_t a, std::size_t b, std::pair<int, int> to, std::pair<int, int> from) {
    const bool main = (to.first == from.first && to.first % 3 == 0) || (to.second == from.second && to.second % 3 == 0);
    for (const auto& road : roads_.roads) {
      if (road.from == a && road.to == b) return;
    }
    join(a, b, main ? RoadClass::tertiary : RoadClass::residential, Terrain::bridge);
  }

  std::vector<Point> course(const Link& one) {
    std::vector<Point> control{place(one.from).at};
    control.insert(control.end(), one.via.begin(), one.via.end());
    control.push_back(place(one.to).at);
    auto line = smooth_line(control, 0.95);
    const auto sideways = gentle_noise(rng_, line.size(), 2), along = gentle_noise(rng_, line.size(), 2);
    const double bend = one.terrain == Terrain::pass ? 0.75 : one.kind == RoadClass::trunk ? 0.3 : 0.5;
    if (one.terrain == Terrain::water || one.terrain == Terrain::tunnel) return line;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      line[i].x += bend * sideways[i];
      line[i].y += bend * along[i];
      if (one.terrain != Terrain::bridge) line[i] = waters_.ashore(line[i]);
    }
    return line;
  }

  void link(const Link& one) {
    const auto from = index_of(one.from), to = index_of(one.to);
    if (one.terrain == Terrain::water) {
      join(roads_.centre[from], roads_.centre[to], one.kind, one.terrain);
      return;
    }
    const auto line = course(one);
    std::size_t last = roads_.centre[from];
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      const bool nearer = distance(line[i], places()[from].at) < distance(line[i], places()[to].at);
      const bool farms = one.terrain != Terrain::tunnel && !waters_.wet(line[i]);
      const auto node = add({line[i], nearer ? from : to, false, farms, one.kind});
      join(last, node, one.kind, one.terrain, one.project);
      last = node;
    }
    join(last, roads_.centre[to], one.kind, one.terrain, one.project);
  }

  const Waters& waters_;
  base::Rng rng_;
  Roads roads_;
};

// What blue lights make of the ordinary time.
double acute_factor(RoadClass kind) {
  switch (kind) {
    case RoadClass::trunk:
    case RoadClass::primary: return 0.80;
    case RoadClass::secondary: return 0.82;
    case RoadClass::tertiary: return 0.80;
    case RoadClass::residential: return 0.72;
    case RoadClass::ferry: return 1.0;
  }
  return 1.0;
}

}  // namespace

double radius_of(const Place& town) {
  const double density = town.persons > 8000 ? 1450 : town.persons > 2000 ? 1100 : 650;  // persons per km2
  return std::sqrt(town.persons / density / 3.14159265);
}

Roads lay_roads(const Waters& waters, base::Rng rng) { return Layer(waters, rng).lay(); }

DriveTimes drive_times(const Road& road) {
  if (road.kind == RoadClass::ferry) {
    constexpr double mean_wait = 900, called_out = 240;  // the timetable; the boat that waits for the ambulance
    const double crossing = road.metres / 1000 / speed_of(RoadClass::ferry).ordinary * 3600;
    return {crossing + called_out, crossing + mean_wait, crossing + called_out, crossing + mean_wait};
  }
  const auto speed = speed_of(road.kind);
  const bool sheltered = road.terrain == Terrain::tunnel;
  const double pass = road.terrain == Terrain::pass ? 0.80 : 1.0, winter = sheltered ? 1.0 : speed.winter * pass;
  const double ordinary = road.metres / 1000 / speed.ordinary * 3600, acute = ordinary * acute_factor(road.kind);
  return {acute, ordinary, acute / winter, ordinary / winter};
}

}  // namespace kjede::demo::region
