#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "kjede/publish/isochrone_map.hpp"
#include "spec.hpp"

namespace kjede::publish {

namespace {

constexpr double kilometres_per_degree = 6371.0088 * std::numbers::pi / 180;
// light to dark from far to near, apart for every kind of colour sight; told again by the outline and the legend
constexpr std::array level_colours{"#4a90c4", "#85b7dc", "#b5d4ec", "#d3e5f3", "#e6f0f8"};

// Pixels of the map, y downwards. Vega's own projections take outlines the wrong way round for half the world.
class Plane {
 public:
  Plane(const IsochroneMap& map, int width) : width_(width) {
    for (const auto& start : map.starts) see(start);
    for (const auto& level : map.levels) {
      for (const auto& polygon : level.polygons) {
        for (const auto& point : polygon.front()) see(point);
      }
    }
    shrink_ = std::cos((south_ + north_) / 2 * std::numbers::pi / 180);
    const double margin = std::max(0.04 * std::max((east_ - west_) * shrink_, north_ - south_), 0.002);
    west_ -= margin / shrink_;
    east_ += margin / shrink_;
    south_ -= margin;
    north_ += margin;
    scale_ = width_ / ((east_ - west_) * shrink_);
  }

  int height() const { return static_cast<int>(std::ceil((north_ - south_) * scale_)); }
  double pixels_per_kilometre() const { return scale_ / kilometres_per_degree; }
  bool sees(const GeoLine& line) const {
    return std::any_of(line.begin(), line.end(), [this](const GeoPoint& p) {
      return p.lon > west_ && p.lon < east_ && p.lat > south_ && p.lat < north_;
    });
  }
  Json at(GeoPoint p) const {
    const auto tenth = [](double pixels) { return std::round(pixels * 10) / 10; };
    return Json::array({tenth((p.lon - west_) * shrink_ * scale_), tenth((north_ - p.lat) * scale_)});
  }
  Json line(const GeoLine& points) const {
    Json positions = Json::array();
    for (const auto& p : points) positions.push_back(at(p));
    return positions;
  }

 private:
  void see(GeoPoint p) {
    west_ = std::min(west_, p.lon);
    east_ = std::max(east_, p.lon);
    south_ = std::min(south_, p.lat);
    north_ = std::max(north_, p.lat);
  }

  int width_;
  double west_ = std::numeric_limits<double>::infinity(), east_ = -west_, south_ = west_, north_ = -west_;
  double shrink_ = 1, scale_ = 1;
};

Json feature(const std::string& type, Json coordinates) {
  return {{"type", "Feature"},
          {"properties", Json::object()},
          {"geometry", {{"type", type}, {"coordinates", std::move(coordinates)}}}};
}

Json shapes(Json features, Json mark) {
  mark["type"] = "geoshape";
  mark["clip"] = true;
  return {{"data", {{"values", std::move(features)}}}, {"mark", std::move(mark)}};
}

Json level_layer(const MapLevel& level, const Plane& plane, const char* fill) {
  Json polygons = Json::array();
  for (const auto& polygon : level.polygons) {
    Json rings = Json::array();
    for (const auto& ring : polygon) {
      rings.push_back(plane.line(ring));
      if (!ring.empty()) rings.back().push_back(plane.at(ring.front()));
    }
    polygons.push_back(std::move(rings));
  }
  return shapes(Json::array({feature("MultiPolygon", std::move(polygons))}),
                {{"fill", fill}, {"stroke", "#ffffff"}, {"strokeWidth", 0.6}});
}

Json road_layer(const MapRoads& roads, const Plane& plane) {
  Json lines = Json::array();
  for (const auto& line : roads.lines) {
    if (plane.sees(line)) lines.push_back(plane.line(line));
  }
  return shapes(Json::array({feature("MultiLineString", std::move(lines))}),
                {{"filled", false},
                 {"stroke", roads.main ? "#4a4a4a" : "#8d8d8d"},
                 {"strokeWidth", roads.main ? 1.1 : 0.45},
                 {"strokeOpacity", roads.main ? 0.8 : 0.7}});
}

// Pixel positions on axes of their own, over the shapes.
Json pixel_axes(int width, int height) {
  const auto axis = [](int end, bool reverse) {
    return Json{{"type", "quantitative"},
                {"axis", nullptr},
                {"scale", {{"domain", {0, end}}, {"reverse", reverse}, {"nice", false}, {"zero", false}}}};
  };
  Json encoding;
  encoding["x"] = axis(width, false);
  encoding["x"]["field"] = "x";
  encoding["y"] = axis(height, true);
  encoding["y"]["field"] = "y";
  return encoding;
}

// Marks that only make the legend: outside the map, one per level, then the starts.
Json legend_layer(const IsochroneMap& map, const Plane& plane, int width) {
  Json names = Json::array();
  Json colours = Json::array();
  Json values = Json::array();
  for (std::size_t i = 0; i < map.levels.size(); ++i) {
    names.push_back(map.levels[i].name);
    colours.push_back(level_colours[std::min(i, level_colours.size() - 1)]);
    values.push_back({{"x", -100}, {"y", -100}, {"level", map.levels[i].name}});
  }
  auto encoding = pixel_axes(width, plane.height());
  encoding["fill"] = {{"field", "level"},
                      {"type", "nominal"},
                      {"title", nullptr},
                      {"sort", nullptr},
                      {"scale", {{"domain", names}, {"range", colours}}},
                      {"legend", {{"symbolType", "square"}, {"symbolSize", 160}, {"symbolStrokeColor", "#666666"}}}};
  return {{"data", {{"values", values}}},
          {"mark", {{"type", "point"}, {"clip", true}, {"filled", true}, {"opacity", 1}}},
          {"encoding", encoding}};
}

Json start_layer(const IsochroneMap& map, const Plane& plane, int width) {
  Json values = Json::array();
  for (const auto& start : map.starts) {
    const auto at = plane.at(start);
    values.push_back({{"x", at[0]}, {"y", at[1]}});
  }
  return {{"data", {{"values", values}}},
          {"mark",
           {{"type", "point"},
            {"shape", "diamond"},
            {"size", 130},
            {"filled", true},
            {"fill", "#d4351c"},
            {"stroke", "white"},
            {"strokeWidth", 1.4},
            {"opacity", 1}}},
          {"encoding", pixel_axes(width, plane.height())}};
}

// The longest of 1, 2, 5 × 10ⁿ kilometres that takes at most a quarter of the width.
double rule_length(const Plane& plane, int width) {
  const double most = width / 4.0 / plane.pixels_per_kilometre();
  const double power = std::pow(10, std::floor(std::log10(most)));
  for (const double step : {5.0, 2.0}) {
    if (step * power <= most) return step * power;
  }
  return power;
}

void add_rule(Json& layers, const Plane& plane, int width) {
  const double kilometres = rule_length(plane, width);
  const double length = kilometres * plane.pixels_per_kilometre();
  const double y = plane.height() - 12;
  const auto text = kilometres < 1 ? fmt::format("{:g} m", kilometres * 1000) : fmt::format("{:g} km", kilometres);
  auto encoding = pixel_axes(width, plane.height());
  encoding["x2"] = {{"field", "to"}};
  layers.push_back({{"data", {{"values", {{{"x", 12}, {"to", 12 + length}, {"y", y}}}}}},
                    {"mark", {{"type", "rule"}, {"stroke", "#222222"}, {"strokeWidth", 2}}},
                    {"encoding", encoding}});
  encoding = pixel_axes(width, plane.height());
  encoding["text"] = {{"value", text}};
  layers.push_back(
      {{"data", {{"values", {{{"x", 12}, {"y", y}}}}}},
       {"mark", {{"type", "text"}, {"align", "left"}, {"baseline", "bottom"}, {"dy", -4}, {"fontSize", 11}}},
       {"encoding", encoding}});
}

}  // namespace

Figure isochrone_map(std::string id, const IsochroneMap& map, const Look& look) {
  const Plane plane(map, look.width);
  Json layers = Json::array();
  for (std::size_t i = map.levels.size(); i-- > 0;) {
    layers.push_back(level_layer(map.levels[i], plane, level_colours[std::min(i, level_colours.size() - 1)]));
  }
  for (const auto& roads : map.roads) layers.push_back(road_layer(roads, plane));
  layers.push_back(legend_layer(map, plane, look.width));
  layers.push_back(start_layer(map, plane, look.width));
  add_rule(layers, plane, look.width);
  Json spec{{"width", look.width},
            {"height", plane.height()},
            {"view", {{"fill", "#f7f6f2"}, {"stroke", "#bbbbbb"}}},
            {"projection", {{"type", "identity"}, {"scale", 1}, {"translate", {0, 0}}}},
            {"layer", std::move(layers)}};
  if (look.title) {
    spec["title"] = Json{{"text", map.title}};
    if (!map.note.empty()) spec["title"]["subtitle"] = map.note;
  }
  const auto legend = map.note.empty() ? map.start_name : map.start_name + ". " + map.note;
  return {std::move(id), map.title, map.finding, legend, finish(std::move(spec), map.title, map.finding, look)};
}

}  // namespace kjede::publish
