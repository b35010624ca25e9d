#pragma once
// Seconds to every point of a grid around the roads, on a plane in metres.

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

struct TimeField {
  LocalPlane plane{Location{}};
  PlaneXY origin;       // of the grid's first point
  double cell = 1;      // metres
  std::uint32_t columns = 0, rows = 0;
  std::vector<float> seconds;  // row by row; never where nothing is near

  std::size_t at(std::uint32_t column, std::uint32_t row) const { return std::size_t{row} * columns + column; }
};

inline constexpr float never = 1e9F;

// Empty (no columns) when no road is reached.
TimeField time_field(const NetworkView& roads, std::span<const Millis> weights, std::span<const Millis> times,
                     const IsochroneOptions& options);

}  // namespace kjede::road
