#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "spec.hpp"

namespace kjede::publish {

namespace {

std::vector<UnitRow> sorted(const UnitBars& bars) {
  auto rows = bars.rows;
  const auto rank = [](const UnitRow& row) {
    return row.state == CellState::shown && row.value ? 0 : row.state == CellState::masked ? 1 : 2;
  };
  if (bars.sort_by_value) {
    std::stable_sort(rows.begin(), rows.end(), [&](const UnitRow& a, const UnitRow& b) {
      return rank(a) != rank(b) ? rank(a) < rank(b) : rank(a) == 0 && *a.value > *b.value;
    });
  }
  return rows;
}

// "+3", "−12", "±0": percentage points of a fraction.
std::string change_text(double change, const ValueScale& scale, Language language) {
  const auto size = decimal(std::abs(change) * (scale.fraction ? 100.0 : 1.0), scale.decimals, language);
  const bool none = size == decimal(0.0, scale.decimals, language);
  return (none ? "±" : change > 0.0 ? "+" : "−") + size;
}

std::string note_of(const UnitRow& row, const ValueScale& scale, Language language) {
  if (row.state != CellState::shown || !row.value) {
    return "";
  }
  auto text = value_text(*row.value, scale, language);
  if (scale.fraction && row.numerator && row.denominator) {
    text = row.denominator > 0 ? percent(*row.numerator, *row.denominator, scale.decimals, language) : text;
    text += fmt::format("  ({}/{})", integer(*row.numerator, language), integer(*row.denominator, language));
  } else if (row.denominator) {
    text += fmt::format("  (n = {})", integer(*row.denominator, language));
  }
  return row.change ? text + "  " + change_text(*row.change, scale, language) : text;
}

std::string goal_name(const std::optional<catalog::GoalLevel>& goal) {
  if (!goal) {
    return "none";
  }
  return *goal == catalog::GoalLevel::green ? "green" : *goal == catalog::GoalLevel::yellow ? "yellow" : "red";
}

Json data_of(const std::vector<UnitRow>& rows, const UnitBars& bars, Language language) {
  Json values = Json::array();
  for (const auto& row : rows) {
    const bool shown = row.state == CellState::shown && row.value;
    const auto ifshown = [&](const std::optional<double>& value) { return shown ? number(value) : Json(nullptr); };
    values.push_back({{"unit", row.unit},
                      {"value", ifshown(row.value)},
                      {"low", ifshown(row.low)},
                      {"high", ifshown(row.high)},
                      {"note", note_of(row, bars.scale, language)},
                      {"goal", shown ? goal_name(row.goal) : "none"},
                      {"nation", row.nation},
                      {"sign", shown                            ? ""
                               : row.state == CellState::masked ? "*"
                                                                : "–"}});
  }
  return values;
}

double largest(const UnitBars& bars) {
  double most = bars.national.value_or(0.0);
  for (const auto& row : bars.rows) {
    if (row.state == CellState::shown) {
      most = std::max({most, row.value.value_or(0.0), row.high.value_or(0.0)});
    }
  }
  return most;
}

std::string alt_of(const UnitBars& bars, const std::vector<UnitRow>& rows, Language language) {
  const auto& word = words(language);
  std::vector<const UnitRow*> shown;
  for (const auto& row : rows) {
    if (row.state == CellState::shown && row.value && !row.nation) {
      shown.push_back(&row);
    }
  }
  const auto units =
      static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const UnitRow& row) { return !row.nation; }));
  std::string text = bars.title + ". " + fill(word.bar_chart, {std::to_string(units)});
  if (bars.national) {
    text += fmt::format(" {}: {}.", word.national, value_text(*bars.national, bars.scale, language));
  }
  if (!shown.empty()) {
    const auto [low, high] = std::minmax_element(
        shown.begin(), shown.end(), [](const UnitRow* a, const UnitRow* b) { return *a->value < *b->value; });
    const auto named = [&](const UnitRow& row) {
      return row.unit + " " + value_text(*row.value, bars.scale, language);
    };
    text += " " + fill(word.highest, {named(**high)}) + ". " + fill(word.lowest, {named(**low)}) + ".";
  }
  if (bars.goal) {
    const auto reached = std::count_if(shown.begin(), shown.end(),
                                       [](const UnitRow* row) { return row->goal == catalog::GoalLevel::green; });
    text +=
        " " + fill(word.goal_reached, {std::to_string(reached), std::to_string(shown.size()), bars.goal->text}) + ".";
  }
  return text;
}

std::string legend_of(const UnitBars& bars, Language language) {
  const auto& word = words(language);
  const auto any = [&](auto&& test) { return std::any_of(bars.rows.begin(), bars.rows.end(), test); };
  std::vector<std::string> parts;
  if (any([](const UnitRow& row) { return row.low.has_value() && row.state == CellState::shown; })) {
    parts.push_back(fmt::format("{}: {}", language == Language::nb ? "Streker" : "Whiskers", word.confidence));
  }
  if (bars.national) {
    parts.emplace_back(word.national_line);
  }
  if (!bars.change_from.empty()) {
    const bool nb = language == Language::nb;
    parts.push_back(fmt::format("{} {}{}", nb ? "Til høyre: endring fra" : "To the right: change from",
                                bars.change_from,
                                !bars.scale.fraction ? ""
                                : nb                 ? " i prosentpoeng"
                                                     : " in percentage points"));
  }
  if (auto signs = hidden_legend(hidden_of(bars.rows), bars.hide_below, bars.masked_because, language);
      !signs.empty()) {
    parts.push_back(std::move(signs));
  }
  return fmt::format("{}", fmt::join(parts, ". "));
}

Json data_layers() {
  return literal(R"json([
    {"mark": {"type": "bar", "height": 12}, "encoding": {"x": {"field": "value", "type": "quantitative"},
      "color": {"condition": {"test": "datum.nation", "value": "#1d3b5c"}, "value": "#5b8db8"}}},
    {"mark": {"type": "rule", "strokeWidth": 1.4, "color": "#333333"}, "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}],
      "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}},
    {"mark": {"type": "tick", "thickness": 1.4, "size": 7, "color": "#333333"}, "transform": [{"filter": "isValid(datum.low)"}],
      "encoding": {"x": {"field": "low", "type": "quantitative"}}},
    {"mark": {"type": "tick", "thickness": 1.4, "size": 7, "color": "#333333"}, "transform": [{"filter": "isValid(datum.high)"}],
      "encoding": {"x": {"field": "high", "type": "quantitative"}}},
    {"mark": {"type": "text", "align": "left", "baseline": "middle"}, "transform": [{"filter": "datum.sign != ''"}],
      "encoding": {"x": {"value": 4}, "text": {"field": "sign"}}}
  ])json");
}

Json goal_marks(int width) {
  auto layer = literal(
      R"json({"mark": {"type": "point", "filled": true, "size": 55, "opacity": 1}, "transform": [{"filter": "datum.goal != 'none'"}],
    "encoding": {"x": {"value": 0},
      "shape": {"field": "goal", "type": "nominal", "legend": null, "scale": {"domain": ["green", "yellow", "red"], "range": ["circle", "triangle-up", "square"]}},
      "color": {"field": "goal", "type": "nominal", "legend": null, "scale": {"domain": ["green", "yellow", "red"], "range": ["#2e7d32", "#b77900", "#b3261e"]}}}})json");
  layer["encoding"]["x"]["value"] = width + 12;
  return layer;
}

}  // namespace

Figure unit_bars(std::string id, const UnitBars& bars, const Look& look) {
  auto rows = sorted(bars);
  if (hidden_of(bars.rows).fold()) {
    std::erase_if(rows, [](const UnitRow& row) { return row.state != CellState::shown || !row.value; });
  }
  const double end = axis_end(largest(bars), bars.scale);
  const bool marks = bars.goal.has_value();
  Json order = Json::array();
  std::string national_name;
  for (const auto& row : rows) {
    order.push_back(row.unit);
    national_name = row.nation ? row.unit : national_name;
  }
  Json spec{{"width", look.width},
            {"height", {{"step", row_step(rows.size())}}},
            {"data", {{"values", data_of(rows, bars, look.language)}}}};
  Json layers = bars.goal ? goal_layers(*bars.goal, end, look.language) : Json::array();
  Json axis_y{{"labelFontWeight",
               {{"condition", {{"test", "datum.value === " + Json(national_name).dump()}, {"value", "bold"}}},
                {"value", "normal"}}},
              {"grid", false},
              {"domain", false}};
  Json y{{"field", "unit"}, {"type", "nominal"}, {"sort", order}, {"title", nullptr}, {"axis", axis_y}};
  for (auto& layer : data_layers()) {
    if (layer["mark"]["type"] == "bar") {
      layer["mark"]["height"] = row_step(rows.size()) - 6;
    }
    layer["encoding"]["y"] = y;
    layers.push_back(layer);
  }
  Json note = literal(
      R"json({"mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10.5}, "encoding": {"text": {"field": "note"}}})json");
  note["encoding"]["x"] = {{"value", look.width + (marks ? 24 : 8)}};
  note["encoding"]["y"] = y;
  layers.push_back(note);
  if (marks) {
    auto symbols = goal_marks(look.width);
    symbols["encoding"]["y"] = y;
    layers.push_back(symbols);
  }
  if (bars.national) {
    layers.push_back(
        {{"data", {{"values", Json::array({{{"national", *bars.national}}})}}},
         {"mark", {{"type", "rule"}, {"color", colour::nation}, {"strokeWidth", 1.5}, {"strokeDash", {5, 3}}}},
         {"encoding", {{"x", {{"field", "national"}, {"type", "quantitative"}}}}}});
  }
  Json x_axis{{"format", axis_format(bars.scale)}, {"tickCount", 6}};
  for (auto& layer : layers) {
    auto& x = layer["encoding"]["x"];
    if (x.contains("field")) {
      x["scale"] = {{"domain", {0, end}}, {"nice", false}};
      x["title"] = bars.scale.axis.empty() ? Json(nullptr) : Json(bars.scale.axis);
      x["axis"] = x_axis;
    }
  }
  spec["layer"] = std::move(layers);
  const auto alt = alt_of(bars, sorted(bars), look.language);
  return {std::move(id), bars.title, alt, legend_of(bars, look.language),
          finish(std::move(spec), bars.title, alt, look)};
}

}  // namespace kjede::publish
