#include "time_field.hpp"

#include <algorithm>
#include <limits>
#include <numbers>

namespace kjede::road {

namespace {

constexpr double metres_per_degree = 6'371'008.8 * std::numbers::pi / 180;
constexpr double finest_cell = 25;  // metres
constexpr double grid_points = 2'000'000;
constexpr double edge_slope = 1000;  // seconds per metre beyond the reach: steep, so that the edge lies there

struct Box {
  double left = std::numeric_limits<double>::infinity(), right = -left, bottom = left, top = -left;
  void take(PlaneXY p) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    bottom = std::min(bottom, p.y);
    top = std::max(top, p.y);
  }
};

class Painter {
 public:
  Painter(const NetworkView& roads, std::span<const Millis> weights, std::span<const Millis> times,
          const IsochroneOptions& options)
      : roads_(roads), weights_(weights), times_(times), options_(options), tails_(arc_tails(roads.shape)) {
    limit_ = *std::max_element(options.thresholds.begin(), options.thresholds.end());
    speed_ = options.off_road_speed / 3.6;
  }

  TimeField run() {
    if (!lay_grid()) return std::move(field_);
    for (ArcId arc = 0; arc < tails_.size(); ++arc) {
      if (reached(arc)) paint(arc);
    }
    return std::move(field_);
  }

 private:
  bool reached(ArcId arc) const {
    return times_[tails_[arc]] <= limit_ && weights_[arc] < unreachable && (roads_.flags[arc] & arc_ferry) == 0;
  }

  bool lay_grid() {
    const auto first = std::find_if(times_.begin(), times_.end(), [this](Millis t) { return t <= limit_; });
    if (first == times_.end()) return false;
    field_.plane = LocalPlane(roads_.nodes[static_cast<std::size_t>(first - times_.begin())]);
    Box box;
    for (ArcId arc = 0; arc < tails_.size(); ++arc) {
      if (!reached(arc)) continue;
      for (const auto& p : arc_line(roads_, tails_[arc], arc)) box.take(field_.plane.to_plane(p));
    }
    if (!(box.left <= box.right)) return false;
    const double margin = options_.reach;
    const double width = box.right - box.left + 2 * margin;
    const double height = box.top - box.bottom + 2 * margin;
    field_.cell = options_.cell > 0 ? options_.cell : finest_cell;
    field_.cell = std::max(field_.cell, std::sqrt(width * height / grid_points));
    const double rim = margin + 3 * field_.cell;  // so that the outermost points are never reached
    field_.origin = {box.left - rim, box.bottom - rim};
    field_.columns = static_cast<std::uint32_t>((box.right - box.left + 2 * rim) / field_.cell) + 2;
    field_.rows = static_cast<std::uint32_t>((box.top - box.bottom + 2 * rim) / field_.cell) + 2;
    field_.seconds.assign(std::size_t{field_.columns} * field_.rows, never);
    return true;
  }

  // Points along the arc, at most half a cell apart, as far as the limit reaches.
  void paint(ArcId arc) {
    const auto line = arc_line(roads_, tails_[arc], arc);
    double all = 0;
    for (std::size_t i = 1; i < line.size(); ++i) all += metres_between(line[i - 1], line[i]);
    const double start = times_[tails_[arc]] / 1000.0;
    const double driving = weights_[arc] / 1000.0;
    double before = 0;
    stamp(field_.plane.to_plane(line.front()), start);
    for (std::size_t i = 1; i < line.size(); ++i) {
      const double metres = metres_between(line[i - 1], line[i]);
      const auto a = field_.plane.to_plane(line[i - 1]);
      const auto b = field_.plane.to_plane(line[i]);
      const int steps = static_cast<int>(metres / (field_.cell / 2)) + 1;
      for (int s = 1; s <= steps; ++s) {
        const double t = static_cast<double>(s) / steps;
        const double share = all > 0 ? (before + t * metres) / all : 0;
        const double seconds = start + driving * share;
        if (seconds > limit_ / 1000.0) return;
        stamp({std::lerp(a.x, b.x, t), std::lerp(a.y, b.y, t)}, seconds);
      }
      before += metres;
    }
  }

  // The grid's points around a place on the road.
  void stamp(PlaneXY p, double seconds) {
    const double radius = options_.reach + 2 * field_.cell;
    const auto cell_of = [this](double metres) { return static_cast<std::int64_t>(std::floor(metres / field_.cell)); };
    const auto last_column = std::min<std::int64_t>(field_.columns - 1, cell_of(p.x - field_.origin.x + radius));
    const auto last_row = std::min<std::int64_t>(field_.rows - 1, cell_of(p.y - field_.origin.y + radius));
    for (auto row = std::max<std::int64_t>(0, cell_of(p.y - field_.origin.y - radius) + 1); row <= last_row; ++row) {
      const double dy = field_.origin.y + static_cast<double>(row) * field_.cell - p.y;
      for (auto column = std::max<std::int64_t>(0, cell_of(p.x - field_.origin.x - radius) + 1); column <= last_column;
           ++column) {
        const double dx = field_.origin.x + static_cast<double>(column) * field_.cell - p.x;
        const double metres = std::sqrt(dx * dx + dy * dy);
        if (metres > radius) continue;
        const double beyond = std::max(0.0, metres - options_.reach);
        const auto value = static_cast<float>(seconds + metres / speed_ + beyond * edge_slope);
        auto& known = field_.seconds[field_.at(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row))];
        known = std::min(known, value);
      }
    }
  }

  const NetworkView& roads_;
  std::span<const Millis> weights_, times_;
  const IsochroneOptions& options_;
  std::vector<NodeId> tails_;
  Millis limit_ = 0;
  double speed_ = 1;
  TimeField field_;
};

}  // namespace

LocalPlane::LocalPlane(Location origin)
    : origin_(origin),
      per_lon_(metres_per_degree * std::max(0.01, std::cos(origin.lat_degrees() * std::numbers::pi / 180))),
      per_lat_(metres_per_degree) {}

PlaneXY LocalPlane::to_plane(Location p) const {
  return {(p.lon_degrees() - origin_.lon_degrees()) * per_lon_, (p.lat_degrees() - origin_.lat_degrees()) * per_lat_};
}

Location LocalPlane::to_earth(PlaneXY p) const {
  const double lon = std::clamp(origin_.lon_degrees() + p.x / per_lon_, -180.0, 180.0);
  const double lat = std::clamp(origin_.lat_degrees() + p.y / per_lat_, -90.0, 90.0);
  return *location_of(lon, lat);
}

TimeField time_field(const NetworkView& roads, std::span<const Millis> weights, std::span<const Millis> times,
                     const IsochroneOptions& options) {
  return Painter(roads, weights, times, options).run();
}

}  // namespace kjede::road
