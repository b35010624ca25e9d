#pragma once
// Made-up but lifelike inputs for the tests of figures and reports.

#include <cmath>
#include <string>
#include <vector>

#include "kjede/publish/figure.hpp"
#include "kjede/publish/render.hpp"
#include "kjede/publish/spc_figure.hpp"

namespace kjede::publish::sample {

inline std::vector<std::string> units() {
  return {"Finnmarkssykehuset",
          "UNN",
          "Nordlandssykehuset",
          "Helgelandssykehuset",
          "Nord-Trøndelag",
          "St. Olavs hospital",
          "Møre og Romsdal",
          "Førde",
          "Bergen",
          "Fonna",
          "Stavanger",
          "Sørlandet sykehus",
          "Sykehuset i Vestfold",
          "Sykehuset Telemark",
          "Vestre Viken",
          "Sykehuset Innlandet",
          "Oslo universitetssykehus",
          "Sykehuset Østfold"};
}

inline UnitBars bars() {
  UnitBars bars{.title = "Bruk av kapnograf utenfor sykehus, 2024",
                .scale = {.fraction = true, .axis = "Andel"},
                .national = 0.88};
  bars.goal = GoalBands{.green = 0.9, .yellow = 0.7, .higher_is_better = true, .text = "≥ 90 %"};
  int i = 0;
  for (const auto& name : units()) {
    const std::int64_t n = 20 + 37 * i % 200;
    const std::int64_t x = n * (60 + 7 * i % 40) / 100;
    const double p = static_cast<double>(x) / static_cast<double>(n);
    const double half = 1.96 * std::sqrt(p * (1 - p) / static_cast<double>(n));
    bars.rows.push_back({name, CellState::shown, p, std::max(0.0, p - half), std::min(1.0, p + half), x, n,
                         10 * x >= 9 * n   ? catalog::GoalLevel::green
                         : 10 * x >= 7 * n ? catalog::GoalLevel::yellow
                                           : catalog::GoalLevel::red,
                         false});
    ++i;
  }
  bars.rows[3].state = CellState::masked;
  bars.rows[7].state = CellState::no_events;
  bars.rows.push_back(
      {"Hele landet", CellState::shown, 0.88, 0.87, 0.89, 1650, 1875, catalog::GoalLevel::yellow, true});
  return bars;
}

inline Funnel funnel_data() {
  Funnel funnel{.title = "Vedvarende ROSC, 2024",
                .centre = 0.274,
                .scale = {.fraction = true, .axis = "Andel med vedvarende ROSC"},
                .denominator_axis = "Antall pasienter"};
  const double p = funnel.centre;
  int i = 0;
  for (const auto& name : units()) {
    const double n = 25 + 53 * i % 330;
    const double sd = std::sqrt(p * (1 - p) / n);
    const double value = p + sd * (i % 5 == 0 ? 3.6 : i % 5 == 1 ? -3.3 : 0.7 * (i % 3 - 1));
    funnel.rows.push_back(
        {name, n, value, std::max(0.0, p - 3 * sd), p + 3 * sd, std::abs(value - p) > 3 * sd, CellState::shown});
    ++i;
  }
  for (double n = 10; n <= 380; n += 5) {
    const double sd = std::sqrt(p * (1 - p) / n);
    funnel.curve.push_back({n, std::max(0.0, p - 3 * sd), p + 3 * sd});
  }
  return funnel;
}

inline PercentileBoxes boxes() {
  PercentileBoxes boxes{.title = "Responstid, 2024",
                        .scale = {.decimals = 1, .axis = "Minutter fra AMK mottar meldingen til ambulansen er fremme"}};
  boxes.goal = GoalBands{.green = 12, .yellow = 25, .higher_is_better = false, .text = "< 12 min"};
  int i = 0;
  for (const auto& name : units()) {
    const double m = 7 + (5 * i) % 9;
    boxes.rows.push_back({name, CellState::shown, m * 0.5, m * 0.75, m, m * 1.5, m * 2.1, 40 + 11 * i, false});
    ++i;
  }
  boxes.rows[2].state = CellState::masked;
  boxes.rows.push_back({"Hele landet", CellState::shown, 5, 7, 9.4, 14, 22, 2515, true});
  return boxes;
}

inline std::vector<stats::SpcChart> charts(int units_wanted, int quarters) {
  std::vector<stats::SpcChart> result;
  for (int u = 0; u < units_wanted; ++u) {
    stats::SpcChart chart{.facet = units()[static_cast<std::size_t>(u) % 18], .type = stats::ChartType::p};
    const double centre = 0.6 + 0.02 * (u % 10);
    for (int q = 0; q < quarters; ++q) {
      const double n = 20 + (7 * q + 13 * u) % 30;
      const double sd = std::sqrt(centre * (1 - centre) / n);
      const double wave = u % 4 == 0 ? (q < quarters / 2 ? -1.2 : 1.2) : 1.1 * std::sin(q * 2.1 + u);
      stats::SpcPoint point{
          .x = base::Period::of_month(base::PeriodKind::quarter, (2019 + q / 4) * 12 + 3 * (q % 4)).first_day(),
          .n = n};
      point.value = std::min(1.0, centre + wave * sd);
      point.centre = centre;
      point.lower = std::max(0.0, centre - 3 * sd);
      point.upper = std::min(1.0, centre + 3 * sd);
      if (u % 5 == 1 && q == 9) {
        point.value = std::max(0.0, centre - 3.5 * sd);
        point.sigma_signal = true;
      }
      if (u == 2 && (q == 6 || q == 7)) {
        point.value.reset();
        point.lower.reset();
        point.upper.reset();
      }
      chart.points.push_back(point);
    }
    stats::SpcSummary summary{.n_obs = quarters, .runs_signal = u % 4 == 0, .n_sigma_signals = u % 5 == 1 ? 1 : 0};
    summary.runs.n_useful = quarters;
    chart.summary.push_back(summary);
    result.push_back(std::move(chart));
  }
  return result;
}

inline Trend trend_data() {
  Trend trend{.title = "HLR av tilstedeværende og AED", .scale = {.fraction = true, .axis = "Andel"}};
  TrendSeries a{"HLR av tilstedeværende", {}}, b{"Hjertestarter tilkoblet", {}};
  for (int y = 2015; y <= 2024; ++y) {
    const double p = 0.68 + 0.011 * (y - 2015);
    const base::Period period{base::PeriodKind::year, y};
    a.points.push_back({period, p, p - 0.02, p + 0.02});
    b.points.push_back({period, y == 2017 ? std::nullopt : std::optional(p - 0.55), p - 0.57, p - 0.53});
  }
  trend.series = {a, b};
  return trend;
}

inline std::vector<AgeBand> ages() {
  std::vector<AgeBand> bands;
  for (int age = 0; age < 100; age += 5) {
    const double hill = std::exp(-(age - 70.0) * (age - 70.0) / 500.0);
    bands.push_back({age, age == 95 ? 0 : age + 4, std::int64_t(5 + 240 * hill),
                     age == 10 ? std::nullopt : std::optional<std::int64_t>(6 + 110 * hill)});
  }
  return bands;
}

inline StackedLevels levels() {
  StackedLevels levels{
      .title = "Første registrerte hjerterytme", .levels = {"Sjokkbar", "PEA", "Asystoli", "Ukjent"}, .ordered = false};
  int i = 0;
  for (const auto& name : units()) {
    const double s = 0.15 + 0.01 * (i % 12);
    levels.rows.push_back({name, {s, 0.28, 0.94 - s - 0.28, 0.06}, 60 + 10 * i});
    ++i;
  }
  return levels;
}

inline CountBars counts(bool columns) {
  CountBars bars{.title = columns ? "Vellykket gjenopplivet før ambulansen kom" : "Sted for hjertestans",
                 .axis = columns ? "Antall pasienter" : "",
                 .columns = columns,
                 .shares = !columns,
                 .total = 2905};
  if (columns) {
    for (int y = 2013; y <= 2024; ++y) {
      bars.rows.push_back(
          {std::to_string(y), y == 2014 ? std::nullopt : std::optional<std::int64_t>(8 + 3 * (y - 2013))});
    }
  } else {
    bars.rows = {{"Eget eller andres hjem", 1917},
                 {"Offentlig sted", 520},
                 {"Institusjon", 210},
                 {"Arbeidsplass", 88},
                 {"Idrettsanlegg", 41},
                 {"Ambulanse", 60},
                 {"Annet", 69}};
  }
  return bars;
}

inline base::Result<Tools> tools() { return find_tools(KJEDE_SOURCE_DIR); }

}  // namespace kjede::publish::sample
