#include <fmt/format.h>

#include <algorithm>

#include "spec.hpp"

namespace kjede::publish {

namespace {

std::vector<PercentileRow> sorted(std::vector<PercentileRow> rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const PercentileRow& a, const PercentileRow& b) {
    const bool shown_a = a.state == CellState::shown, shown_b = b.state == CellState::shown;
    return shown_a != shown_b ? shown_a : shown_a && a.p50 < b.p50;
  });
  return rows;
}

Json data_of(const std::vector<PercentileRow>& rows, const ValueScale& scale, Language language) {
  Json values = Json::array();
  for (const auto& row : rows) {
    Json one{{"unit", row.unit},
             {"nation", row.nation},
             {"sign", row.state == CellState::shown    ? ""
                      : row.state == CellState::masked ? "*"
                                                       : "–"}};
    if (row.state == CellState::shown) {
      one.update(Json{{"p10", row.p10},
                      {"p25", row.p25},
                      {"p50", row.p50},
                      {"p75", row.p75},
                      {"p90", row.p90},
                      {"note", fmt::format("{} / {}  (n = {})", value_text(row.p50, scale, language),
                                           value_text(row.p90, scale, language), integer(row.n, language))}});
    }
    values.push_back(one);
  }
  return values;
}

Json data_layers() {
  return literal(R"json([
    {"mark": {"type": "rule", "strokeWidth": 1.4, "color": "#555555"}, "transform": [{"filter": "isValid(datum.p10)"}], "encoding": {"x": {"field": "p10", "type": "quantitative"}, "x2": {"field": "p90"}}},
    {"mark": {"type": "tick", "thickness": 1.4, "size": 8, "color": "#555555"}, "transform": [{"filter": "isValid(datum.p10)"}], "encoding": {"x": {"field": "p10", "type": "quantitative"}}},
    {"mark": {"type": "tick", "thickness": 1.4, "size": 8, "color": "#555555"}, "transform": [{"filter": "isValid(datum.p90)"}], "encoding": {"x": {"field": "p90", "type": "quantitative"}}},
    {"mark": {"type": "bar", "height": 12, "stroke": "#2f5f8a", "strokeWidth": 0.8}, "transform": [{"filter": "isValid(datum.p25)"}], "encoding": {"x": {"field": "p25", "type": "quantitative"}, "x2": {"field": "p75"},
      "color": {"condition": {"test": "datum.nation", "value": "#8fa3bb"}, "value": "#b9d3ea"}}},
    {"mark": {"type": "tick", "thickness": 2.4, "size": 13, "color": "#12263d"}, "transform": [{"filter": "isValid(datum.p50)"}], "encoding": {"x": {"field": "p50", "type": "quantitative"}}},
    {"mark": {"type": "text", "align": "left", "baseline": "middle"}, "transform": [{"filter": "datum.sign != ''"}], "encoding": {"x": {"value": 4}, "text": {"field": "sign"}}},
    {"mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10.5}, "transform": [{"filter": "isValid(datum.note)"}], "encoding": {"x": {"value": 0}, "text": {"field": "note"}}}
  ])json");
}

std::string alt_of(const PercentileBoxes& boxes, const std::vector<PercentileRow>& rows, Language language) {
  const auto& word = words(language);
  const auto units = std::count_if(rows.begin(), rows.end(), [](const PercentileRow& row) { return !row.nation; });
  auto text = boxes.title + ". " + fill(word.percentile_chart, {std::to_string(units)});
  const PercentileRow *low = nullptr, *high = nullptr;
  for (const auto& row : rows) {
    if (row.state != CellState::shown) {
      continue;
    }
    if (row.nation) {
      text += fmt::format(" {}: median {}, P90 {}.", word.national, value_text(row.p50, boxes.scale, language),
                          value_text(row.p90, boxes.scale, language));
    } else {
      low = low == nullptr || row.p50 < low->p50 ? &row : low;
      high = high == nullptr || row.p50 > high->p50 ? &row : high;
    }
  }
  if (low != nullptr) {
    const auto named = [&](const PercentileRow& row) {
      return row.unit + " " + value_text(row.p50, boxes.scale, language);
    };
    text += fmt::format(" Median: {}; {}.", fill(word.lowest, {named(*low)}), fill(word.highest, {named(*high)}));
  }
  return text;
}

}  // namespace

Figure percentile_boxes(std::string id, const PercentileBoxes& boxes, const Look& look) {
  const auto rows = sorted(boxes.rows);
  const auto& word = words(look.language);
  double most = boxes.goal ? boxes.goal->yellow.value_or(boxes.goal->green) : 0.0;
  Json order = Json::array();
  std::string nation;
  for (const auto& row : rows) {
    most = std::max(most, row.state == CellState::shown ? row.p90 : 0.0);
    order.push_back(row.unit);
    nation = row.nation ? row.unit : nation;
  }
  const double end = axis_end(most, boxes.scale);
  Json layers = boxes.goal ? goal_layers(*boxes.goal, end, look.language) : Json::array();
  const Json y{
      {"field", "unit"},
      {"type", "nominal"},
      {"sort", order},
      {"title", nullptr},
      {"axis",
       {{"labelFontWeight",
         {{"condition", {{"test", "datum.value === " + Json(nation).dump()}, {"value", "bold"}}}, {"value", "normal"}}},
        {"grid", false},
        {"domain", false}}}};
  for (auto& layer : data_layers()) {
    layer["encoding"]["y"] = y;
    if (layer["encoding"].contains("text") && layer["encoding"]["text"]["field"] == "note") {
      layer["encoding"]["x"]["value"] = look.width + 8;
    }
    layers.push_back(layer);
  }
  for (auto& layer : layers) {
    if (auto& x = layer["encoding"]["x"]; x.contains("field")) {
      x["scale"] = {{"domain", {0, end}}, {"nice", false}};
      x["title"] = boxes.scale.axis;
      x["axis"] = {{"format", axis_format(boxes.scale)}, {"tickCount", 7}};
    }
  }
  Json spec{{"width", look.width - 20},
            {"height", {{"step", row_step(rows.size())}}},
            {"data", {{"values", data_of(rows, boxes.scale, look.language)}}},
            {"layer", layers}};
  const auto alt = alt_of(boxes, rows, look.language);
  auto legend = fmt::format("{}. {}", word.boxes_legend,
                            look.language == Language::nb ? "Til høyre: median / 90-persentil (n)"
                                                          : "On the right: median / 90th percentile (n)json");
  if (std::any_of(rows.begin(), rows.end(), [](const PercentileRow& row) { return row.state == CellState::masked; })) {
    legend += ". " + masked_legend(boxes.hide_below, boxes.masked_because, look.language);
  }
  return {std::move(id), boxes.title, alt, legend, finish(std::move(spec), boxes.title, alt, look)};
}

}  // namespace kjede::publish
