#include "contour.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kjede::road {

namespace {

constexpr double nearest_to_corner = 0.05;  // of an edge: points of a ring stay apart when coordinates are rounded
constexpr std::uint32_t none = 0xFFFF'FFFF;

// Every cell is two triangles, below and above its falling diagonal.
// An edge belongs to its lower-numbered corner: to the right, upwards, or from the corner's right neighbour up to the
// one above it.
enum Edge : std::uint32_t { rightwards, upwards, diagonal };

class Marching {
 public:
  Marching(const TimeField& field, float level) : field_(field), level_(level) {
    next_.assign(field.values.size() * 3, none);
  }

  std::vector<ContourRing> run() {
    for (std::uint32_t row = 0; row + 1 < field_.rows; ++row) {
      for (std::uint32_t column = 0; column + 1 < field_.columns; ++column) {
        const auto corner = field_.at(column, row);
        const auto right = corner + 1;
        const auto up = corner + field_.columns;
        const auto across = up + 1;
        // corners anticlockwise, with the edge that follows each
        triangle({corner, right, up}, {edge(corner, rightwards), edge(corner, diagonal), edge(corner, upwards)});
        triangle({right, across, up}, {edge(right, upwards), edge(up, rightwards), edge(corner, diagonal)});
      }
    }
    return rings();
  }

 private:
  static std::uint32_t edge(std::size_t corner, Edge kind) { return static_cast<std::uint32_t>(corner * 3 + kind); }
  bool inside(std::size_t point) const { return field_.values[point] <= level_; }

  // Going anticlockwise around a triangle the boundary enters the inside on one edge and leaves it on another; the
  // ring runs from where it leaves to where it enters, inside on the left.
  void triangle(const std::array<std::size_t, 3>& corners, const std::array<std::uint32_t, 3>& edges) {
    std::uint32_t enters = none;
    std::uint32_t leaves = none;
    for (std::size_t i = 0; i < 3; ++i) {
      const bool here = inside(corners[i]);
      const bool there = inside(corners[(i + 1) % 3]);
      if (!here && there) enters = edges[i];
      if (here && !there) leaves = edges[i];
    }
    if (enters != none) next_[leaves] = enters;
  }

  PlaneXY point_on(std::uint32_t e) const {
    const std::size_t corner = e / 3;
    std::size_t a = corner;
    std::size_t b = corner + 1;
    if (e % 3 == upwards) b = corner + field_.columns;
    if (e % 3 == diagonal) {
      a = corner + 1;
      b = corner + field_.columns;
    }
    const double low = field_.values[a];
    const double high = field_.values[b];
    const double t = std::clamp((level_ - low) / (high - low), nearest_to_corner, 1 - nearest_to_corner);
    const auto at = [this](std::size_t point) {
      return PlaneXY{field_.origin.x + static_cast<double>(point % field_.columns) * field_.cell,
                     field_.origin.y + static_cast<double>(point / field_.columns) * field_.cell};
    };
    return {std::lerp(at(a).x, at(b).x, t), std::lerp(at(a).y, at(b).y, t)};
  }

  std::vector<ContourRing> rings() {
    std::vector<ContourRing> all;
    for (std::uint32_t start = 0; start < next_.size(); ++start) {
      if (next_[start] == none) continue;
      ContourRing ring;
      for (auto e = start; next_[e] != none;) {
        ring.points.push_back(point_on(e));
        e = std::exchange(next_[e], none);
      }
      const auto& p = ring.points;
      for (std::size_t i = 0; i < p.size(); ++i) {
        const auto& q = p[(i + 1) % p.size()];
        ring.area += (p[i].x * q.y - q.x * p[i].y) / 2;
      }
      all.push_back(std::move(ring));
    }
    return all;
  }

  const TimeField& field_;
  float level_;
  std::vector<std::uint32_t> next_;  // per edge that is crossed, the edge where the ring goes on
};

}  // namespace

std::vector<ContourRing> contour(const TimeField& field, float level) { return Marching(field, level).run(); }

bool contains(const ContourRing& ring, PlaneXY p) {
  bool within = false;
  const auto& points = ring.points;
  for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
    const auto& a = points[i];
    const auto& b = points[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) within = !within;
  }
  return within;
}

}  // namespace kjede::road
