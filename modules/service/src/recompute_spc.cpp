// Control charts of a statistics file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "case_reader.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede::service {
namespace {

constexpr std::array<std::string_view, 6> known_options{"freeze", "part", "exclude", "multiply", "cl", "x.period"};

// The rows of a case as columns, and what is needed to write its facets back as they were.
struct Rows {
  stats::SpcInput input;
  std::map<std::string, Json> facets;
};

// A date, or the day of a time of day: 2024-02-29 or 2024-02-29T13:05.
std::optional<base::Date> day_of(const std::string& text) {
  const bool timed = text.size() > 10 && (text[10] == 'T' || text[10] == ' ');
  return base::parse_date(timed ? text.substr(0, 10) : text);
}

bool all_days(const Json& rows) {
  return std::ranges::all_of(rows, [](const Json& row) {
    return !row.contains("x") || !row.at("x").is_string() || day_of(row.at("x").get<std::string>());
  });
}

std::optional<stats::AxisValue> axis_value(const Json& x, bool days) {
  if (x.is_number()) return x.get<double>();
  if (!x.is_string()) return std::nullopt;
  if (days) return *day_of(x.get<std::string>());
  return x.get<std::string>();
}

std::optional<double> cell(const Json& row, const char* key, std::size_t position, CaseReader& reader) {
  if (!row.contains(key) || row.at(key).is_null()) return std::nullopt;
  const auto value = number_of(row.at(key));
  if (!value) reader.fault(fmt::format("row {}: '{}' is not a number", position, key), "write a missing value as null");
  return value;
}

Rows read_rows(CaseReader& reader) {
  Rows rows;
  const Json& given = reader.array("input");
  const bool is_list_of_rows = std::ranges::all_of(given, [](const Json& row) { return row.is_object(); });
  if (!is_list_of_rows) {
    reader.fault("'input' is not a list of rows {x, y, n, facet}");
    return rows;
  }
  const auto used = [&](const char* key) {
    return std::ranges::any_of(given, [&](const Json& row) { return row.contains(key) && !row.at(key).is_null(); });
  };
  const bool days = all_days(given), ratio = used("n"), faceted = used("facet");
  std::size_t position = 0;
  for (const auto& row : given) {
    ++position;
    const auto x = row.contains("x") ? axis_value(row.at("x"), days) : std::nullopt;
    if (!x) continue;  // a row without a place on the axis
    rows.input.x.push_back(*x);
    rows.input.y.push_back(cell(row, "y", position, reader));
    if (ratio) rows.input.n.push_back(cell(row, "n", position, reader));
    if (!faceted) continue;
    const Json facet = row.contains("facet") ? row.at("facet") : Json(nullptr);
    rows.input.facet.push_back(facet.is_string() ? facet.get<std::string>() : facet.dump());
    rows.facets.emplace(rows.input.facet.back(), facet);
  }
  return rows;
}

// Weeks begin on Monday. Quarters and the like are the chart's own affair.
void cut_to_weeks(stats::SpcInput& input) {
  for (auto& x : input.x)
    if (auto* day = std::get_if<base::Date>(&x)) *day -= std::chrono::weekday(*day) - std::chrono::Monday;
}

void read_period(CaseReader& options, stats::SpcOptions& chart, stats::SpcInput& input) {
  if (!options.has("x.period")) return;
  const auto name = options.text("x.period");
  chart.period = base::parse_period_kind(name);
  if (chart.period || name == "day") return;
  if (name == "week")
    cut_to_weeks(input);
  else
    options.fault(fmt::format("'x.period' {} is not known", name), "use day, week, month, quarter, tertial or year");
}

stats::SpcOptions read_options(CaseReader& reader, stats::SpcInput& input) {
  stats::SpcOptions chart;
  const auto name = reader.text("chart");
  const auto type = stats::parse_chart_type(name);
  if (type) chart.chart = *type;
  if (!type && !name.empty())
    reader.fault(fmt::format("chart '{}' is not known", name), "use run, i, mr, xbar, s, t, p, pp, u, up, c, g or ip");
  if (!reader.has("options")) return chart;
  CaseReader options(reader.object().at("options"), reader.name());
  for (const auto& [key, value] : options.object().items())
    if (std::ranges::find(known_options, key) == known_options.end())
      options.fault(fmt::format("option '{}' is not known", key),
                    fmt::format("known are {}", fmt::join(known_options, ", ")));
  if (const auto freeze = options.positions("freeze"); !freeze.empty()) chart.freeze = freeze.front();
  chart.part = options.positions("part");
  chart.exclude = options.positions("exclude");
  chart.multiply = options.number("multiply", 1);
  if (options.has("cl")) chart.centre = options.number("cl", 0);
  read_period(options, chart, input);
  reader.faults_from(options);
  return chart;
}

Json axis_text(const stats::AxisValue& x) {
  if (const auto* value = std::get_if<double>(&x)) return number(*value);
  if (const auto* day = std::get_if<base::Date>(&x)) return base::to_string(*day);
  return std::get<std::string>(x);
}

Json count(const std::optional<int>& value) { return value ? Json(*value) : Json(nullptr); }

Json point_members(const stats::SpcPoint& point) {
  return {{"part", point.part},         {"x", axis_text(point.x)},        {"y_sum", number(point.y_sum)},
          {"n", number(point.n)},       {"y_mean", number(point.y_mean)}, {"y_sd", number(point.y_sd)},
          {"y", number(point.value)},   {"cl", number(point.centre)},     {"lcl", number(point.lower)},
          {"ucl", number(point.upper)}, {"lcl95", number(point.lower95)}, {"ucl95", number(point.upper95)},
          {"baseline", point.baseline}, {"include", point.include},       {"sigma_signal", point.sigma_signal}};
}

Json summary_members(const stats::SpcSummary& summary) {
  return {{"part", summary.part},
          {"n_obs", summary.n_obs},
          {"n_useful", summary.runs.n_useful},
          {"longest_run", count(summary.runs.longest_run)},
          {"longest_run_max", count(summary.runs.longest_run_max)},
          {"n_crossings", count(summary.runs.n_crossings)},
          {"n_crossings_min", count(summary.runs.n_crossings_min)},
          {"runs_signal", summary.runs_signal},
          {"n_sigma_signals", summary.n_sigma_signals}};
}

// The facet first, as the reference files have it.
Json with_facet(const Json& facet, Json members) {
  Json result = {{"facet", facet}};
  for (auto& [key, value] : members.items()) result[key] = std::move(value);
  return result;
}

Json write_charts(std::vector<stats::SpcChart> charts, const std::map<std::string, Json>& facets) {
  const bool numbered = std::ranges::all_of(facets, [](const auto& entry) { return entry.second.is_number(); });
  if (numbered)
    std::ranges::stable_sort(charts, {}, [&](const stats::SpcChart& chart) {
      return facets.empty() ? 0 : facets.at(chart.facet).template get<double>();
    });
  Json summary = Json::array(), points = Json::array();
  for (const auto& chart : charts) {
    const auto place = [&](Json members) {
      return facets.empty() ? std::move(members) : with_facet(facets.at(chart.facet), std::move(members));
    };
    for (const auto& part : chart.summary) summary.push_back(place(summary_members(part)));
    for (const auto& point : chart.points) points.push_back(place(point_members(point)));
  }
  return {{"summary", std::move(summary)}, {"points", std::move(points)}};
}

}  // namespace

void recompute_spc(Json& item, CaseReader& reader) {
  auto rows = read_rows(reader);
  auto options = read_options(reader, rows.input);
  if (reader.failed()) return;
  const auto compute = [&](const char* member, bool screen) {
    options.screen_moving_ranges = screen;
    auto charts = stats::spc_by_facet(rows.input, options);
    if (!charts) return reader.faults(charts.error());
    item[member] = write_charts(*std::move(charts), rows.facets);
  };
  const bool screened = !reader.has("screened_mr") || item.at("screened_mr") != Json(false);
  compute("expected", screened);
  if (item.contains("expected_unscreened") && !reader.failed()) compute("expected_unscreened", false);
}

}  // namespace kjede::service
