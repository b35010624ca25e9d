#pragma once
// The figures of one indicator, as the site shows them: units with goal bands, funnel, control chart, trend, boxes.
//
//   auto figure = indicator_figure(IndicatorFigure::funnel, data, {.indicator = &one, .level = "hospital"}, look);

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/publish/figure.hpp"
#include "kjede/publish/report.hpp"

namespace kjede::publish {

enum class IndicatorFigure { units, funnel, spc, trend, boxes };
std::optional<IndicatorFigure> parse_indicator_figure(std::string_view name);  // "units", …
std::string_view to_string(IndicatorFigure figure);

struct IndicatorFigureQuery {
  const catalog::Indicator* indicator = nullptr;
  std::string level = {};  // unit kind; spc and trend with a unit: the unit's own
  std::string unit = {};   // spc, trend: one unit; empty: the nation
};

// What an indicator can be drawn as, in the enumeration's order.
std::vector<IndicatorFigure> figures_of(const catalog::Indicator& indicator);

// `data.period` is the year; its measurements are masked. Nothing when the indicator has no such figure, or there is
// nothing to draw.
std::optional<Figure> indicator_figure(IndicatorFigure figure, const ReportData& data,
                                       const IndicatorFigureQuery& query, const Look& look);

// What stands out in a unit's year, and how sure that is.
struct StandsOut {
  std::string funnel = {};  // "better", "worse": outside three standard deviations of the country; "": inside
  std::string shift = {};   // the same, of the unit's own control chart; "": no signal
  std::optional<double> lower = {}, upper = {};  // the funnel's limits for the unit's size, in the figure's values
};
StandsOut stands_out(const ReportData& data, const catalog::Indicator& indicator, const std::string& level,
                     const std::string& unit);

}  // namespace kjede::publish
