#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "spec.hpp"

namespace kjede::publish {

namespace {

std::string band_name(const AgeBand& band) {
  return band.to == 0 ? fmt::format("{}+", band.from) : fmt::format("{}–{}", band.from, band.to);
}

double pyramid_end(const std::vector<AgeBand>& bands) {
  std::int64_t most = 1;
  for (const auto& band : bands) {
    most = std::max({most, band.men.value_or(0), band.women.value_or(0)});
  }
  return axis_end(static_cast<double>(most), {});
}

Json pyramid_side(const std::vector<AgeBand>& bands, const Json& order, bool men, double end, const Look& look) {
  const auto& word = words(look.language);
  Json values = Json::array();
  for (const auto& band : bands) {
    const auto& count = men ? band.men : band.women;
    values.push_back({{"band", band_name(band)},
                      {"count", count ? Json(*count) : Json(nullptr)},
                      {"label", count ? integer(*count, look.language) : "*"}});
  }
  auto side = literal(R"json({"layer": [
    {"mark": {"type": "bar", "height": {"band": 0.82}}, "encoding": {"x": {"field": "count", "type": "quantitative"}}},
    {"mark": {"type": "text", "fontSize": 10}, "transform": [{"calculate": "isValid(datum.count) ? datum.count : 0", "as": "at"}], "encoding": {"x": {"field": "at", "type": "quantitative"}, "text": {"field": "label"}}}]})json");
  side["data"]["values"] = values;
  side["width"] = look.width / 2 + 10;
  side["height"] = {{"step", 17}};
  side["title"] = {{"text", men ? word.men : word.women},
                   {"fontSize", 12},
                   {"anchor", men ? "end" : "start"},
                   {"frame", "group"},
                   {"offset", 4}};
  side["layer"][0]["mark"]["color"] = men ? "#2f6ea5" : "#c98a3b";
  side["layer"][1]["mark"]["align"] = men ? "right" : "left";
  side["layer"][1]["mark"]["dx"] = men ? -4 : 4;
  for (auto& layer : side["layer"]) {
    layer["encoding"]["x"]["scale"] = {{"domain", {0, end * 1.12}}, {"reverse", men}, {"nice", false}};
    layer["encoding"]["x"]["title"] = word.count;
    layer["encoding"]["x"]["axis"] = {{"format", "d"}, {"tickCount", 4}};
    layer["encoding"]["y"] = {
        {"field", "band"},
        {"type", "nominal"},
        {"sort", order},
        {"title", nullptr},
        {"axis", men ? Json(nullptr)
                     : Json{{"grid", false}, {"domain", false}, {"labelAlign", "center"}, {"labelPadding", 24}}}};
  }
  return side;
}

}  // namespace

Figure age_pyramid(std::string id, const std::string& title, const std::vector<AgeBand>& bands, const Look& look) {
  const auto& word = words(look.language);
  Json order = Json::array();
  std::int64_t men = 0, women = 0;
  const AgeBand* widest = nullptr;
  const auto size = [](const AgeBand& band) { return band.men.value_or(0) + band.women.value_or(0); };
  for (const auto& band : bands) {
    order.insert(order.begin(), band_name(band));
    men += band.men.value_or(0);
    women += band.women.value_or(0);
    widest = widest == nullptr || size(band) > size(*widest) ? &band : widest;
  }
  const double end = pyramid_end(bands);
  Json spec{{"spacing", 4},
            {"hconcat", {pyramid_side(bands, order, true, end, look), pyramid_side(bands, order, false, end, look)}}};
  auto alt = fmt::format("{}. {}", title, word.pyramid);
  if (widest != nullptr && men + women > 0) {
    alt +=
        fmt::format(" {}: {} ({}). {}: {} ({}). {} {}.", word.men, integer(men, look.language),
                    percent(men, men + women, 0, look.language), word.women, integer(women, look.language),
                    percent(women, men + women, 0, look.language),
                    look.language == Language::nb ? "Størst aldersgruppe:" : "Largest age group:", band_name(*widest));
  }
  const bool masked =
      std::any_of(bands.begin(), bands.end(), [](const AgeBand& band) { return !band.men || !band.women; });
  return {std::move(id), title, alt, masked ? masked_legend(5, {}, look.language) : "",
          finish(std::move(spec), title, alt, look)};
}

namespace {

constexpr std::array ordered_colours{"#9c3d2e", "#d98b62", "#ead9b0", "#93b8d6", "#2f6ea5"};
constexpr std::array unlike_colours{"#2f6ea5", "#e0a458", "#5f8f5f", "#a05a7c", "#7d7d7d",
                                    "#66b2b2", "#c76b4a", "#b7b06a", "#4a4e69", "#c9c9c9"};

Json level_colours(std::size_t levels, bool ordered) {
  Json colours = Json::array();
  for (std::size_t i = 0; i < levels; ++i) {
    colours.push_back(ordered && levels > 1 ? ordered_colours[i * (ordered_colours.size() - 1) / (levels - 1)]
                                            : unlike_colours[i % unlike_colours.size()]);
  }
  return colours;
}

bool dark(const std::string& colour) { return std::stoi(colour.substr(3, 2), nullptr, 16) < 0x95; }

Json stacked_data(const StackedLevels& levels, const Json& colours, Language language) {
  Json values = Json::array();
  for (const auto& row : levels.rows) {
    double at = 0.0;
    for (std::size_t i = 0; i < row.shares.size(); ++i) {
      const double share = row.shares[i];
      values.push_back({{"name", row.name},
                        {"level", levels.levels[i]},
                        {"from", at},
                        {"to", at + share},
                        {"middle", at + share / 2.0},
                        {"label", share >= 0.06 ? percent(share, 0, language) : ""},
                        {"ink", dark(colours[i]) ? "#ffffff" : "#222222"}});
      at += share;
    }
  }
  return values;
}

// A black line in each row where the last level would begin in the general population.
void add_norms(Json& layers, const StackedLevels& levels, const Json& y) {
  Json values = Json::array();
  for (const auto& row : levels.rows) {
    if (row.norm) {
      values.push_back({{"name", row.name}, {"norm", 1.0 - *row.norm}});
    }
  }
  if (values.empty()) {
    return;
  }
  auto layer = literal(
      R"json({"mark": {"type": "tick", "thickness": 2.5, "size": 22, "color": "black"}, "encoding": {"x": {"field": "norm", "type": "quantitative", "scale": {"domain": [0, 1], "nice": false}}}})json");
  layer["data"]["values"] = values;
  layer["encoding"]["y"] = y;
  layers.push_back(layer);
}

}  // namespace

Figure stacked_levels(std::string id, const StackedLevels& levels, const Look& look) {
  const auto& word = words(look.language);
  Json colours = level_colours(levels.levels.size(), levels.ordered);
  if (!levels.levels.empty() && levels.levels.back().starts_with("* ")) {
    colours.back() = colour::band;  // what is hidden is no category
  }
  Json order = Json::array();
  Json notes = Json::array();
  for (const auto& row : levels.rows) {
    order.push_back(row.name);
    notes.push_back({{"name", row.name}, {"note", row.n ? "n = " + integer(*row.n, look.language) : ""}});
  }
  auto layers = literal(R"json([
    {"mark": {"type": "bar", "height": {"band": 0.78}, "stroke": "white", "strokeWidth": 1}, "encoding": {"x": {"field": "from", "type": "quantitative"}, "x2": {"field": "to"}, "color": {"field": "level", "type": "nominal"}}},
    {"mark": {"type": "text", "fontSize": 10}, "encoding": {"x": {"field": "middle", "type": "quantitative"}, "text": {"field": "label"}, "color": {"field": "ink", "type": "nominal", "scale": null}}},
    {"mark": {"type": "text", "align": "left", "fontSize": 10.5}, "encoding": {"x": {"value": 0}, "text": {"field": "note"}}}
  ])json");
  layers[0]["encoding"]["color"]["scale"] = {{"domain", levels.levels}, {"range", colours}};
  std::size_t letters = 0;
  for (const auto& level : levels.levels) {
    letters += level.size() + 6;
  }
  const bool one_line = letters * 6 < static_cast<std::size_t>(look.width) + 120;
  layers[0]["encoding"]["color"]["legend"] = {
      {"title", nullptr}, {"columns", one_line ? 0 : 2}, {"symbolType", "square"}, {"labelLimit", 300}};
  layers[2]["encoding"]["x"]["value"] = look.width + 8;
  layers[2]["data"]["values"] = notes;
  for (auto& layer : layers) {
    layer["encoding"]["y"] = {{"field", "name"},
                              {"type", "nominal"},
                              {"sort", order},
                              {"title", nullptr},
                              {"axis", {{"grid", false}, {"domain", false}}}};
    if (auto& x = layer["encoding"]["x"]; x.contains("field")) {
      x["scale"] = literal(R"json({"domain": [0, 1], "nice": false})json");
      x["title"] = word.share;
      x["axis"] = literal(R"json({"format": ".0%", "tickCount": 5})json");
    }
  }
  add_norms(layers, levels, layers[0]["encoding"]["y"]);
  Json spec{{"width", look.width},
            {"height", {{"step", 24}}},
            {"data", {{"values", stacked_data(levels, colours, look.language)}}},
            {"layer", layers}};
  auto alt = fmt::format("{}. {}", levels.title, word.stacked_chart);
  if (!levels.rows.empty()) {
    const auto& row = levels.rows.front();
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < row.shares.size(); ++i) {
      parts.push_back(fmt::format("{} {}", levels.levels[i], percent(row.shares[i], 0, look.language)));
    }
    alt += fmt::format(" {}: {}.", row.name, list_text(parts, look.language));
  }
  const bool normed =
      std::any_of(levels.rows.begin(), levels.rows.end(), [](const StackedRow& row) { return row.norm.has_value(); });
  return {std::move(id), levels.title, alt,
          normed ? norm_legend(levels.levels.back(), levels.norm_name, look.language) : "",
          finish(std::move(spec), levels.title, alt, look)};
}

namespace {

std::string count_note(const CountRow& row, const CountBars& bars, Language language) {
  if (!row.count) {
    return "*";
  }
  auto text = integer(*row.count, language);
  const auto total = bars.total.value_or(0);
  return bars.shares && total > 0 ? fmt::format("{}  ({})", text, percent(*row.count, total, 0, language)) : text;
}

Json count_layers(const CountBars& bars) {
  auto layers = literal(
      R"json([{"mark": {"type": "bar", "color": "#5b8db8"}, "encoding": {}}, {"mark": {"type": "text", "fontSize": 10.5}, "encoding": {"text": {"field": "note"}}}])json");
  layers[0]["mark"][bars.columns ? "width" : "height"] = {{"band", 0.7}};
  layers[1]["mark"].update(bars.columns ? literal(R"json({"baseline": "bottom", "dy": -3})json")
                                        : literal(R"json({"align": "left", "baseline": "middle", "dx": 5})json"));
  return layers;
}

}  // namespace

Figure count_bars(std::string id, const CountBars& bars, const Look& look) {
  const auto& word = words(look.language);
  double most = 1.0;
  Json order = Json::array();
  Json values = Json::array();
  const CountRow* top = nullptr;
  for (const auto& row : bars.rows) {
    most = std::max(most, static_cast<double>(row.count.value_or(0)));
    top = row.count && (top == nullptr || *row.count > *top->count) ? &row : top;
    order.push_back(row.name);
    values.push_back(
        {{"name", row.name}, {"count", row.count.value_or(0)}, {"note", count_note(row, bars, look.language)}});
  }
  const double end = axis_end(most * (bars.columns ? 1.05 : 1.0), {});
  auto layers = count_layers(bars);
  for (auto& layer : layers) {
    const Json place{{"field", "count"},
                     {"type", "quantitative"},
                     {"title", bars.axis.empty() ? std::string(word.count) : bars.axis},
                     {"scale", {{"domain", {0, end}}, {"nice", false}}},
                     {"axis", {{"format", "~f"}, {"tickCount", 5}, {"domain", false}}}};
    const Json name{{"field", "name"},
                    {"type", "nominal"},
                    {"sort", order},
                    {"title", nullptr},
                    {"axis", {{"grid", false}, {"domain", bars.columns}, {"labelAngle", 0}, {"ticks", false}}}};
    layer["encoding"][bars.columns ? "y" : "x"] = place;
    layer["encoding"][bars.columns ? "x" : "y"] = name;
  }
  Json spec{{"data", {{"values", values}}}, {"width", bars.columns ? look.width + 90 : look.width}, {"layer", layers}};
  spec["height"] = bars.columns ? Json(220) : Json{{"step", bars.rows.size() > 30 ? row_step(bars.rows.size()) : 20}};
  auto alt = fmt::format("{}. {}", bars.title, fill(word.bar_chart, {std::to_string(bars.rows.size())}));
  if (top != nullptr) {
    alt += " " + fill(word.highest, {fmt::format("{} {}", top->name, count_note(*top, bars, look.language))}) + ".";
  }
  const bool masked = std::any_of(bars.rows.begin(), bars.rows.end(), [](const CountRow& row) { return !row.count; });
  return {std::move(id), bars.title, alt, masked ? masked_legend(bars.hide_below, {}, look.language) : "",
          finish(std::move(spec), bars.title, alt, look)};
}

}  // namespace kjede::publish
