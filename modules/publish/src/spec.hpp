#pragma once
// The frame that every specification shares: schema, theme, locale, title, the word about synthetic data.

#include <nlohmann/json.hpp>

#include "kjede/publish/figure.hpp"

namespace kjede::publish {

using Json = nlohmann::ordered_json;

// Reads a specification written as a literal; it cannot fail but by our own mistake.
inline Json literal(const char* text) { return Json::parse(text); }

// A number, or null where there is none.
Json number(const std::optional<double>& value);

// Adds schema, theme, description and title, and gives the text.
std::string finish(Json spec, const std::string& title, const std::string& alt, const Look& look);

// Every colour of the light theme by its counterpart on a dark ground.
void darken(Json& spec);

std::string axis_format(const ValueScale& scale);                                  // for d3-format
std::string value_text(double value, const ValueScale& scale, Language language);  // "78 %", "9,4"

// Where an axis should end so that all values and limits fit: 1 for fractions near it, else a round number.
double axis_end(double largest, const ValueScale& scale);

// Layers under the data: bands with a goal's levels and their names above the plot.
Json goal_layers(const GoalBands& goal, double axis_to, Language language);

// Pixels a row of units: less when there are many, so that a figure fits a page and stays readable.
inline int row_step(std::size_t rows) { return rows > 36 ? 14 : 19; }

// `because`: why something is masked; empty: fewer events than `hide_below`.
std::string masked_legend(int hide_below, const std::string& because, Language language);

// Units without a bar. A few keep their row with a sign; many are named under the figure instead.
struct HiddenUnits {
  std::vector<std::string> masked, empty;
  bool fold() const { return masked.size() + empty.size() > 5; }
};
template <class Row>
HiddenUnits hidden_of(const std::vector<Row>& rows) {
  HiddenUnits hidden;
  for (const auto& row : rows) {
    if (row.state == CellState::masked) {
      hidden.masked.push_back(row.unit);
    } else if (row.state == CellState::no_events || !row.value) {
      hidden.empty.push_back(row.unit);
    }
  }
  return hidden;
}
std::string hidden_legend(const HiddenUnits& hidden, int hide_below, const std::string& because, Language language);

// What the black line of the general population says.
std::string norm_legend(const std::string& level, const std::string& norm_name, Language language);

namespace colour {
inline constexpr const char* bar = "#5b8db8";
inline constexpr const char* nation = "#1d3b5c";
inline constexpr const char* ink = "#222222";
inline constexpr const char* quiet = "#6b6b6b";
inline constexpr const char* band = "#dcdcdc";
inline constexpr const char* spc_line = "#5DA5DA";    // qicharts2
inline constexpr const char* spc_signal = "#FAA43A";  // qicharts2
}  // namespace colour

}  // namespace kjede::publish
