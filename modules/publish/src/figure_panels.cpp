#include <fmt/format.h>

#include <algorithm>

#include "spec.hpp"

namespace kjede::publish {

std::string norm_legend(const std::string& level, const std::string& norm_name, Language language) {
  const bool nb = language == Language::nb;
  return fmt::format("{}: «{}», {}", nb ? "Svart strek" : "Black line", level,
                     norm_name.empty() ? (nb ? "normalbefolkningen" : "general population") : norm_name);
}

namespace {

bool has_value(const UnitRow& row) { return row.state == CellState::shown && row.value.has_value(); }

// A panel's name over at most two lines, broken near the middle.
Json name_lines(const std::string& name) {
  constexpr std::size_t fits = 15;
  const auto middle = name.size() / 2;
  const auto before = name.rfind(' ', middle);
  const auto after = name.find(' ', middle);
  const auto cut = before == std::string::npos                                       ? after
                   : after == std::string::npos || middle - before <= after - middle ? before
                                                                                     : after;
  if (name.size() <= fits || cut == std::string::npos) {
    return Json::array({name, " "});
  }
  return Json::array({name.substr(0, cut), name.substr(cut + 1)});
}

Json panel_data(const UnitPanel& panel, const std::vector<std::string>& units, const ValueScale& scale,
                Language language) {
  Json values = Json::array();
  for (const auto& row : panel.rows) {
    if (std::find(units.begin(), units.end(), row.unit) == units.end() || !has_value(row)) {
      continue;
    }
    values.push_back({{"unit", row.unit},
                      {"value", *row.value},
                      {"low", number(row.low)},
                      {"high", number(row.high)},
                      {"note", value_text(*row.value, scale, language)},
                      {"size", row.denominator ? "n = " + integer(*row.denominator, language) : ""},
                      {"nation", row.nation}});
  }
  return values;
}

Json panel_layers() {
  return literal(R"json([
    {"mark": {"type": "bar", "height": 14}, "encoding": {"x": {"field": "value", "type": "quantitative"},
      "color": {"condition": {"test": "datum.nation", "value": "#1d3b5c"}, "value": "#a9c8df"}}},
    {"mark": {"type": "rule", "strokeWidth": 1.2, "color": "#555555"}, "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}],
      "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}},
    {"mark": {"type": "text", "align": "left", "fontSize": 10}, "encoding": {"x": {"value": 4}, "text": {"field": "note"},
      "color": {"condition": {"test": "datum.nation", "value": "white"}, "value": "#222222"}}}
  ])json");
}

Json panel_spec(const UnitPanel& panel, const Json& data, const Json& order, double end, bool fraction, int width,
                bool first, bool last) {
  Json layers = panel_layers();
  if (last) {
    auto size = literal(
        R"json({"mark": {"type": "text", "align": "left", "fontSize": 10}, "encoding": {"x": {"value": 0}, "text": {"field": "size"}}})json");
    size["encoding"]["x"]["value"] = width + 8;
    layers.push_back(size);
  }
  for (auto& layer : layers) {
    layer["encoding"]["y"] = {{"field", "unit"}, {"type", "nominal"}, {"sort", order}, {"title", nullptr}};
    layer["encoding"]["y"]["axis"] = first ? Json{{"grid", false}, {"domain", false}, {"ticks", false}} : Json(nullptr);
  }
  if (panel.norm) {
    layers.push_back({{"data", {{"values", Json::array({{{"norm", *panel.norm}}})}}},
                      {"mark", {{"type", "rule"}, {"color", "black"}, {"strokeWidth", 2.0}}},
                      {"encoding", {{"x", {{"field", "norm"}, {"type", "quantitative"}}}}}});
  }
  for (auto& layer : layers) {
    if (auto& x = layer["encoding"]["x"]; x.contains("field")) {
      x["scale"] = {{"domain", {0, end}}, {"nice", false}};
      x["title"] = nullptr;
      x["axis"] = {{"values", {0, end / 2.0, end}}, {"labelFlush", true}, {"format", "~f"}};
      if (fraction) {
        x["axis"]["labelExpr"] = "format(datum.value * 100, 'd') + (datum.value > 0.5 ? ' %' : '')";
      }
    }
  }
  return {{"title", {{"text", name_lines(panel.name)}, {"fontSize", 11}, {"anchor", "start"}, {"frame", "group"}}},
          {"width", width},
          {"height", {{"step", 19}}},
          {"data", {{"values", data}}},
          {"layer", layers}};
}

std::string panels_alt(const UnitPanels& panels, const std::vector<std::string>& units, Language language) {
  auto text = fmt::format("{}. {}", panels.title, fill(words(language).bar_chart, {std::to_string(units.size())}));
  std::vector<std::string> parts;
  for (const auto& panel : panels.panels) {
    for (const auto& row : panel.rows) {
      if (row.nation && has_value(row)) {
        parts.push_back(fmt::format("{} {}", panel.name, value_text(*row.value, panels.scale, language)));
      }
    }
  }
  return parts.empty() ? text : text + fmt::format(" {}: {}.", words(language).national, list_text(parts, language));
}

std::string panels_legend(const UnitPanels& panels, Language language) {
  const bool nb = language == Language::nb;
  std::vector<std::string> parts{fmt::format("{}: {}", nb ? "Streker" : "Whiskers", words(language).confidence)};
  if (std::any_of(panels.panels.begin(), panels.panels.end(), [](const UnitPanel& one) { return one.norm; })) {
    parts.push_back(
        fmt::format("{}: {}", nb ? "Svart strek" : "Black line",
                    panels.norm_name.empty() ? (nb ? "normalbefolkningen" : "general population") : panels.norm_name));
  }
  if (const auto hidden = hidden_of(panels.panels.front().rows); hidden.masked.size() + hidden.empty.size() > 0) {
    const auto few = fill(words(language).fewer_events, {std::to_string(panels.hide_below)});
    parts.push_back(fill(words(language).others_hidden, {panels.masked_because.empty() ? few : panels.masked_because}));
  }
  return fmt::format("{}", fmt::join(parts, ". "));
}

}  // namespace

Figure unit_panels(std::string id, const UnitPanels& panels, const Look& look) {
  std::vector<std::string> units;
  Json order = Json::array();
  for (const auto& row : panels.panels.front().rows) {
    if (has_value(row)) {
      (row.nation ? units.insert(units.begin(), row.unit) : units.insert(units.end(), row.unit));
    }
  }
  for (const auto& unit : units) {
    order.push_back(unit);
  }
  const double end = panels.scale.fraction ? 1.0 : panels.scale.maximum.value_or(100.0);
  const int count = static_cast<int>(panels.panels.size());
  const int width = (look.width + 70 - 14 * (count - 1)) / count;
  Json columns = Json::array();
  for (int i = 0; i < count; ++i) {
    const auto& panel = panels.panels[static_cast<std::size_t>(i)];
    columns.push_back(panel_spec(panel, panel_data(panel, units, panels.scale, look.language), order, end,
                                 panels.scale.fraction, width, i == 0, i + 1 == count));
  }
  const auto alt = panels_alt(panels, units, look.language);
  Json spec{{"spacing", 14}, {"hconcat", std::move(columns)}};
  return {std::move(id), panels.title, alt, panels_legend(panels, look.language),
          finish(std::move(spec), panels.title, alt, look)};
}

}  // namespace kjede::publish
