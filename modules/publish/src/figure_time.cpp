#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "spec.hpp"

namespace kjede::publish {

namespace {

double largest(const Trend& trend) {
  double most = 0.0;
  for (const auto& series : trend.series) {
    for (const auto& point : series.points) {
      most = std::max({most, point.value.value_or(0.0), point.high.value_or(0.0)});
    }
  }
  return most;
}

Json data_of(const Trend& trend, Language language) {
  Json values = Json::array();
  for (const auto& series : trend.series) {
    const auto last = std::find_if(series.points.rbegin(), series.points.rend(),
                                   [](const TrendPoint& point) { return point.value.has_value(); });
    const auto first = std::find_if(series.points.begin(), series.points.end(),
                                    [](const TrendPoint& point) { return point.value.has_value(); });
    for (const auto& point : series.points) {
      const bool at_end =
          (last != series.points.rend() && &point == &*last) || (first != series.points.end() && &point == &*first);
      values.push_back({{"period", point.period.label()},
                        {"series", series.name},
                        {"value", number(point.value)},
                        {"low", number(point.low)},
                        {"high", number(point.high)},
                        {"label", at_end ? value_text(*point.value, trend.scale, language) : ""}});
    }
  }
  return values;
}

Json layers_of(const Trend& trend, double end) {
  auto layers = literal(R"json([
    {"mark": {"type": "area", "opacity": 0.18}, "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}], "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}},
    {"mark": {"type": "line", "strokeWidth": 2, "invalid": "break-paths-show-path-domains"}, "encoding": {"y": {"field": "value", "type": "quantitative"}, "strokeDash": {"field": "series", "type": "nominal", "legend": null}}},
    {"mark": {"type": "point", "filled": true, "size": 45, "opacity": 1}, "encoding": {"y": {"field": "value", "type": "quantitative"}, "shape": {"field": "series", "type": "nominal"}}},
    {"mark": {"type": "text", "dy": -12, "fontSize": 10.5}, "encoding": {"y": {"field": "value", "type": "quantitative"}, "text": {"field": "label"}}}
  ])json");
  Json names = Json::array();
  for (const auto& series : trend.series) {
    names.push_back(series.name);
  }
  const Json legend = trend.series.size() > 1 ? Json{{"title", nullptr}, {"symbolOpacity", 1}} : Json(nullptr);
  for (auto& layer : layers) {
    auto& encoding = layer["encoding"];
    encoding["x"] = literal(
        R"json({"field": "period", "type": "ordinal", "title": null, "axis": {"labelAngle": 0, "grid": false, "labelOverlap": "greedy"}})json");
    encoding["y"]["scale"] = trend.from_zero ? Json{{"domain", {0, end}}, {"nice", false}} : Json{{"zero", false}};
    encoding["y"]["title"] = trend.scale.axis;
    encoding["y"]["axis"] = {{"format", axis_format(trend.scale)}, {"tickCount", 5}, {"domain", false}};
    if (layer["mark"]["type"] != "text") {
      encoding["color"] = {
          {"field", "series"},
          {"type", "nominal"},
          {"sort", names},
          {"legend", legend},
          {"scale", {{"domain", names}, {"range", {"#2f6ea5", "#b3541e", "#4b7f52", "#6b4c9a", "#555555"}}}}};
    }
  }
  layers[2]["encoding"]["shape"]["legend"] = legend;
  layers[2]["encoding"]["shape"]["sort"] = names;
  layers[2]["encoding"]["shape"]["scale"] = {{"domain", names}};
  layers[1]["encoding"]["strokeDash"]["scale"] = {{"domain", names}};
  layers[3]["encoding"]["detail"] = {{"field", "series"}};
  return layers;
}

std::string alt_of(const Trend& trend, Language language) {
  const auto& word = words(language);
  if (trend.series.empty() || trend.series.front().points.empty()) {
    return trend.title + ".";
  }
  const auto& points = trend.series.front().points;
  auto text =
      trend.title + ". " + fill(word.trend_chart, {points.front().period.label(), points.back().period.label()});
  for (const auto& series : trend.series) {
    const auto known = [](const TrendPoint& point) { return point.value.has_value(); };
    const auto first = std::find_if(series.points.begin(), series.points.end(), known);
    const auto last = std::find_if(series.points.rbegin(), series.points.rend(), known);
    if (first != series.points.end()) {
      text += fmt::format(" {}{} ({}) – {} ({}).", series.name.empty() ? "" : series.name + ": ",
                          value_text(*first->value, trend.scale, language), first->period.label(),
                          value_text(*last->value, trend.scale, language), last->period.label());
    }
  }
  return text;
}

}  // namespace

Figure trend(std::string id, const Trend& trend, const Look& look) {
  Json spec{{"width", look.width + 90},
            {"height", 230},
            {"data", {{"values", data_of(trend, look.language)}}},
            {"layer", layers_of(trend, axis_end(largest(trend) * 1.05, trend.scale))}};
  const auto alt = alt_of(trend, look.language);
  bool interval = false;
  for (const auto& series : trend.series) {
    interval = interval || std::any_of(series.points.begin(), series.points.end(),
                                       [](const TrendPoint& point) { return point.low.has_value(); });
  }
  const auto& word = words(look.language);
  std::string legend =
      interval ? fmt::format("{}: {}", look.language == Language::nb ? "Farget felt" : "Shaded", word.confidence) : "";
  return {std::move(id), trend.title, alt, legend, finish(std::move(spec), trend.title, alt, look)};
}

}  // namespace kjede::publish
