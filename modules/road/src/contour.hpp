#pragma once
// Where a field on a grid is at most a level: closed rings with the inside on their left.

#include <vector>

#include "time_field.hpp"

namespace kjede::road {

struct ContourRing {
  std::vector<PlaneXY> points;  // not repeated at the end
  double area = 0;              // signed, square metres: positive outside in, negative for holes
};

// The field's outermost points must lie above the level.
std::vector<ContourRing> contour(const TimeField& field, float level);

bool contains(const ContourRing& ring, PlaneXY p);

}  // namespace kjede::road
