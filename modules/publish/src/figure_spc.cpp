#include <fmt/format.h>

#include <algorithm>

#include "kjede/publish/spc_figure.hpp"
#include "spec.hpp"

namespace kjede::publish {

namespace {

using stats::AxisValue;

std::string x_text(const AxisValue& x, const std::optional<base::PeriodKind>& period) {
  if (const auto* date = std::get_if<base::Date>(&x)) {
    return period ? base::Period::of(*period, *date).label() : base::to_string(*date);
  }
  if (const auto* text = std::get_if<std::string>(&x)) {
    return *text;
  }
  return fmt::format("{:g}", std::get<double>(x));
}

Json x_value(const AxisValue& x) {
  if (const auto* date = std::get_if<base::Date>(&x)) {
    return base::to_string(*date);
  }
  if (const auto* text = std::get_if<std::string>(&x)) {
    return *text;
  }
  return std::get<double>(x);
}

std::string panel_name(const stats::SpcChart& chart, const SpcText& text, std::size_t index) {
  return index < text.facets.size() ? text.facets[index] : chart.facet;
}

// A line may not cross a gap: each stretch of neighbouring values is a series of its own.
Json data_of(std::span<const stats::SpcChart> charts, const SpcText& text) {
  Json values = Json::array();
  for (std::size_t c = 0; c < charts.size(); ++c) {
    const auto& chart = charts[c];
    const auto name = panel_name(chart, text, c);
    int stretch = 0;
    for (const auto& point : chart.points) {
      stretch += point.value ? 0 : 1;
      const auto part = static_cast<std::size_t>(point.part - 1);
      const bool runs = part < chart.summary.size() && chart.summary[part].runs_signal;
      values.push_back({{"panel", name},
                        {"x", x_value(point.x)},
                        {"label", x_text(point.x, text.period)},
                        {"part", point.part},
                        {"stretch", stretch},
                        {"value", number(point.value)},
                        {"n", point.n},
                        {"centre", number(point.centre)},
                        {"lower", number(point.lower)},
                        {"upper", number(point.upper)},
                        {"kind", !point.include       ? "left out"
                                 : point.sigma_signal ? "outside"
                                                      : "inside"},
                        {"runs", runs ? "signal" : "stable"}});
    }
  }
  return values;
}

const char* x_type(std::span<const stats::SpcChart> charts) {
  for (const auto& chart : charts) {
    for (const auto& point : chart.points) {
      return std::holds_alternative<base::Date>(point.x) ? "temporal"
             : std::holds_alternative<double>(point.x)   ? "quantitative"
                                                         : "ordinal";
    }
  }
  return "ordinal";
}

Json layers_of(const char* type) {
  auto layers = literal(R"json([
    {"mark": {"type": "area", "color": "#e2e2e2"}, "transform": [{"filter": "isValid(datum.lower) && isValid(datum.upper)"}],
     "encoding": {"y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}, "detail": [{"field": "part"}, {"field": "stretch"}]}},
    {"mark": {"type": "line", "strokeWidth": 1.3}, "transform": [{"filter": "isValid(datum.centre)"}], "encoding": {"y": {"field": "centre", "type": "quantitative"}, "detail": [{"field": "part"}],
     "color": {"field": "runs", "type": "nominal", "legend": null, "scale": {"domain": ["signal", "stable"], "range": ["#d97a00", "#808080"]}},
     "strokeDash": {"field": "runs", "type": "nominal", "legend": null, "scale": {"domain": ["signal", "stable"], "range": [[6, 4], [1, 0]]}}}},
    {"mark": {"type": "line", "color": "#5DA5DA", "strokeWidth": 1.4}, "transform": [{"filter": "isValid(datum.value)"}], "encoding": {"y": {"field": "value", "type": "quantitative"}, "detail": [{"field": "part"}, {"field": "stretch"}]}},
    {"mark": {"type": "point", "filled": true, "opacity": 1, "strokeWidth": 0.8}, "transform": [{"filter": "isValid(datum.value)"}], "encoding": {"y": {"field": "value", "type": "quantitative"},
     "fill": {"field": "kind", "type": "nominal", "legend": null, "scale": {"domain": ["inside", "outside", "left out"], "range": ["#5DA5DA", "#FAA43A", "#cccccc"]}},
     "stroke": {"field": "kind", "type": "nominal", "legend": null, "scale": {"domain": ["inside", "outside", "left out"], "range": ["#5DA5DA", "#7a4a00", "#aaaaaa"]}},
     "size": {"field": "kind", "type": "nominal", "legend": null, "scale": {"domain": ["inside", "outside", "left out"], "range": [16, 60, 16]}},
     "shape": {"field": "kind", "type": "nominal", "legend": null, "scale": {"domain": ["inside", "outside", "left out"], "range": ["circle", "triangle-up", "circle"]}}}}
  ])json");
  Json axis{{"grid", false}, {"labelFontSize", 10}, {"labelOverlap", "greedy"}};
  if (std::string_view(type) == "temporal") {
    axis.update(literal(R"json({"format": "%Y", "tickCount": "year", "labelSeparation": 8})json"));
  }
  for (auto& layer : layers) {
    layer["encoding"]["x"] = {{"field", "x"}, {"type", type}, {"title", nullptr}, {"axis", axis}};
    if (std::string_view(type) == "temporal") {
      layer["encoding"]["x"]["scale"] = {{"type", "utc"}, {"padding", 7}};
    }
  }
  return layers;
}

// Panels share one axis; a point far beyond all others may not press every panel flat, so limits do not widen it.
double value_end(std::span<const stats::SpcChart> charts, const ValueScale& scale) {
  double most = 0.0;
  for (const auto& chart : charts) {
    for (const auto& point : chart.points) {
      most = std::max({most, point.value.value_or(0.0), point.centre.value_or(0.0)});
    }
  }
  return axis_end(most, scale);
}

double value_start(std::span<const stats::SpcChart> charts) {
  double least = 0.0;
  for (const auto& chart : charts) {
    for (const auto& point : chart.points) {
      least = std::min(least, point.value.value_or(0.0));
    }
  }
  return least;
}

// A dotted line with its name to the right of the plot.
int reference_width(const Look& look) { return look.width - 10; }

void add_reference(Json& layers, const SpcText& text, const Look& look) {
  Json line = literal(
      R"json({"mark": {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 1.4, "color": "#1d3b5c"}, "encoding": {"y": {"field": "value", "type": "quantitative"}}})json");
  Json name = literal(
      R"json({"mark": {"type": "text", "align": "left", "baseline": "middle", "clip": false, "fontSize": 10, "color": "#1d3b5c"}, "encoding": {"y": {"field": "value", "type": "quantitative"}, "text": {"field": "name"}}})json");
  name["encoding"]["x"] = {{"value", reference_width(look) + 8}};
  const Json data{
      {"values",
       Json::array({{{"value", *text.reference},
                     {"name", text.reference_name + " " + value_text(*text.reference, text.scale, look.language)}}})}};
  line["data"] = data;
  name["data"] = data;
  layers.push_back(line);
  layers.push_back(name);
}

std::string alt_of(std::span<const stats::SpcChart> charts, const SpcText& text, Language language) {
  const auto& word = words(language);
  std::vector<std::string> outside, runs, few;
  for (std::size_t c = 0; c < charts.size(); ++c) {
    const auto name = panel_name(charts[c], text, c);
    const auto any = [&](auto&& test) { return std::any_of(charts[c].summary.begin(), charts[c].summary.end(), test); };
    if (any([](const stats::SpcSummary& part) { return part.n_sigma_signals > 0; })) {
      outside.push_back(name);
    }
    if (any([](const stats::SpcSummary& part) { return part.runs_signal; })) {
      runs.push_back(name);
    }
    if (any([](const stats::SpcSummary& part) { return part.runs.too_few(); }) && !charts[c].categorical) {
      few.push_back(name);
    }
  }
  const bool nb = language == Language::nb;
  auto alt = fmt::format("{}. {}", text.title, fill(word.control_charts, {std::to_string(charts.size())}));
  const auto say = [&](const std::vector<std::string>& names, std::string_view what) {
    if (!names.empty()) {
      alt += fmt::format(" {}: {}.", what, charts.size() == 1 ? (nb ? "ja" : "yes") : list_text(names, language));
    }
  };
  say(outside, nb ? "Punkter utenfor ±3 standardavvik" : "Points outside ±3 standard deviations");
  say(runs, nb ? "Uvanlig lang serie eller få krysninger" : "Unusually long run or few crossings");
  say(few, nb ? "For få punkter til å vurdere" : "Too few points to judge");
  if (outside.empty() && runs.empty()) {
    alt += nb ? " Ingen signaler: bare tilfeldig variasjon." : " No signals: random variation only.";
  }
  return alt;
}

Json panel_order(std::span<const stats::SpcChart> charts, const SpcText& text) {
  Json order = Json::array();
  for (std::size_t c = 0; c < charts.size(); ++c) {
    order.push_back(panel_name(charts[c], text, c));
  }
  return order;
}

}  // namespace

Figure spc_figure(std::string id, std::span<const stats::SpcChart> charts, const SpcText& text, const Look& look) {
  const auto& word = words(look.language);
  const bool single = charts.size() == 1;
  auto layers = layers_of(x_type(charts));
  const double end =
      std::max(value_end(charts, text.scale), text.reference ? axis_end(*text.reference, text.scale) : 0.0);
  if (single && text.reference) {
    add_reference(layers, text, look);
  }
  for (auto& layer : layers) {
    layer["mark"]["clip"] = layer["mark"].value("clip", true);
    layer["encoding"]["y"]["scale"] = {{"domain", {value_start(charts), end}}, {"nice", false}};
    layer["encoding"]["y"]["title"] = single && !text.scale.axis.empty() ? Json(text.scale.axis) : Json(nullptr);
    layer["encoding"]["y"]["axis"] = {
        {"format", axis_format(text.scale)}, {"tickCount", single ? 5 : 3}, {"domain", false}, {"labelFontSize", 10}};
  }
  Json view{{"width", single ? (text.reference ? reference_width(look) : look.width + 90)
                             : (look.width + 150) / text.columns - 38},
            {"height", !single          ? 84
                       : text.reference ? 170
                                        : 230},
            {"layer", layers}};
  Json spec{{"data", {{"values", data_of(charts, text)}}}};
  if (single) {
    spec.update(view);
  } else {
    spec["facet"] = {{"field", "panel"}, {"type", "nominal"}, {"sort", panel_order(charts, text)}};
    spec["columns"] = text.columns;
    spec["spacing"] = {{"row", 14}, {"column", 26}};
    spec["spec"] = view;
  }
  const auto alt = alt_of(charts, text, look.language);
  const bool nb = look.language == Language::nb;
  auto legend = fmt::format("{}: ±3 {}. {}. {}", nb ? "Grått felt" : "Grey band",
                            nb ? "standardavvik" : "standard deviations", word.outside_limits, word.runs_signal);
  return {std::move(id), text.title, alt, legend, finish(std::move(spec), text.title, alt, look)};
}

}  // namespace kjede::publish
