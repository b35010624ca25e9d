#pragma once
// Figures as Vega-Lite v6 specifications: the web shows them, the renderer (render.hpp) makes SVG and PNG of the same.
// A figure carries its title, a text for those who cannot see it with the main finding, and the caption's fixed part
// (what signs and lines mean). Colour never stands alone: levels and signals have shapes, dashes or words too.
// The same input gives the same bytes.
//
//   UnitBars bars{.title = "HLR av tilstedeværende", .rows = rows, .scale = {.fraction = true}, .national = 0.78};
//   Figure figure = unit_bars("bystander_cpr", bars, {.language = Language::nb});

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kjede/publish/words.hpp"

namespace kjede::publish {

struct Figure {
  std::string id = {};  // also the file's name: letters, digits, _ and -
  std::string title = {};
  std::string alt = {};     // kind of figure and main finding, in words
  std::string legend = {};  // what signs, bands and lines mean; a caption ends with it
  std::string spec = {};    // Vega-Lite v6, JSON text
};

// night: the same figure on a dark ground, for rooms where light is kept low.
enum class Theme { light, night };

// How figures look. Without a title the page must give one.
struct Look {
  Language language = Language::nb;
  bool synthetic = false;  // says "Synthetic data" inside the picture
  bool title = true;
  int width = 430;  // of the plot, without labels; pixels
  Theme theme = Theme::light;
};

// How values are written: fractions as per cent, others as numbers with a unit of measure.
struct ValueScale {
  bool fraction = false;
  int decimals = 0;                    // in labels
  std::string axis = {};               // axis title: "Andel", "minutter"
  std::optional<double> maximum = {};  // of the axis; else what the data need
};

// masked: hidden (shown as *); no_events: there were none (shown as –).
enum class CellState { shown, masked, no_events };

struct GoalBands {
  double green = 0.0;  // in the figure's values
  std::optional<double> yellow = {};
  bool higher_is_better = true;
  std::string text = {};  // "≥ 90 %"
};

struct UnitRow {
  std::string unit = {};
  CellState state = CellState::shown;
  std::optional<double> value = {}, low = {}, high = {};
  std::optional<std::int64_t> numerator = {}, denominator = {};  // shown beside the bar when both are there
  std::optional<catalog::GoalLevel> goal = {};
  bool nation = false;
  std::optional<double> change = {};  // since the period before; of fractions in percentage points: 0.03 is 3
};

// Bars sorted by value (units alike by name), interval, goal bands, national line.
struct UnitBars {
  std::string title = {};
  std::vector<UnitRow> rows = {};
  ValueScale scale = {};
  std::optional<double> national = {};
  std::optional<GoalBands> goal = {};
  bool sort_by_value = true;
  int hide_below = 5;               // for the legend of *
  std::string masked_because = {};  // instead of that limit
  std::string change_from = {};     // "2023": what `change` of the rows is counted from
};
Figure unit_bars(std::string id, const UnitBars& bars, const Look& look);

// Bars of several measures side by side, the same units down: the dimensions of a questionnaire. Units without a value
// in the first panel are left out and named in the legend.
struct UnitPanel {
  std::string name = {};
  std::vector<UnitRow> rows = {};   // the same units in every panel
  std::optional<double> norm = {};  // a black line: the general population
};
struct UnitPanels {
  std::string title = {};
  std::vector<UnitPanel> panels = {};
  ValueScale scale = {};
  std::string norm_name = {};  // "Normalbefolkningen"
  int hide_below = 5;
  std::string masked_because = {};
};
Figure unit_panels(std::string id, const UnitPanels& panels, const Look& look);

// What a unit's value may be by chance, given its size.
struct FunnelRow {
  std::string unit = {};
  double denominator = 0;
  std::optional<double> value = {};
  std::optional<double> lower = {}, upper = {};  // control limits for this denominator
  bool outside = false;
  CellState state = CellState::shown;
};
struct FunnelCurvePoint {
  double denominator = 0, lower = 0, upper = 0;
};
struct Funnel {
  std::string title = {};
  std::vector<FunnelRow> rows = {};
  std::vector<FunnelCurvePoint> curve = {};  // of the funnel; not used by limits_by_unit
  double centre = 0;
  ValueScale scale = {};
  std::string denominator_axis = {};  // "Antall pasienter"
  std::string limits_text = {};       // "±3 standardavvik"; empty: that
  int hide_below = 5;
  std::string masked_because = {};
};
// Value against size, with the limits as curves; units outside are named.
Figure funnel(std::string id, const Funnel& funnel, const Look& look);
// One line a unit, largest first, with the unit's own limits: the form of the annual report.
Figure limits_by_unit(std::string id, const Funnel& funnel, const Look& look);

// Times: median, P25–P75 box, P10–P90 whiskers; sorted by median.
struct PercentileRow {
  std::string unit = {};
  CellState state = CellState::shown;
  double p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0;
  std::int64_t n = 0;
  bool nation = false;
};
struct PercentileBoxes {
  std::string title = {};
  std::vector<PercentileRow> rows = {};
  ValueScale scale = {};
  std::optional<GoalBands> goal = {};
  int hide_below = 5;
  std::string masked_because = {};
};
Figure percentile_boxes(std::string id, const PercentileBoxes& boxes, const Look& look);

// One or more series over periods, each with its interval.
struct TrendPoint {
  base::Period period;
  std::optional<double> value = {}, low = {}, high = {};
};
struct TrendSeries {
  std::string name = {};
  std::vector<TrendPoint> points = {};
};
struct Trend {
  std::string title = {};
  std::vector<TrendSeries> series = {};
  ValueScale scale = {};
  bool from_zero = true;
};
Figure trend(std::string id, const Trend& trend, const Look& look);

// Men to the left, women to the right, one bar an age band, youngest below.
struct AgeBand {
  int from = 0;
  int to = 0;                                        // inclusive; 0: and older
  std::optional<std::int64_t> men = {}, women = {};  // nothing: masked
};
Figure age_pyramid(std::string id, const std::string& title, const std::vector<AgeBand>& bands, const Look& look);

// Rows of shares that add up to one: levels of an answer, first rhythm by unit.
struct StackedRow {
  std::string name = {};
  std::vector<double> shares = {};  // as many as levels; fractions
  std::optional<std::int64_t> n = {};
  std::optional<double> norm = {};  // the last level's share in the general population: a black line
};
struct StackedLevels {
  std::string title = {};
  std::vector<std::string> levels = {};
  std::vector<StackedRow> rows = {};
  bool ordered = true;         // levels from bad to good; else colours of unlike things
  std::string norm_name = {};  // "Normalbefolkningen"
};
Figure stacked_levels(std::string id, const StackedLevels& levels, const Look& look);

// Counts by category (bars to the right) or by period (columns).
struct CountRow {
  std::string name = {};
  std::optional<std::int64_t> count = {};  // nothing: masked
};
struct CountBars {
  std::string title = {};
  std::vector<CountRow> rows = {};
  std::string axis = {};
  bool columns = false;
  bool shares = false;  // write the share of all beside the count
  std::optional<std::int64_t> total = {};
  int hide_below = 5;
};
Figure count_bars(std::string id, const CountBars& bars, const Look& look);

}  // namespace kjede::publish
