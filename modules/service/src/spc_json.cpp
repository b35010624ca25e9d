// Control charts as one JSON document.
#include "case_reader.hpp"
#include "kjede/service/spc_table.hpp"
#include "spc_words.hpp"

namespace kjede::service {
namespace {

Json given(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json count(const std::optional<int>& value) { return value ? Json(*value) : Json(nullptr); }

Json request_members(const SpcCharts& charts) {
  const auto& request = charts.request;
  return {{"chart", request.chart},
          {"x", request.x},
          {"y", request.y},
          {"n", given(request.n)},
          {"facet", given(request.facet)},
          {"period", charts.period ? Json(std::string(base::to_string(*charts.period))) : Json(nullptr)},
          {"baseline", given(request.baseline)},
          {"splits", request.splits},
          {"exclude", request.exclude},
          {"centre", number(request.centre)},
          {"multiply", number(request.multiply)},
          {"moving_ranges_screened", request.screen}};
}

Json part_members(const SpcCharts& charts, const stats::SpcChart& chart, const stats::SpcSummary& part) {
  const auto& runs = part.runs;
  const bool any = runs.n_useful > 0;
  const auto place = [&](std::size_t at) { return any ? Json(place_of(charts, chart.points[at])) : Json(nullptr); };
  return {{"part", part.part},
          {"n_obs", part.n_obs},
          {"n_useful", runs.n_useful},
          {"too_few_to_judge", runs.too_few()},
          {"longest_run", count(runs.longest_run)},
          {"longest_run_max", count(runs.longest_run_max)},
          {"longest_run_from", place(runs.run_first)},
          {"longest_run_to", place(runs.run_last)},
          {"n_crossings", count(runs.n_crossings)},
          {"n_crossings_min", count(runs.n_crossings_min)},
          {"runs_signal", part.runs_signal},
          {"false_alarm_probability", number(false_alarm_of(chart, part))},
          {"n_sigma_signals", part.n_sigma_signals}};
}

Json point_members(const SpcCharts& charts, const stats::SpcPoint& point) {
  return {{"part", point.part},
          {"x", place_of(charts, point)},
          {"y_sum", number(point.y_sum)},
          {"n", number(point.n)},
          {"value", number(point.value)},
          {"centre", number(point.centre)},
          {"lower", number(point.lower)},
          {"upper", number(point.upper)},
          {"lower95", number(point.lower95)},
          {"upper95", number(point.upper95)},
          {"baseline", point.baseline},
          {"include", point.include},
          {"sigma_signal", point.sigma_signal}};
}

}  // namespace

std::string spc_json(const SpcCharts& charts) {
  Json document = {{"schema_version", 1}, {"request", request_members(charts)}, {"charts", Json::array()}};
  for (const auto& chart : charts.charts) {
    Json parts = Json::array(), points = Json::array();
    for (const auto& part : chart.summary) parts.push_back(part_members(charts, chart, part));
    for (const auto& point : chart.points) points.push_back(point_members(charts, point));
    document["charts"].push_back({{"facet", charts.request.facet.empty() ? Json(nullptr) : Json(chart.facet)},
                                  {"summary", std::move(parts)},
                                  {"points", std::move(points)}});
  }
  document["remarks"] = charts.remarks;
  return text::to_text(document);
}

}  // namespace kjede::service
