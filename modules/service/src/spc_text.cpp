// Control charts for people at a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kjede/service/spc_table.hpp"
#include "kjede/text/table.hpp"
#include "spc_axis.hpp"
#include "spc_words.hpp"

namespace kjede::service {
namespace {

constexpr int longest_judged = 400;

bool norwegian(const SpcCharts& charts) { return charts.request.language != "en"; }

std::string decimal_mark(std::string number, bool nb) {
  if (nb) std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

// How a chart's values are written: shares as per cent, else with about four figures.
struct ValueForm {
  double factor = 1;
  int decimals = 1;
  const char* unit = "";
  bool nb = true;

  std::string operator()(const std::optional<double>& value) const {
    return value ? decimal_mark(fmt::format("{:.{}f}{}", *value * factor, decimals, unit), nb) : "–";
  }
};

ValueForm value_form(const stats::SpcChart& chart, bool nb) {
  const bool share = chart.type == stats::ChartType::p || chart.type == stats::ChartType::pp;
  if (share && chart.multiply == 1) return {100, 1, " %", nb};
  double largest = 0;
  for (const auto& point : chart.points)
    for (const auto& value : {point.value, point.upper}) largest = std::max(largest, std::abs(value.value_or(0)));
  const int figures = largest > 0 ? static_cast<int>(std::floor(std::log10(largest))) : 0;
  return {1, std::clamp(3 - figures, 0, 6), "", nb};
}

std::string count_text(double value, bool nb) { return decimal_mark(fmt::format("{}", value), nb); }

std::string remark_on(const stats::SpcPoint& point, bool in_run, bool only_baseline, bool nb) {
  std::vector<std::string> remarks;
  if (point.sigma_signal && point.side > 0) remarks.emplace_back(nb ? "over 3 sigma" : "above 3 sigma");
  if (point.sigma_signal && point.side <= 0) remarks.emplace_back(nb ? "under 3 sigma" : "below 3 sigma");
  if (in_run) remarks.emplace_back(nb ? "i den lange serien" : "in the long run");
  if (!point.include) remarks.emplace_back(nb ? "utelatt" : "excluded");
  if (only_baseline && point.baseline && point.include) remarks.emplace_back(nb ? "referanse" : "baseline");
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
  bool nb = true;

  Makings(const SpcCharts& charts, const stats::SpcChart& chart)
      : ratio(!charts.request.n.empty()), nb(norwegian(charts)) {
    rows = !ratio && chart.type != stats::ChartType::c &&
           std::ranges::any_of(chart.points, [](const stats::SpcPoint& point) { return point.n > 1; });
  }
  void add_titles(std::vector<text::TableColumn>& titles, const SpcRequest& request) const {
    if (ratio) titles.push_back({request.y, text::Align::right});
    if (ratio || rows) titles.push_back({ratio ? request.n : nb ? "rader" : "rows", text::Align::right});
  }
  void add_cells(std::vector<text::TableCell>& cells, const stats::SpcPoint& point) const {
    if (ratio) cells.emplace_back(point.y_sum ? count_text(*point.y_sum, nb) : "–");
    if (ratio || rows) cells.emplace_back(point.y_sum ? count_text(point.n, nb) : "–");
  }
};

text::Table make_table(const SpcCharts& charts, const stats::SpcChart& chart) {
  const bool nb = norwegian(charts);
  const auto form = value_form(chart, nb);
  const Makings makings(charts, chart);
  const bool several = chart.summary.size() > 1;
  std::vector<text::TableColumn> titles{{charts.request.x}};
  makings.add_titles(titles, charts.request);
  const auto values =
      nb ? std::array{"verdi", "senter", "nedre", "øvre"} : std::array{"value", "centre", "lower", "upper"};
  for (const char* title : values) titles.push_back({title, text::Align::right});
  if (several) titles.push_back({nb ? "del" : "part", text::Align::right});
  titles.push_back({nb ? "merknader" : "remarks"});
  text::Table table(titles);
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const auto& point = chart.points[i];
    std::vector<text::TableCell> cells{place_of(charts, point)};
    makings.add_cells(cells, point);
    for (const auto& value : {point.value, point.centre, point.lower, point.upper}) cells.emplace_back(form(value));
    if (several) cells.emplace_back(std::to_string(point.part));
    const auto remark = remark_on(point, in_signalling_run(chart, i), !charts.request.baseline.empty(), nb);
    cells.emplace_back(remark, point.sigma_signal ? text::Tone::yellow : text::Tone::plain);
    table.add(std::move(cells));
  }
  return table;
}

std::string points_outside(const SpcCharts& charts, const stats::SpcChart& chart, int part) {
  if (chart.type == stats::ChartType::run) return {};
  const bool nb = norwegian(charts);
  const std::string above = nb ? "over" : "above", below = nb ? "under" : "below";
  std::vector<std::string> places;
  for (const auto& point : chart.points)
    if (point.part == part && point.sigma_signal)
      places.push_back(fmt::format("{} ({})", place_of(charts, point), point.side > 0 ? above : below));
  if (places.empty()) return nb ? "Ingen punkter ligger utenfor 3 sigma.\n" : "No point is outside 3 sigma.\n";
  const auto list = fmt::format("{}", fmt::join(places, ", "));
  const auto many = places.size();
  if (nb) return fmt::format("{} {} ligger utenfor 3 sigma: {}.\n", many, many == 1 ? "punkt" : "punkter", list);
  return fmt::format("{} outside 3 sigma: {}.\n", many == 1 ? "1 point is" : fmt::format("{} points are", many), list);
}

// Both limits of the runs rules, whatever came out.
std::string runs_numbers(const stats::RunsAnalysis& runs, bool nb) {
  if (runs.n_useful == 0)
    return nb ? "Ingen nyttige observasjoner: alle punkter mangler eller ligger på senterlinjen.\n"
              : "No useful observation: every point is missing or on the centre line.\n";
  if (nb)
    return fmt::format(
        "Lengste serie {} (signal over {}), krysninger {} (signal under {}), {} nyttig{} observasjon{}.\n",
        *runs.longest_run, *runs.longest_run_max, *runs.n_crossings, *runs.n_crossings_min, runs.n_useful,
        runs.n_useful == 1 ? "" : "e", runs.n_useful == 1 ? "" : "er");
  return fmt::format("Longest run {} (a signal above {}), crossings {} (a signal below {}), {} useful observation{}.\n",
                     *runs.longest_run, *runs.longest_run_max, *runs.n_crossings, *runs.n_crossings_min, runs.n_useful,
                     runs.n_useful == 1 ? "" : "s");
}

std::string long_run_text(const SpcCharts& charts, const stats::SpcChart& chart, const stats::RunsAnalysis& runs) {
  const auto &first = chart.points[runs.run_first], &last = chart.points[runs.run_last];
  const bool above = first.side > 0;
  if (norwegian(charts))
    return fmt::format("SIGNAL: {} punkter på rad {} senterlinjen, {} til {}.\n", *runs.longest_run,
                       above ? "over" : "under", place_of(charts, first), place_of(charts, last));
  return fmt::format("SIGNAL: {} points in a row {} the centre, {} to {}.\n", *runs.longest_run,
                     above ? "above" : "below", place_of(charts, first), place_of(charts, last));
}

std::string few_crossings_text(const stats::RunsAnalysis& runs, bool nb) {
  if (nb)
    return fmt::format("SIGNAL: senterlinjen krysses {} gang{}, minst {} er ventet.\n", *runs.n_crossings,
                       *runs.n_crossings == 1 ? "" : "er", *runs.n_crossings_min);
  return fmt::format("SIGNAL: the centre is crossed {} time{}, at least {} are expected.\n", *runs.n_crossings,
                     *runs.n_crossings == 1 ? "" : "s", *runs.n_crossings_min);
}

std::string runs_verdict(const SpcCharts& charts, const stats::SpcChart& chart, const stats::SpcSummary& part) {
  const auto& runs = part.runs;
  const bool nb = norwegian(charts);
  if (chart.categorical)
    return nb ? "Ingen serietest: x-aksen har ingen rekkefølge.\n" : "No runs test: the x axis has no order.\n";
  if (chart.type == stats::ChartType::mr)
    return nb ? "Ingen serietest: glidende spenn avhenger av hverandre.\n"
              : "No runs test: moving ranges depend on each other.\n";
  std::string text = runs_numbers(runs, nb);
  if (runs.n_useful == 0) return text;
  if (runs.too_few())
    text += fmt::format(fmt::runtime(nb ? "For få til å bedømme: minst {} nyttige observasjoner er tilrådd.\n"
                                        : "Too few to judge: at least {} useful observations are advised.\n"),
                        stats::enough_to_judge);
  if (!part.runs_signal) return text + (nb ? "Ingen seriesignaler.\n" : "No runs signal.\n");
  if (runs.long_run) text += long_run_text(charts, chart, runs);
  if (runs.few_crossings) text += few_crossings_text(runs, nb);
  return text;
}

std::string part_text(const SpcCharts& charts, const stats::SpcChart& chart, const stats::SpcSummary& part) {
  std::string text;
  if (chart.summary.size() > 1) {
    const auto of_part = [&](const stats::SpcPoint& point) { return point.part == part.part; };
    const auto first = std::ranges::find_if(chart.points, of_part);
    const auto last = std::find_if(chart.points.rbegin(), chart.points.rend(), of_part);
    text = fmt::format(fmt::runtime(norwegian(charts) ? "Del {}, {} til {}:\n" : "Part {}, {} to {}:\n"), part.part,
                       place_of(charts, *first), place_of(charts, *last));
  }
  return text + runs_verdict(charts, chart, part) + points_outside(charts, chart, part.part);
}

std::string footnotes(const SpcCharts& charts) {
  const bool nb = norwegian(charts);
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
    text += fmt::format(
        fmt::runtime(nb ? "Av {} serier som disse med bare tilfeldig variasjon ville omtrent {} gi et seriesignal.\n"
                        : "Of {} series of pure chance as long as these, about {} would give a runs signal.\n"),
        series, decimal_mark(fmt::format("{:.1f}", by_chance), nb));
  for (const auto& remark : charts.remarks) text += (nb ? "Merk: " : "Note: ") + remark + ".\n";
  return text;
}

std::string period_name(base::PeriodKind kind, bool nb) {
  if (!nb) return std::string(base::to_string(kind));
  switch (kind) {
    case base::PeriodKind::year: return "år";
    case base::PeriodKind::tertial: return "tertial";
    case base::PeriodKind::quarter: return "kvartal";
    case base::PeriodKind::month: return "måned";
  }
  return {};
}

std::string limits_words(const SpcCharts& charts) {
  using stats::ChartType;
  const bool nb = norwegian(charts);
  const auto type = charts.charts.front().type;
  if (type == ChartType::run) return nb ? "; senterlinje: median" : "; centre line: median";
  std::string text = nb ? "; grenser: 3 sigma" : "; limits: 3 sigma";
  const bool ranges = type == ChartType::i || type == ChartType::t || type == ChartType::pp || type == ChartType::up ||
                      type == ChartType::ip;
  if (!ranges) return text;
  if (charts.request.screen) return text + (nb ? ", glidende spenn silt" : ", moving ranges screened");
  return text + (nb ? ", glidende spenn ikke silt" : ", moving ranges not screened");
}

std::string heading(const SpcCharts& charts) {
  const bool nb = norwegian(charts);
  const auto& request = charts.request;
  std::string text = fmt::format(fmt::runtime(nb ? "Diagram {} av {}" : "Chart {} of {}"), request.chart, request.y);
  if (!request.n.empty()) text += " / " + request.n;
  if (request.multiply != 1) text += " × " + decimal_mark(fmt::format("{}", request.multiply), nb);
  text += (nb ? " per " : " by ") + (charts.period ? period_name(*charts.period, nb) : request.x);
  if (!request.baseline.empty()) text += (nb ? ", referanse " : ", baseline ") + request.baseline;
  return text + limits_words(charts) + "\n";
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
