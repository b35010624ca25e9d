#include "time_field.hpp"

#include <algorithm>
#include <limits>
#include <numbers>

namespace kjede::road {

namespace {

constexpr double metres_per_degree = 6'371'008.8 * std::numbers::pi / 180;
constexpr double finest_cell = 25;  // metres
constexpr double grid_points = 2'000'000;

struct Box {
  double left = std::numeric_limits<double>::infinity(), right = -left, bottom = left, top = -left;
  void take(PlaneXY p) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    bottom = std::min(bottom, p.y);
    top = std::max(top, p.y);
  }
};

}  // namespace

TimeFields::TimeFields(const NetworkView& roads, std::span<const Millis> weights, std::span<const Millis> times,
                       const IsochroneOptions& options)
    : roads_(roads), weights_(weights), times_(times), options_(options), tails_(arc_tails(roads.shape)) {
  speed_ = options.off_road_speed / 3.6;
  lay_grid(*std::max_element(options.thresholds.begin(), options.thresholds.end()));
}

bool TimeFields::reached(ArcId arc, Millis limit) const {
  return times_[tails_[arc]] <= limit && weights_[arc] < unreachable && (roads_.flags[arc] & arc_ferry) == 0;
}

void TimeFields::lay_grid(Millis longest) {
  const auto first = std::find_if(times_.begin(), times_.end(), [&](Millis t) { return t <= longest; });
  if (first == times_.end()) return;
  grid_.plane = LocalPlane(roads_.nodes[static_cast<std::size_t>(first - times_.begin())]);
  Box box;
  for (ArcId arc = 0; arc < tails_.size(); ++arc) {
    if (!reached(arc, longest)) continue;
    for (const auto& p : arc_line(roads_, tails_[arc], arc)) box.take(grid_.plane.to_plane(p));
  }
  if (!(box.left <= box.right)) return;
  const double width = box.right - box.left + 2 * options_.reach;
  const double height = box.top - box.bottom + 2 * options_.reach;
  grid_.cell = options_.cell > 0 ? options_.cell : finest_cell;
  grid_.cell = std::max(grid_.cell, std::sqrt(width * height / grid_points));
  const double rim = options_.reach + 3 * grid_.cell;  // so that the outermost points are never reached
  grid_.origin = {box.left - rim, box.bottom - rim};
  grid_.columns = static_cast<std::uint32_t>((box.right - box.left + 2 * rim) / grid_.cell) + 2;
  grid_.rows = static_cast<std::uint32_t>((box.top - box.bottom + 2 * rim) / grid_.cell) + 2;
}

TimeField TimeFields::field(Millis threshold) {
  TimeField field = grid_;
  const auto points = std::size_t{grid_.columns} * grid_.rows;
  seconds_.assign(points, never);
  metres_.assign(points, never);
  const double limit = threshold / 1000.0;
  for (ArcId arc = 0; points > 0 && arc < tails_.size(); ++arc) {
    if (reached(arc, threshold)) paint(arc, limit);
  }
  field.values.resize(points);
  for (std::size_t i = 0; i < points; ++i) {
    const double late = seconds_[i] - limit;
    const double beyond = (metres_[i] - options_.reach) / speed_;
    field.values[i] = static_cast<float>(std::max(late, beyond));
  }
  return field;
}

// Points along the arc, at most half a cell apart, as far as the limit reaches.
void TimeFields::paint(ArcId arc, double limit) {
  const auto line = arc_line(roads_, tails_[arc], arc);
  double all = 0;
  for (std::size_t i = 1; i < line.size(); ++i) all += metres_between(line[i - 1], line[i]);
  const double start = times_[tails_[arc]] / 1000.0;
  const double driving = weights_[arc] / 1000.0;
  double before = 0;
  stamp(grid_.plane.to_plane(line.front()), start);
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double metres = metres_between(line[i - 1], line[i]);
    const auto a = grid_.plane.to_plane(line[i - 1]);
    const auto b = grid_.plane.to_plane(line[i]);
    const int steps = static_cast<int>(metres / (grid_.cell / 2)) + 1;
    for (int s = 1; s <= steps; ++s) {
      const double t = static_cast<double>(s) / steps;
      const double share = all > 0 ? (before + t * metres) / all : 0;
      const double seconds = start + driving * share;
      if (seconds > limit) return;
      stamp({std::lerp(a.x, b.x, t), std::lerp(a.y, b.y, t)}, seconds);
    }
    before += metres;
  }
}

// The grid's points around a place on the road, a little beyond the reach so that its edge lies between two of them.
void TimeFields::stamp(PlaneXY p, double seconds) {
  const double radius = options_.reach + 2 * grid_.cell;
  const auto cell_of = [this](double metres) { return static_cast<std::int64_t>(std::floor(metres / grid_.cell)); };
  const auto last_column = std::min<std::int64_t>(grid_.columns - 1, cell_of(p.x - grid_.origin.x + radius));
  const auto last_row = std::min<std::int64_t>(grid_.rows - 1, cell_of(p.y - grid_.origin.y + radius));
  for (auto row = std::max<std::int64_t>(0, cell_of(p.y - grid_.origin.y - radius) + 1); row <= last_row; ++row) {
    const double dy = grid_.origin.y + static_cast<double>(row) * grid_.cell - p.y;
    for (auto column = std::max<std::int64_t>(0, cell_of(p.x - grid_.origin.x - radius) + 1); column <= last_column;
         ++column) {
      const double dx = grid_.origin.x + static_cast<double>(column) * grid_.cell - p.x;
      const double metres = std::sqrt(dx * dx + dy * dy);
      if (metres > radius) continue;
      const auto at = grid_.at(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row));
      seconds_[at] = std::min(seconds_[at], static_cast<float>(seconds + metres / speed_));
      metres_[at] = std::min(metres_[at], static_cast<float>(metres));
    }
  }
}

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

}  // namespace kjede::road
