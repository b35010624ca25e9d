#pragma once
// Where names of points can stand without covering each other or a point: greedy, in the order given.

#include <optional>
#include <string>
#include <vector>

namespace kjede::publish {

struct PlotPoint {
  double x = 0, y = 0;  // pixels, y downwards
};
struct LabelPlace {
  double dx = 0, dy = 0;       // from the point
  const char* align = "left";  // of the text
};

// names[i] belongs to points[i]; empty names get no place. Others keep clear of all points and of earlier labels where
// any of twelve places allows it, else take the first place.
std::vector<std::optional<LabelPlace>> label_places(const std::vector<PlotPoint>& points,
                                                    const std::vector<std::string>& names, double plot_width,
                                                    double plot_height);

}  // namespace kjede::publish
