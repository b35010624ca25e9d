#include "label_places.hpp"

#include <algorithm>
#include <array>

namespace kjede::publish {

namespace {

constexpr double letter_width = 5.9, line_height = 13.0, dot = 4.5;  // at 11 pixels, Open Sans

struct Box {
  double left, top, right, bottom;
};

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

constexpr std::array places{LabelPlace{8, 0, "left"},     LabelPlace{-8, 0, "right"},    LabelPlace{0, -12, "center"},
                            LabelPlace{0, 13, "center"},  LabelPlace{8, -11, "left"},    LabelPlace{8, 11, "left"},
                            LabelPlace{-8, -11, "right"}, LabelPlace{-8, 11, "right"},   LabelPlace{14, -22, "left"},
                            LabelPlace{14, 22, "left"},   LabelPlace{-14, -22, "right"}, LabelPlace{-14, 22, "right"}};

Box box_at(const PlotPoint& point, const LabelPlace& place, double width) {
  const double x = point.x + place.dx;
  const double y = point.y + place.dy;
  const double left = place.align[0] == 'l' ? x : place.align[0] == 'r' ? x - width : x - width / 2.0;
  return {left, y - line_height / 2.0, left + width, y + line_height / 2.0};
}

}  // namespace

std::vector<std::optional<LabelPlace>> label_places(const std::vector<PlotPoint>& points,
                                                    const std::vector<std::string>& names, double plot_width,
                                                    double plot_height) {
  std::vector<Box> taken;
  for (const auto& point : points) {
    taken.push_back({point.x - dot, point.y - dot, point.x + dot, point.y + dot});
  }
  std::vector<std::optional<LabelPlace>> result(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (names[i].empty()) {
      continue;
    }
    const double width = letter_width * static_cast<double>(letters(names[i]));
    const auto clear = [&](const LabelPlace& place) {
      const Box box = box_at(points[i], place, width);
      return box.left >= 0 && box.right <= plot_width + 60 && box.top >= -10 && box.bottom <= plot_height &&
             std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return overlap(box, other); });
    };
    const auto* best = std::find_if(places.begin(), places.end(), clear);
    result[i] = best != places.end() ? *best : places.front();
    taken.push_back(box_at(points[i], *result[i], width));
  }
  return result;
}

}  // namespace kjede::publish
