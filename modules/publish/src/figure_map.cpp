#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "kjede/publish/map_figure.hpp"
#include "label_places.hpp"
#include "spec.hpp"

namespace kjede::publish {

namespace {

// Planar kilometres and a frame: Vega's own projection takes outlines the wrong way round for half the world.
class Plane {
 public:
  Plane(const RegionMap& map, int width) : width_(width) {
    const auto see = [&](MapPosition p) {
      west_ = std::min(west_, p.lon), east_ = std::max(east_, p.lon);
      south_ = std::min(south_, p.lat), north_ = std::max(north_, p.lat);
    };
    for (const auto& line : map.roads) {
      see(line.from);
      see(line.to);
    }
    for (const auto& symbol : map.symbols) {
      see(symbol.at);
    }
    for (const auto& point : map.points) {
      see(point.at);
    }
    shrink_ = std::cos((south_ + north_) / 2 * 3.14159265358979 / 180);
    const double margin = 0.035 * std::max((east_ - west_) * shrink_, north_ - south_);
    west_ -= margin / shrink_, east_ += margin / shrink_;
    south_ -= margin, north_ += margin;
    scale_ = width_ / std::max((east_ - west_) * shrink_, 1e-9);
  }

  int height() const { return static_cast<int>(std::ceil((north_ - south_) * scale_)); }
  PlotPoint at(MapPosition p) const {
    const auto tenth = [](double pixels) { return std::round(pixels * 10) / 10; };
    return {tenth((std::clamp(p.lon, west_, east_) - west_) * shrink_ * scale_),
            tenth((north_ - std::clamp(p.lat, south_, north_)) * scale_)};
  }

 private:
  int width_;
  double west_ = std::numeric_limits<double>::infinity(), east_ = -west_, south_ = west_, north_ = -west_;
  double shrink_ = 1, scale_ = 1;
};

constexpr auto land_colour = "#f4f1e8", water_colour = "#cfe2ee";

struct RoadLook {
  const char* colour;
  double width;
  bool dashed;
};
RoadLook look_of(MapRoad kind) {
  switch (kind) {
    case MapRoad::main: return {"#9a9488", 1.5, false};
    case MapRoad::minor: return {"#c3beb1", 0.8, false};
    case MapRoad::ferry: return {"#4a7ba6", 1.2, true};
    case MapRoad::project: return {"#6a2c8c", 2.4, false};
  }
  return {"#000000", 1, false};
}

Json feature(const char* type, Json coordinates) {
  return {{"type", "Feature"},
          {"properties", Json::object()},
          {"geometry", {{"type", type}, {"coordinates", std::move(coordinates)}}}};
}

Json shape_layer(Json features, Json mark) {
  mark["type"] = "geoshape";
  return {{"data", {{"values", std::move(features)}}}, {"mark", std::move(mark)}};
}

void add_background(Json& layers, const RegionMap& map, const Plane& plane) {
  for (const auto& area : map.background) {
    Json ring = Json::array();
    for (const auto& p : area.outline) {
      const auto at = plane.at(p);
      ring.push_back({at.x, at.y});
    }
    layers.push_back(shape_layer(Json::array({feature("Polygon", Json::array({ring}))}),
                                 {{"fill", area.water ? water_colour : land_colour}, {"stroke", nullptr}}));
  }
}

void add_roads(Json& layers, const RegionMap& map, const Plane& plane) {
  for (const auto kind : {MapRoad::minor, MapRoad::main, MapRoad::ferry, MapRoad::project}) {
    Json lines = Json::array();
    for (const auto& line : map.roads) {
      if (line.kind != kind) {
        continue;
      }
      const auto a = plane.at(line.from), b = plane.at(line.to);
      lines.push_back(Json::array({Json::array({a.x, a.y}), Json::array({b.x, b.y})}));
    }
    if (lines.empty()) {
      continue;
    }
    const auto look = look_of(kind);
    Json mark{{"filled", false}, {"stroke", look.colour}, {"strokeWidth", look.width}};
    if (look.dashed) {
      mark["strokeDash"] = {3, 3};
    }
    layers.push_back(shape_layer(Json::array({feature("MultiLineString", std::move(lines))}), std::move(mark)));
  }
}

// Pixel positions on axes of their own, drawn over the shapes.
Json position(int width, int height) {
  Json encoding;
  encoding["x"] = {{"field", "x"},
                   {"type", "quantitative"},
                   {"axis", nullptr},
                   {"scale", {{"domain", {0, width}}, {"nice", false}, {"zero", false}}}};
  encoding["y"] = {{"field", "y"},
                   {"type", "quantitative"},
                   {"axis", nullptr},
                   {"scale", {{"domain", {0, height}}, {"reverse", true}, {"nice", false}, {"zero", false}}}};
  return encoding;
}

constexpr std::array change_colours{"#1b5e9e", "#6fa8d6", "#8a8a8a", "#e39a6b", "#b2321f"};
constexpr std::array change_shapes{"triangle-up", "triangle-up", "circle", "triangle-down", "triangle-down"};

Json points_layer(const RegionMap& map, const Plane& plane, int width) {
  Json values = Json::array();
  double most = 1;
  for (const auto& point : map.points) {
    const auto at = plane.at(point.at);
    most = std::max(most, point.people);
    values.push_back({{"x", at.x},
                      {"y", at.y},
                      {"place", point.name},
                      {"people", point.people},
                      {"change", map.change_names[static_cast<std::size_t>(point.change)]}});
  }
  auto encoding = position(width, plane.height());
  encoding["size"] = {{"field", "people"},
                      {"type", "quantitative"},
                      {"legend", nullptr},
                      {"scale", {{"domain", {0, most}}, {"range", {80, 480}}}}};
  encoding["color"] = {{"field", "change"},
                       {"type", "nominal"},
                       {"title", nullptr},
                       {"scale", {{"domain", map.change_names}, {"range", change_colours}}},
                       {"legend", {{"columns", 3}, {"symbolOpacity", 1}}}};
  encoding["shape"] = {{"field", "change"},
                       {"type", "nominal"},
                       {"title", nullptr},
                       {"scale", {{"domain", map.change_names}, {"range", change_shapes}}}};
  encoding["order"] = {{"field", "people"}, {"sort", "descending"}};
  return {{"data", {{"values", values}}},
          {"mark", {{"type", "point"}, {"filled", true}, {"opacity", 0.92}, {"stroke", "white"}, {"strokeWidth", 0.7}}},
          {"encoding", encoding}};
}

const char* path_of(MapSign sign) {
  switch (sign) {
    case MapSign::station:
    case MapSign::moved_to: return "M-0.5,-0.5L0.5,-0.5L0.5,0.5L-0.5,0.5Z";
    case MapSign::moved_from: return "M-0.5,-0.5L0.5,0.5M0.5,-0.5L-0.5,0.5";
    case MapSign::hospital:
      return "M-0.2,-0.6L0.2,-0.6L0.2,-0.2L0.6,-0.2L0.6,0.2L0.2,0.2L0.2,0.6L-0.2,0.6L-0.2,0.2L-0.6,0.2L-0.6,-0.2L-0.2,-"
             "0.2Z";
  }
  return "";
}

void add_symbols(Json& layers, const RegionMap& map, const Plane& plane, int width) {
  const auto layer = [&](MapSign sign, Json mark) {
    Json values = Json::array();
    for (const auto& symbol : map.symbols) {
      if (symbol.sign != sign) {
        continue;
      }
      const auto at = plane.at(symbol.at);
      values.push_back({{"x", at.x}, {"y", at.y}});
    }
    if (values.empty()) {
      return;
    }
    // beside the place, whose change they would hide
    mark["xOffset"] = sign == MapSign::hospital ? -9 : 8;
    mark["yOffset"] = sign == MapSign::hospital ? -9 : 8;
    mark["type"] = "point";
    mark["shape"] = path_of(sign);
    layers.push_back({{"data", {{"values", values}}}, {"mark", mark}, {"encoding", position(width, plane.height())}});
  };
  layer(MapSign::station, {{"filled", true},
                           {"color", "#222222"},
                           {"size", 130},
                           {"opacity", 1},
                           {"stroke", "white"},
                           {"strokeWidth", 0.8}});
  layer(MapSign::moved_from,
        {{"filled", false}, {"color", "#111111"}, {"size", 260}, {"opacity", 1}, {"strokeWidth", 2.2}});
  layer(MapSign::moved_to, {{"filled", true},
                            {"color", "#ffd23f"},
                            {"size", 260},
                            {"opacity", 1},
                            {"stroke", "#111111"},
                            {"strokeWidth", 1.4}});
  layer(MapSign::hospital, {{"filled", true},
                            {"color", "#ffffff"},
                            {"size", 240},
                            {"opacity", 1},
                            {"stroke", "#b2321f"},
                            {"strokeWidth", 1.6}});
}

void add_labels(Json& layers, const RegionMap& map, const Plane& plane, int width) {
  std::vector<PlotPoint> points;
  std::vector<std::string> names;
  for (const auto& point : map.points) {
    points.push_back(plane.at(point.at));
    names.push_back(point.name);
  }
  // the labels' own rule lets them stand out by 60 pixels on the right: a map has nothing there
  const auto places = label_places(points, names, width - 60, plane.height());
  for (const char* align : {"left", "center", "right"}) {
    Json values = Json::array();
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!names[i].empty() && places[i] && std::string(places[i]->align) == align) {
        values.push_back({{"x", points[i].x + places[i]->dx}, {"y", points[i].y + places[i]->dy}, {"name", names[i]}});
      }
    }
    if (values.empty()) {
      continue;
    }
    auto encoding = position(width, plane.height());
    encoding["text"] = {{"field", "name"}};
    for (const bool halo : {true, false}) {
      Json mark{{"type", "text"}, {"align", align}, {"baseline", "middle"}, {"fontSize", 10}, {"color", "#222222"}};
      if (halo) {
        mark["stroke"] = land_colour;
        mark["strokeWidth"] = 2.6;
      }
      layers.push_back({{"data", {{"values", values}}}, {"mark", mark}, {"encoding", encoding}});
    }
  }
}

}  // namespace

Figure region_map(std::string id, const RegionMap& map, const Look& look) {
  const Plane plane(map, look.width);
  Json layers = Json::array();
  const double w = look.width, h = plane.height();
  layers.push_back(shape_layer(
      Json::array({feature("Polygon", Json::array({Json::array({{0, 0}, {w, 0}, {w, h}, {0, h}, {0, 0}})}))}),
      {{"fill", land_colour}, {"stroke", nullptr}}));
  add_background(layers, map, plane);
  add_roads(layers, map, plane);
  layers.push_back(points_layer(map, plane, look.width));
  add_symbols(layers, map, plane, look.width);
  add_labels(layers, map, plane, look.width);
  Json spec{{"width", look.width},
            {"height", plane.height()},
            {"projection", {{"type", "identity"}, {"scale", 1}, {"translate", {0, 0}}}},
            {"view", {{"stroke", "#c9c4b6"}}},
            {"layer", layers},
            {"resolve", {{"scale", {{"size", "independent"}}}}}};
  Figure figure{std::move(id), map.title, map.finding, {}, {}};
  figure.spec = finish(std::move(spec), map.title, map.finding, look);
  return figure;
}

Figure change_plot(std::string id, const ChangePlot& plot, const Look& look) {
  Json values = Json::array(), groups = Json::array(), series = Json::array();
  double reach = 0;
  const auto once = [](Json& list, const std::string& name) {
    if (std::find(list.begin(), list.end(), name) == list.end()) {
      list.push_back(name);
    }
  };
  for (const auto& row : plot.rows) {
    once(groups, row.group);
    once(series, row.series);
    reach = std::max({reach, std::abs(row.value), std::abs(row.low.value_or(0)), std::abs(row.high.value_or(0))});
    values.push_back({{"group", row.group},
                      {"series", row.series},
                      {"value", row.value},
                      {"low", number(row.low)},
                      {"high", number(row.high)}});
  }
  reach = reach > 0 ? reach * 1.15 : 1;
  auto layers = literal(R"json([
    {"mark": {"type": "rule", "color": "#444444", "strokeWidth": 1}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}},
    {"mark": {"type": "rule", "strokeWidth": 1.8}, "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}},
    {"mark": {"type": "point", "filled": true, "size": 62, "opacity": 1}, "encoding": {"x": {"field": "value", "type": "quantitative"}}}
  ])json");
  layers[0]["data"] = {{"values", Json::array({Json::object()})}};
  for (std::size_t i = 1; i < 3; ++i) {
    layers[i]["data"] = {{"values", values}};
    auto& encoding = layers[i]["encoding"];  // after the last new member: they live side by side
    encoding["y"] = {{"field", "group"},
                     {"type", "nominal"},
                     {"sort", groups},
                     {"title", nullptr},
                     {"axis", {{"grid", true}, {"labelLimit", 230}}}};
    encoding["yOffset"] = {{"field", "series"}, {"type", "nominal"}, {"sort", series}};
    encoding["color"] = {{"field", "series"},
                         {"type", "nominal"},
                         {"sort", series},
                         {"title", nullptr},
                         {"scale", {{"range", {"#1d3b5c", "#c2571a", "#4f8a3d", "#7a4c8f"}}}},
                         {"legend", series.size() > 1 ? Json{{"columns", 1}, {"symbolOpacity", 1}} : Json(nullptr)}};
    if (i == 2) {
      encoding["shape"] = {{"field", "series"},
                           {"type", "nominal"},
                           {"sort", series},
                           {"title", nullptr},
                           {"legend", encoding["color"]["legend"]}};
    }
    encoding["x"]["scale"] = {{"domain", {-reach, reach}}, {"nice", false}};
  }
  layers[1]["encoding"]["x"]["title"] = plot.axis;
  layers[2]["encoding"]["x"]["title"] = plot.axis;
  layers[0]["encoding"]["x"]["title"] = plot.axis;
  for (const bool left : {true, false}) {
    const bool good = left == plot.lower_is_better;
    layers.push_back({{"data", {{"values", Json::array({Json::object()})}}},
                      {"mark",
                       {{"type", "text"},
                        {"align", left ? "left" : "right"},
                        {"baseline", "bottom"},
                        {"fontSize", 10},
                        {"color", good ? "#1b5e9e" : "#b2321f"},
                        {"text", good ? plot.better : plot.worse}}},
                      {"encoding", {{"x", {{"value", left ? 0 : look.width}}}, {"y", {{"value", -5}}}}}});
  }
  const int step = 12 + 13 * static_cast<int>(series.size());
  Json spec{{"width", look.width}, {"height", step * static_cast<int>(groups.size())}, {"layer", layers}};
  Figure figure{std::move(id), plot.title, plot.finding, {}, {}};
  figure.spec = finish(std::move(spec), plot.title, plot.finding, look);
  return figure;
}

}  // namespace kjede::publish
