#include <fmt/format.h>

#include <algorithm>

#include "label_places.hpp"
#include "spec.hpp"

namespace kjede::publish {

namespace {

constexpr double funnel_height = 320;

std::string limits_text(const Funnel& funnel, Language language) {
  return funnel.limits_text.empty() ? std::string(words(language).control_limits) : funnel.limits_text;
}

std::string alt_of(const Funnel& funnel, Language language) {
  const auto& word = words(language);
  std::vector<std::string> outside;
  for (const auto& row : funnel.rows) {
    if (row.outside && row.value && row.state == CellState::shown) {
      outside.push_back(fmt::format("{} ({})", row.unit, *row.value > funnel.centre ? word.above : word.below));
    }
  }
  return fmt::format(
      "{}. {} {}: {}. {}.", funnel.title, fill(word.funnel_chart, {std::to_string(funnel.rows.size())}), word.national,
      value_text(funnel.centre, funnel.scale, language),
      outside.empty() ? std::string(word.none_outside) : fill(word.outside, {list_text(outside, language)}));
}

std::string legend_of(const Funnel& funnel, std::string_view line, Language language) {
  const bool nb = language == Language::nb;
  auto text = fmt::format("{}. {}: {}. {}", line, nb ? "Grått" : "Grey", limits_text(funnel, language),
                          nb ? "Gul trekant: utenfor grensene" : "Amber triangle: outside the limits");
  const auto signs = hidden_legend(hidden_of(funnel.rows), funnel.hide_below, funnel.masked_because, language);
  return signs.empty() ? text : text + ". " + signs;
}

double largest_value(const Funnel& funnel) {
  double most = funnel.centre;
  for (const auto& row : funnel.rows) {
    most = std::max({most, row.state == CellState::shown ? row.value.value_or(0.0) : 0.0});
  }
  return most;
}

Json points_of(const Funnel& funnel, double end, double to, double width) {
  std::vector<PlotPoint> places;
  std::vector<std::string> names;
  std::vector<const FunnelRow*> rows;
  for (const auto& row : funnel.rows) {
    if (row.state == CellState::shown && row.value && row.denominator > 0) {
      places.push_back({row.denominator / to * width, (1.0 - *row.value / end) * funnel_height});
      names.push_back(row.outside ? row.unit : "");
      rows.push_back(&row);
    }
  }
  const auto labels = label_places(places, names, width, funnel_height);
  Json values = Json::array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Json one{{"unit", rows[i]->unit},
             {"n", rows[i]->denominator},
             {"value", *rows[i]->value},
             {"outside", rows[i]->outside}};
    if (labels[i]) {
      one["labelx"] = (places[i].x + labels[i]->dx) / width * to;
      one["labely"] = (1.0 - (places[i].y + labels[i]->dy) / funnel_height) * end;
      one["align"] = labels[i]->align;
    }
    values.push_back(one);
  }
  return values;
}

constexpr const char* signal_colour =
    R"json({"condition": {"test": "datum.outside", "value": "#FAA43A"}, "value": "#5b8db8"})json";
constexpr const char* signal_shape =
    R"json({"condition": {"test": "datum.outside", "value": "triangle-up"}, "value": "circle"})json";
constexpr const char* signal_stroke =
    R"json({"condition": {"test": "datum.outside", "value": "#7a4a00"}, "value": "#2f5f8a"})json";

Json point_mark() {
  auto layer = literal(
      R"json({"mark": {"type": "point", "filled": true, "size": 60, "opacity": 1, "strokeWidth": 1}, "encoding": {}})json");
  layer["encoding"]["fill"] = literal(signal_colour);
  layer["encoding"]["stroke"] = literal(signal_stroke);
  layer["encoding"]["shape"] = literal(signal_shape);
  return layer;
}

Json funnel_layers(const Funnel& funnel) {
  auto layers = literal(R"json([
    {"mark": {"type": "area", "color": "#e4e4e4"}, "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}}},
    {"mark": {"type": "line", "color": "#9a9a9a", "strokeWidth": 1}, "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "lower", "type": "quantitative"}}},
    {"mark": {"type": "line", "color": "#9a9a9a", "strokeWidth": 1}, "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "upper", "type": "quantitative"}}},
    {"mark": {"type": "rule", "color": "#1d3b5c", "strokeWidth": 1.5}, "encoding": {"y": {"field": "centre", "type": "quantitative"}}},
    {"mark": {"type": "text", "align": {"expr": "datum.align"}, "baseline": "middle"}, "transform": [{"filter": "isValid(datum.labelx)"}],
     "encoding": {"x": {"field": "labelx", "type": "quantitative"}, "y": {"field": "labely", "type": "quantitative"}, "text": {"field": "unit"}}}
  ])json");
  Json curve = Json::array();
  for (const auto& point : funnel.curve) {
    curve.push_back({{"n", point.denominator}, {"lower", point.lower}, {"upper", point.upper}});
  }
  for (int i = 0; i < 3; ++i) {
    layers[static_cast<std::size_t>(i)]["data"]["values"] = curve;
  }
  layers[3]["data"]["values"] = Json::array({{{"centre", funnel.centre}}});
  auto points = point_mark();
  points["encoding"]["x"] = literal(R"json({"field": "n", "type": "quantitative"})json");
  points["encoding"]["y"] = literal(R"json({"field": "value", "type": "quantitative"})json");
  layers.insert(layers.begin() + 4, points);
  return layers;
}

}  // namespace

Figure funnel(std::string id, const Funnel& funnel, const Look& look) {
  double to = 1.0;
  for (const auto& row : funnel.rows) {
    to = std::max(to, row.denominator * 1.05);
  }
  const double end = axis_end(largest_value(funnel) * 1.05, funnel.scale);
  auto layers = funnel_layers(funnel);
  const Json axis_x{{"format", "~f"}, {"tickCount", 6}, {"grid", false}};
  const Json axis_y{{"format", axis_format(funnel.scale)}, {"tickCount", 5}, {"domain", false}};
  for (auto& layer : layers) {
    layer["mark"]["clip"] = layer["mark"]["type"] != "text";
    for (auto* channel : {"x", "y"}) {
      if (auto& encoding = layer["encoding"]; encoding.contains(channel)) {
        const bool across = channel[0] == 'x';
        encoding[channel]["scale"] = {{"domain", {0, across ? to : end}}, {"nice", false}};
        encoding[channel]["axis"] = across ? axis_x : axis_y;
        encoding[channel]["title"] = across ? funnel.denominator_axis : funnel.scale.axis;
      }
    }
  }
  Json spec{{"width", look.width + 60},
            {"height", funnel_height},
            {"data", {{"values", points_of(funnel, end, to, look.width + 60.0)}}},
            {"layer", layers}};
  const auto alt = alt_of(funnel, look.language);
  const bool nb = look.language == Language::nb;
  return {std::move(id), funnel.title, alt,
          legend_of(funnel, nb ? "Vannrett linje: hele landet" : "Horizontal line: Norway", look.language),
          finish(std::move(spec), funnel.title, alt, look)};
}

namespace {

Json rows_of(const std::vector<FunnelRow>& rows, const Funnel& funnel, double end, Language language) {
  Json values = Json::array();
  for (const auto& row : rows) {
    const bool shown = row.state == CellState::shown && row.value.has_value();
    const auto upper = row.upper ? std::optional(std::min(*row.upper, end)) : std::nullopt;
    values.push_back({{"unit", row.unit},
                      {"value", shown ? number(row.value) : Json(nullptr)},
                      {"lower", number(row.lower)},
                      {"upper", number(upper)},
                      {"limit", row.upper && *row.upper <= end ? number(row.upper) : Json(nullptr)},
                      {"outside", shown && row.outside},
                      {"sign", shown                            ? ""
                               : row.state == CellState::masked ? "*"
                                                                : "–"},
                      {"note", shown ? value_text(*row.value, funnel.scale, language) : ""}});
  }
  return values;
}

Json unit_layers() {
  return literal(R"json([
    {"mark": {"type": "bar", "height": {"band": 1}, "color": "#e4e4e4"}, "transform": [{"filter": "isValid(datum.lower) && isValid(datum.upper)"}],
     "encoding": {"x": {"field": "lower", "type": "quantitative"}, "x2": {"field": "upper"}}},
    {"mark": {"type": "tick", "thickness": 1.2, "size": 19, "color": "#8a8a8a"}, "transform": [{"filter": "isValid(datum.lower)"}], "encoding": {"x": {"field": "lower", "type": "quantitative"}}},
    {"mark": {"type": "tick", "thickness": 1.2, "size": 19, "color": "#8a8a8a"}, "transform": [{"filter": "isValid(datum.limit)"}], "encoding": {"x": {"field": "limit", "type": "quantitative"}}},
    {"mark": {"type": "text", "align": "left", "baseline": "middle"}, "transform": [{"filter": "datum.sign != ''"}], "encoding": {"x": {"value": 4}, "text": {"field": "sign"}}},
    {"mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10.5}, "encoding": {"x": {"value": 0}, "text": {"field": "note"}}}
  ])json");
}

// So far that the values and three of four upper limits are seen; the limits of the smallest units would squeeze both.
double seen(const std::vector<FunnelRow>& rows, double largest) {
  std::vector<double> uppers;
  for (const auto& row : rows) {
    if (row.upper) {
      uppers.push_back(*row.upper);
    }
  }
  std::sort(uppers.begin(), uppers.end());
  return uppers.empty() ? largest : std::max(largest, uppers[uppers.size() * 3 / 4]);
}

}  // namespace

Figure limits_by_unit(std::string id, const Funnel& funnel, const Look& look) {
  auto rows = funnel.rows;
  if (hidden_of(rows).fold()) {
    std::erase_if(rows, [](const FunnelRow& row) { return row.state != CellState::shown || !row.value; });
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const FunnelRow& a, const FunnelRow& b) { return a.denominator > b.denominator; });
  const double end = axis_end(seen(rows, largest_value(funnel) * 1.1), funnel.scale);
  Json order = Json::array();
  for (const auto& row : rows) {
    order.push_back(row.unit);
  }
  auto layers = unit_layers();
  layers[4]["encoding"]["x"]["value"] = look.width + 8;
  auto points = point_mark();
  points["transform"] = Json::array({{{"filter", "isValid(datum.value)"}}});
  points["encoding"]["x"] = literal(R"json({"field": "value", "type": "quantitative"})json");
  layers.push_back(points);
  const Json y{{"field", "unit"},
               {"type", "nominal"},
               {"sort", order},
               {"title", nullptr},
               {"axis", {{"grid", false}, {"domain", false}}}};
  for (auto& layer : layers) {
    layer["encoding"]["y"] = y;
    if (layer["mark"]["type"] == "tick") {
      layer["mark"]["size"] = row_step(rows.size());
    }
  }
  const Json line{{"data", {{"values", Json::array({{{"centre", funnel.centre}}})}}},
                  {"mark", {{"type", "rule"}, {"color", colour::nation}, {"strokeWidth", 1.5}}},
                  {"encoding", {{"x", {{"field", "centre"}, {"type", "quantitative"}}}}}};
  layers.insert(layers.begin() + 3, line);
  for (auto& layer : layers) {
    if (auto& x = layer["encoding"]["x"]; x.contains("field")) {
      x["scale"] = {{"domain", {0, end}}, {"nice", false}};
      x["title"] = funnel.scale.axis;
      x["axis"] = {{"format", axis_format(funnel.scale)}, {"tickCount", 6}};
    }
  }
  Json spec{{"width", look.width},
            {"height", {{"step", row_step(rows.size())}}},
            {"data", {{"values", rows_of(rows, funnel, end, look.language)}}},
            {"layer", layers}};
  const auto alt = alt_of(funnel, look.language);
  return {std::move(id), funnel.title, alt, legend_of(funnel, words(look.language).national_line, look.language),
          finish(std::move(spec), funnel.title, alt, look)};
}

}  // namespace kjede::publish
