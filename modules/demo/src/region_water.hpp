#pragma once
// Sea, fjords, lakes and islands as outlines with a ragged shore; what is wet and where it is dry.

#include <cstdint>
#include <string>
#include <vector>

#include "kjede/base/rng.hpp"
#include "region_plan.hpp"

namespace kjede::demo::region {

using Outline = std::vector<Point>;

struct Shape {
  std::string name;
  bool water = true;  // else an island
  Outline outline;
};

// A smooth line through the points, a point every `step` kilometres or so (centripetal enough for maps: Catmull-Rom).
std::vector<Point> smooth_line(const std::vector<Point>& control, double step);
double distance(Point a, Point b);
// Values between -1 and 1 that change gently from one to the next and end at 0.
std::vector<double> gentle_noise(base::Rng& rng, std::size_t count, std::size_t every);

class Waters {
 public:
  explicit Waters(base::Rng rng);
  bool wet(Point p) const;
  bool dry_around(Point p) const;                               // and a quarter of a kilometre to each side
  Point ashore(Point p) const;                                  // the nearest dry place
  const std::vector<Shape>& shapes() const { return shapes_; }  // in drawing order

 private:
  std::vector<Shape> shapes_;
};

}  // namespace kjede::demo::region
