#include "spec.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::publish {

namespace {

// The theme: one font, quiet axes, no frame. The web gives the same specification to Vega-Embed.
Json theme(Language language) {
  auto config = literal(R"json({
    "font": "Open Sans", "background": "white", "padding": 6, "aria": false,
    "view": {"stroke": null, "continuousHeight": 240},
    "axis": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "labelColor": "#222222",
             "titleColor": "#444444", "gridColor": "#e8e8e8", "domainColor": "#999999", "tickColor": "#999999",
             "labelLimit": 260, "titlePadding": 8},
    "axisX": {"labelFlush": false}, "axisY": {"ticks": false, "labelPadding": 6},
    "title": {"fontSize": 14, "fontWeight": 600, "color": "#111111", "subtitleFontSize": 11, "subtitleColor": "#6b6b6b",
              "anchor": "start", "frame": "bounds", "offset": 12},
    "header": {"labelFontSize": 11, "labelFontWeight": 600, "labelColor": "#222222", "title": null, "labelPadding": 4, "labelAnchor": "start"},
    "legend": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "labelLimit": 300, "orient": "bottom"},
    "text": {"fontSize": 11, "color": "#222222"}
  })json");
  if (language == Language::nb) {
    config["locale"] = literal(R"json({
      "number": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "percent": "\u00a0%"}
    })json");
  }
  return config;
}

Json title_of(const std::string& title, const Look& look) {
  const std::string synthetic{look.synthetic ? words(look.language).synthetic : ""};
  if (!look.title) {
    return synthetic.empty() ? Json{} : Json{{"text", synthetic}, {"orient", "bottom"},     {"anchor", "end"},
                                             {"fontSize", 10},    {"fontWeight", "normal"}, {"color", colour::quiet},
                                             {"offset", 6}};
  }
  Json result{{"text", title}};
  if (!synthetic.empty()) {
    result["subtitle"] = synthetic;
  }
  return result;
}

}  // namespace

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

std::string finish(Json spec, const std::string& title, const std::string& alt, const Look& look) {
  Json whole{{"$schema", "https://vega.github.io/schema/vega-lite/v6.json"}, {"description", alt}};
  if (auto heading = title_of(title, look); !heading.is_null()) {
    whole["title"] = std::move(heading);
  }
  for (auto& [key, value] : spec.items()) {
    whole[key] = std::move(value);
  }
  whole["config"] = theme(look.language);
  if (look.theme == Theme::night) darken(whole);
  return whole.dump();
}

std::string axis_format(const ValueScale& scale) {
  return !scale.fraction ? "~f" : scale.decimals > 0 ? ".1~%" : ".0%";
}

std::string value_text(double value, const ValueScale& scale, Language language) {
  return scale.fraction ? percent(value, scale.decimals, language) : decimal(value, scale.decimals, language);
}

double axis_end(double largest, const ValueScale& scale) {
  if (scale.maximum) {
    return *scale.maximum;
  }
  if (scale.fraction && largest > 0.75) {
    return 1.0;
  }
  if (!(largest > 0.0)) {
    return 1.0;
  }
  const double step = std::pow(10.0, std::floor(std::log10(largest))) / 2.0;
  const double end = std::ceil(largest * 1.02 / step) * step;
  return scale.fraction ? std::min(end, 1.0) : end;
}

Json goal_layers(const GoalBands& goal, double axis_to, Language language) {
  const auto& word = words(language);
  const auto band = [&](double from, double to, std::string_view name, const char* fill) {
    from = std::clamp(from, 0.0, axis_to);
    to = std::clamp(to, 0.0, axis_to);
    return Json{{"from", from}, {"to", to}, {"name", name}, {"fill", fill}};
  };
  constexpr auto green = "#dcefdc", yellow = "#fbf1cd", red = "#f8dfdb";
  const double border = goal.yellow.value_or(goal.green);
  Json bands = Json::array();
  if (goal.higher_is_better) {
    bands = {band(0.0, border, word.red, red), band(border, goal.green, word.yellow, yellow),
             band(goal.green, axis_to, word.green, green)};
  } else {
    bands = {band(0.0, goal.green, word.green, green), band(goal.green, border, word.yellow, yellow),
             band(border, axis_to, word.red, red)};
  }
  std::erase_if(bands.get_ref<Json::array_t&>(),
                [](const Json& one) { return one["to"].get<double>() <= one["from"].get<double>(); });
  for (auto& one : bands) {
    one["middle"] = (one["from"].get<double>() + one["to"].get<double>()) / 2.0;
  }
  auto layers = literal(R"json([
    {"mark": {"type": "rect"}, "encoding": {"x": {"field": "from", "type": "quantitative"}, "x2": {"field": "to"},
     "color": {"field": "fill", "type": "nominal", "scale": null}}},
    {"mark": {"type": "text", "baseline": "bottom", "fontSize": 10, "color": "#444444"}, "encoding": {
     "x": {"field": "middle", "type": "quantitative"}, "y": {"value": -3}, "text": {"field": "name"}}}
  ])json");
  for (auto& layer : layers) {
    layer["data"] = Json{{"values", bands}};
  }
  return layers;
}

std::string masked_legend(int hide_below, const std::string& because, Language language) {
  const auto& word = words(language);
  return fill(word.masked_legend, {because.empty() ? fill(word.fewer_events, {std::to_string(hide_below)}) : because});
}

std::string hidden_legend(const HiddenUnits& hidden, int hide_below, const std::string& because, Language language) {
  // A list of nearly all units tells nobody anything.
  constexpr std::size_t worth_naming = 30;
  if (hidden.masked.size() + hidden.empty.size() > worth_naming) {
    const auto reason = because.empty() ? fill(words(language).fewer_events, {std::to_string(hide_below)}) : because;
    return fill(words(language).others_hidden, {reason});
  }
  std::string text;
  const auto add = [&](const std::vector<std::string>& units, std::string legend) {
    if (!units.empty()) {
      text += (text.empty() ? "" : ". ") + legend + (hidden.fold() ? ": " + list_text(units, language) : "");
    }
  };
  add(hidden.masked, masked_legend(hide_below, because, language));
  add(hidden.empty, std::string(words(language).no_events_legend));
  return text;
}

}  // namespace kjede::publish
