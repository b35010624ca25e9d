// Control charts for people at a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/service/spc_table.hpp"
#include "kjede/text/table.hpp"
#include "spc_axis.hpp"
#include "spc_words.hpp"

namespace kjede::service {
namespace {

constexpr int longest_judged = 400;

// How a chart's values are written: shares as per cent, else with about four figures.
struct ValueForm {
  double factor = 1;
  int decimals = 1;
  const char* unit = "";

  std::string operator()(const std::optional<double>& value) const {
    return value ? fmt::format("{:.{}f}{}", *value * factor, decimals, unit) : "–";
  }
};

ValueForm value_form(const stats::SpcChart& chart) {
  const bool share = chart.type == stats::ChartType::p || chart.type == stats::ChartType::pp;
  if (share && chart.multiply == 1) return {100, 1, " %"};
  double largest = 0;
  for (const auto& point : chart.points)
    for (const auto& value : {point.value, point.upper}) largest = std::max(largest, std::abs(value.value_or(0)));
  const int figures = largest > 0 ? static_cast<int>(std::floor(std::log10(largest))) : 0;
  return {1, std::clamp(3 - figures, 0, 6), ""};
}

std::string count_text(double value) { return fmt::format("{}", value); }

std::string remark_on(const stats::SpcPoint& point, bool in_run, bool only_baseline) {
  std::vector<std::string> remarks;
  if (point.sigma_signal) remarks.emplace_back(point.side > 0 ? "above 3 sigma" : "below 3 sigma");
  if (in_run) remarks.emplace_back("in the long run");
  if (!point.include) remarks.emplace_back("excluded");
  if (only_baseline && point.baseline && point.include) remarks.emplace_back("baseline");
  return fmt::format("{}", fmt::join(remarks, ", "));
}

bool in_signalling_run(const stats::SpcChart& chart, std::size_t position) {
  return std::ranges::any_of(chart.summary, [&](const stats::SpcSummary& part) {
    return part.runs_signal && part.runs.long_run && position >= part.runs.run_first &&
           position <= part.runs.run_last && chart.points[position].side != 0 && chart.points[position].include;
  });
}

// What a value was made of: its numerator and denominator, or how many rows where that is not always one.
struct Makings {
  bool ratio = false;
  bool rows = false;

  Makings(const SpcCharts& charts, const stats::SpcChart& chart) : ratio(!charts.request.n.empty()) {
    rows = !ratio && chart.type != stats::ChartType::c &&
           std::ranges::any_of(chart.points, [](const stats::SpcPoint& point) { return point.n > 1; });
  }
  void add_titles(std::vector<text::TableColumn>& titles, const SpcRequest& request) const {
    if (ratio) titles.push_back({request.y, text::Align::right});
    if (ratio || rows) titles.push_back({ratio ? request.n : "rows", text::Align::right});
  }
  void add_cells(std::vector<text::TableCell>& cells, const stats::SpcPoint& point) const {
    if (ratio) cells.emplace_back(point.y_sum ? count_text(*point.y_sum) : "–");
    if (ratio || rows) cells.emplace_back(point.y_sum ? count_text(point.n) : "–");
  }
};

text::Table make_table(const SpcCharts& charts, const stats::SpcChart& chart) {
  const auto form = value_form(chart);
  const Makings makings(charts, chart);
  const bool several = chart.summary.size() > 1;
  std::vector<text::TableColumn> titles{{charts.request.x}};
  makings.add_titles(titles, charts.request);
  for (const char* title : {"value", "centre", "lower", "upper"}) titles.push_back({title, text::Align::right});
  if (several) titles.push_back({"part", text::Align::right});
  titles.push_back({"remarks"});
  text::Table table(titles);
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const auto& point = chart.points[i];
    std::vector<text::TableCell> cells{place_of(charts, point)};
    makings.add_cells(cells, point);
    for (const auto& value : {point.value, point.centre, point.lower, point.upper}) cells.emplace_back(form(value));
    if (several) cells.emplace_back(std::to_string(point.part));
    const auto remark = remark_on(point, in_signalling_run(chart, i), !charts.request.baseline.empty());
    cells.emplace_back(remark, point.sigma_signal ? text::Tone::yellow : text::Tone::plain);
    table.add(std::move(cells));
  }
  return table;
}

std::string points_outside(const SpcCharts& charts, const stats::SpcChart& chart, int part) {
  if (chart.type == stats::ChartType::run) return {};
  std::vector<std::string> places;
  for (const auto& point : chart.points)
    if (point.part == part && point.sigma_signal)
      places.push_back(fmt::format("{} ({})", place_of(charts, point), point.side > 0 ? "above" : "below"));
  if (places.empty()) return "No point is outside 3 sigma.\n";
  return fmt::format("{} outside 3 sigma: {}.\n",
                     places.size() == 1 ? "1 point is" : fmt::format("{} points are", places.size()),
                     fmt::join(places, ", "));
}

// Both limits of the runs rules, whatever came out.
std::string runs_numbers(const stats::RunsAnalysis& runs) {
  if (runs.n_useful == 0) return "No useful observation: every point is missing or on the centre line.\n";
  return fmt::format("Longest run {} (a signal above {}), crossings {} (a signal below {}), {} useful observation{}.\n",
                     *runs.longest_run, *runs.longest_run_max, *runs.n_crossings, *runs.n_crossings_min, runs.n_useful,
                     runs.n_useful == 1 ? "" : "s");
}

std::string runs_verdict(const SpcCharts& charts, const stats::SpcChart& chart, const stats::SpcSummary& part) {
  const auto& runs = part.runs;
  if (chart.categorical) return "No runs test: the x axis has no order.\n";
  if (chart.type == stats::ChartType::mr) return "No runs test: moving ranges depend on each other.\n";
  std::string text = runs_numbers(runs);
  if (runs.n_useful == 0) return text;
  if (runs.too_few())
    text += fmt::format("Too few to judge: at least {} useful observations are advised.\n", stats::enough_to_judge);
  if (!part.runs_signal) return text + "No runs signal.\n";
  if (runs.long_run) {
    const auto &first = chart.points[runs.run_first], &last = chart.points[runs.run_last];
    text += fmt::format("SIGNAL: {} points in a row {} the centre, {} to {}.\n", *runs.longest_run,
                        first.side > 0 ? "above" : "below", place_of(charts, first), place_of(charts, last));
  }
  if (runs.few_crossings)
    text += fmt::format("SIGNAL: the centre is crossed {} time{}, at least {} are expected.\n", *runs.n_crossings,
                        *runs.n_crossings == 1 ? "" : "s", *runs.n_crossings_min);
  return text;
}

std::string part_text(const SpcCharts& charts, const stats::SpcChart& chart, const stats::SpcSummary& part) {
  std::string text;
  if (chart.summary.size() > 1) {
    const auto of_part = [&](const stats::SpcPoint& point) { return point.part == part.part; };
    const auto first = std::ranges::find_if(chart.points, of_part);
    const auto last = std::find_if(chart.points.rbegin(), chart.points.rend(), of_part);
    text = fmt::format("Part {}, {} to {}:\n", part.part, place_of(charts, *first), place_of(charts, *last));
  }
  return text + runs_verdict(charts, chart, part) + points_outside(charts, chart, part.part);
}

std::string footnotes(const SpcCharts& charts) {
  double by_chance = 0;
  std::size_t series = 0;
  for (const auto& chart : charts.charts)
    for (const auto& part : chart.summary)
      if (const auto probability = false_alarm_of(chart, part); probability && !part.runs.too_few()) {
        by_chance += *probability;
        ++series;
      }
  std::string text;
  if (series > 1)
    text += fmt::format("Of {} series of pure chance as long as these, about {:.1f} would give a runs signal.\n",
                        series, by_chance);
  for (const auto& remark : charts.remarks) text += "Note: " + remark + ".\n";
  return text;
}

std::string heading(const SpcCharts& charts) {
  const auto& first = charts.charts.front();
  const auto& request = charts.request;
  std::string text = fmt::format("Chart {} of {}", request.chart, request.y);
  if (!request.n.empty()) text += " / " + request.n;
  if (request.multiply != 1) text += fmt::format(" × {}", request.multiply);
  text += " by " + (charts.period ? std::string(base::to_string(*charts.period)) : request.x);
  if (!request.baseline.empty()) text += ", baseline " + request.baseline;
  if (first.type == stats::ChartType::run) return text + "; centre line: median\n";
  text += "; limits: 3 sigma";
  using stats::ChartType;
  const bool ranges = first.type == ChartType::i || first.type == ChartType::t || first.type == ChartType::pp ||
                      first.type == ChartType::up || first.type == ChartType::ip;
  if (ranges) text += request.screen ? ", moving ranges screened" : ", moving ranges not screened";
  return text + "\n";
}

}  // namespace

std::string place_of(const SpcCharts& charts, const stats::SpcPoint& point) {
  return place_text(point.x, charts.period);
}

std::optional<double> false_alarm_of(const stats::SpcChart& chart, const stats::SpcSummary& summary) {
  const int n = summary.runs.n_useful;
  if (n == 0 || n > longest_judged || chart.categorical || chart.type == stats::ChartType::mr) return std::nullopt;
  return stats::runs_false_alarm(n).either;
}

std::string render_spc(const SpcCharts& charts, const SpcTextStyle& style) {
  std::string text = heading(charts);
  for (const auto& chart : charts.charts) {
    text += "\n";
    if (!charts.request.facet.empty()) text += fmt::format("{}: {}\n", charts.request.facet, chart.facet);
    text += make_table(charts, chart).render({.colour = style.colour, .max_width = style.width});
    for (const auto& part : chart.summary) text += part_text(charts, chart, part);
  }
  const auto notes = footnotes(charts);
  return notes.empty() ? text : text + "\n" + notes;
}

}  // namespace kjede::service
