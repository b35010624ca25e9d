#pragma once
// Counts by the hour: what was expected with its 80 % and 95 % intervals as bands, and what came as dots.
//
//   Figure figure = forecast_figure("forecast", {.title = "Oppdrag", .points = points}, {.language = Language::nb});

#include "kjede/publish/figure.hpp"

namespace kjede::publish {

struct ForecastPoint {
  std::string time = {};  // local, "2024-03-01T07:00"; ascending
  double expected = 0;
  double low_80 = 0, high_80 = 0, low_95 = 0, high_95 = 0;
  std::optional<std::int64_t> observed = {};
};
struct Forecast {
  std::string title = {};
  std::string axis = {};  // "oppdrag per time"
  std::vector<ForecastPoint> points = {};
};
Figure forecast_figure(std::string id, const Forecast& forecast, const Look& look);

}  // namespace kjede::publish
