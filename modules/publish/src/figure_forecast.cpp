#include <fmt/format.h>

#include <algorithm>

#include "kjede/publish/forecast_figure.hpp"
#include "spec.hpp"

namespace kjede::publish {
namespace {

// Times are drawn as written: Vega would move a local time through the zone of the machine.
std::string as_utc(const std::string& local) { return local + ":00Z"; }

Json data_of(const Forecast& forecast) {
  Json values = Json::array();
  for (const auto& point : forecast.points) {
    values.push_back({{"time", as_utc(point.time)},
                      {"expected", point.expected},
                      {"low80", point.low_80},
                      {"high80", point.high_80},
                      {"low95", point.low_95},
                      {"high95", point.high_95},
                      {"observed", point.observed ? Json(*point.observed) : Json(nullptr)}});
  }
  return values;
}

Json layers_of(const Forecast& forecast, const Look& look) {
  auto layers = literal(R"json([
    {"mark": {"type": "area", "color": "#dbe6f1", "interpolate": "step-after"}, "encoding": {"y": {"field": "low95", "type": "quantitative"}, "y2": {"field": "high95"}}},
    {"mark": {"type": "area", "color": "#b5cde3", "interpolate": "step-after"}, "encoding": {"y": {"field": "low80", "type": "quantitative"}, "y2": {"field": "high80"}}},
    {"mark": {"type": "line", "color": "#1d3b5c", "strokeWidth": 1.6}, "encoding": {"y": {"field": "expected", "type": "quantitative"}}},
    {"mark": {"type": "point", "filled": true, "size": 14, "color": "#b3541e", "opacity": 1}, "transform": [{"filter": "isValid(datum.observed)"}], "encoding": {"y": {"field": "observed", "type": "quantitative"}}}
  ])json");
  for (auto& layer : layers) {
    layer["encoding"]["x"] = {{"field", "time"},
                              {"type", "temporal"},
                              {"title", nullptr},
                              {"scale", {{"type", "utc"}}},
                              {"axis",
                               {{"format", look.language == Language::nb ? "%d.%m. %H" : "%d %b %H"},
                                {"labelOverlap", "greedy"},
                                {"grid", false},
                                {"tickCount", 8}}}};
    layer["encoding"]["y"]["title"] = forecast.axis;
    layer["encoding"]["y"]["axis"] = {{"tickCount", 5}, {"domain", false}};
  }
  return layers;
}

std::string alt_of(const Forecast& forecast, Language language) {
  if (forecast.points.empty()) return forecast.title + ".";
  const auto [least, most] = std::minmax_element(forecast.points.begin(), forecast.points.end(),
                                                 [](const auto& a, const auto& b) { return a.expected < b.expected; });
  const bool nb = language == Language::nb;
  return fmt::format("{}. {} {} {} ({}), {} {} ({}).", forecast.title, nb ? "Forventet lavest" : "Expected lowest",
                     decimal(least->expected, 1, language), nb ? "kl." : "at", least->time, nb ? "høyest" : "highest",
                     decimal(most->expected, 1, language), most->time);
}

}  // namespace

Figure forecast_figure(std::string id, const Forecast& forecast, const Look& look) {
  const bool nb = look.language == Language::nb;
  const bool observed = std::any_of(forecast.points.begin(), forecast.points.end(),
                                    [](const ForecastPoint& point) { return point.observed.has_value(); });
  Json spec{{"width", look.width},
            {"height", 190},
            {"data", {{"values", data_of(forecast)}}},
            {"layer", layers_of(forecast, look)}};
  std::string legend = nb ? "Linje: forventet. Bånd: 80 % og 95 % prediksjonsintervall."
                          : "Line: expected. Bands: 80 % and 95 % prediction interval.";
  if (observed) legend += nb ? " Prikker: det som kom." : " Dots: what came.";
  const auto alt = alt_of(forecast, look.language);
  return {std::move(id), forecast.title, alt, legend, finish(std::move(spec), forecast.title, alt, look)};
}

}  // namespace kjede::publish
