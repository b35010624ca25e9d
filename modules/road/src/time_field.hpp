#pragma once
// What is reached in a time and what is not, on a grid around the roads, on a plane in metres.

#include <cmath>
#include <span>
#include <vector>

#include "kjede/road/isochrone.hpp"

namespace kjede::road {

struct PlaneXY {
  double x = 0, y = 0;
};

// A plane that touches the Earth at a latitude.
class LocalPlane {
 public:
  explicit LocalPlane(Location origin);
  PlaneXY to_plane(Location p) const;
  Location to_earth(PlaneXY p) const;

 private:
  Location origin_;
  double per_lon_ = 1, per_lat_ = 1;  // metres per degree
};

// Values at the points of a grid; a place is inside where the value is at most 0.
struct TimeField {
  LocalPlane plane{Location{}};
  PlaneXY origin;   // of the grid's first point
  double cell = 1;  // metres
  std::uint32_t columns = 0, rows = 0;
  std::vector<float> values;  // row by row; never where nothing is near

  std::size_t at(std::uint32_t column, std::uint32_t row) const { return std::size_t{row} * columns + column; }
};

inline constexpr float never = 1e9F;

// Fields of several thresholds on one grid, made by the largest.
class TimeFields {
 public:
  TimeFields(const NetworkView& roads, std::span<const Millis> weights, std::span<const Millis> times,
             const IsochroneOptions& options);

  // The larger of two times, in seconds: by which the place is reached too late, and by which it lies beyond the reach
  // of a road that is reached in time. Both are smooth where they change sign, so that the edge can be interpolated.
  // No columns when no road is reached.
  TimeField field(Millis threshold);

 private:
  void lay_grid(Millis longest);
  bool reached(ArcId arc, Millis limit) const;
  void paint(ArcId arc, double limit);
  void stamp(PlaneXY p, double seconds);

  const NetworkView& roads_;
  std::span<const Millis> weights_, times_;
  const IsochroneOptions& options_;
  std::vector<NodeId> tails_;
  double speed_ = 1;  // m/s beside the roads
  TimeField grid_;
  std::vector<float> seconds_, metres_;  // to each point: soonest, and from the nearest road reached
};

}  // namespace kjede::road
