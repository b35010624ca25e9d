// Forecasts, holdouts and projections as tables, JSON and figures.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "kjede/publish/forecast_figure.hpp"
#include "kjede/publish/render.hpp"
#include "kjede/publish/words.hpp"
#include "kjede/service/demand.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;
using planning::CallCount;
using publish::Language;
using text::Align;

Language language_of(const TableOptions& options) { return options.language == "en" ? Language::en : Language::nb; }

std::string range_text(const planning::CallInterval& range) { return fmt::format("{}–{}", range.low, range.high); }

std::string priority_name(const DemandCalls& calls, const std::string& id, Language language) {
  for (std::size_t p = 0; p < calls.data.priorities.size(); ++p) {
    if (calls.data.priorities[p] == id) return publish::in(calls.priority_names[p], language);
  }
  return language == Language::nb ? "Alle" : "All";
}

std::string method_name(const std::string& method, Language language) {
  const bool nb = language == Language::nb;
  if (method == "model") return nb ? "modellen, uker fram" : "model, weeks ahead";
  if (method == "live_1h") return nb ? "løpende, 1 time fram" : "live, 1 hour ahead";
  if (method == "live_24h") return nb ? "løpende, 1–24 timer fram" : "live, 1–24 hours ahead";
  if (method == "mean_4_weeks") return nb ? "snitt av 4 uker" : "mean of 4 weeks";
  if (method == "mean_8_weeks") return nb ? "snitt av 8 uker" : "mean of 8 weeks";
  return nb ? "MEDIC: 4 uker i inntil 5 år" : "MEDIC: 4 weeks of up to 5 years";
}

std::string covered(const std::optional<double>& within, const std::optional<double>& promised, Language language) {
  if (!within) return "";
  return publish::percent(*within, 1, language) + " (" + publish::decimal(*promised * 100, 1, language) + ")";
}

Json count_json(const CallCount& count) {
  const auto inner = planning::interval(count, 0.80), outer = planning::interval(count, 0.95);
  return {{"expected", count.mean},
          {"dispersion", count.dispersion},
          {"interval_80", {inner.low, inner.high}},
          {"interval_95", {outer.low, outer.high}}};
}

publish::ForecastPoint point_of(const std::string& time, double expected, const planning::CallInterval& inner,
                                const planning::CallInterval& outer, std::optional<std::uint32_t> observed) {
  publish::ForecastPoint point;
  point.time = time;
  point.expected = expected;
  point.low_80 = inner.low, point.high_80 = inner.high;
  point.low_95 = outer.low, point.high_95 = outer.high;
  if (observed) point.observed = *observed;
  return point;
}

base::Result<std::string> drawn(publish::Forecast figure, const std::string& home, Language language) {
  KJEDE_ASSIGN(const auto tools, publish::find_tools(home));
  publish::Look look;
  look.language = language;
  look.width = 620;
  figure.axis = language == Language::nb ? "hendelser per time" : "calls an hour";
  const std::array figures{publish::forecast_figure("forecast", figure, look)};
  KJEDE_ASSIGN(auto pictures, publish::render(figures, {.tools = tools}));
  return std::move(pictures.front().svg);
}

std::string_view basis_name(planning::ProjectionBasis basis) {
  switch (basis) {
    case planning::ProjectionBasis::by_age: return "by_age";
    case planning::ProjectionBasis::by_cohorts: return "by_cohorts";
    case planning::ProjectionBasis::total: return "total";
  }
  return {};
}

std::string basis_note(const planning::Projection& projection, Language language) {
  const auto any = [&](planning::ProjectionBasis basis) {
    return std::any_of(projection.municipalities.begin(), projection.municipalities.end(),
                       [&](const auto& m) { return m.basis == basis; });
  };
  const bool nb = language == Language::nb;
  std::string text;
  if (any(planning::ProjectionBasis::total))
    text += nb ? "Kommuner uten alder eller rater følger folketallet alene.\n"
               : "Municipalities without ages or rates follow the number of inhabitants alone.\n";
  if (any(planning::ProjectionBasis::by_cohorts))
    text += nb ? "Aldersfordelingen er ført fram med kohortforhold og skalert til framskrevet folketall.\n"
               : "Ages are carried on by cohort ratios and scaled to the projected number of inhabitants.\n";
  if (!projection.without_population.empty())
    text += (nb ? "Uten befolkningstall, ført uendret videre: " : "Without population, carried on unchanged: ") +
            fmt::format("{}\n", fmt::join(projection.without_population, ", "));
  return text;
}

}  // namespace

std::string forecast_table(const DemandCalls& calls, const DemandForecast& forecast, const TableOptions& options) {
  const auto language = language_of(options);
  const bool nb = language == Language::nb;
  std::vector<text::TableColumn> columns{{nb ? "Time" : "Hour"},
                                         {nb ? "Forventet" : "Expected", Align::right},
                                         {"80 %", Align::right},
                                         {"95 %", Align::right}};
  if (calls.data.priorities.size() > 1) {
    for (const auto& name : calls.priority_names) columns.push_back({publish::in(name, language), Align::right});
  }
  columns.push_back({nb ? "Kom" : "Came", Align::right});
  text::Table table(std::move(columns));
  for (const auto& hour : forecast.next) {
    std::vector<text::TableCell> cells{local_hour(calls, hour.slot), publish::decimal(hour.all.mean, 1, language),
                                       range_text(planning::interval(hour.all, 0.80)),
                                       range_text(planning::interval(hour.all, 0.95))};
    if (hour.by_priority.size() > 1) {
      for (const auto& count : hour.by_priority) cells.emplace_back(publish::decimal(count.mean, 1, language));
    }
    cells.emplace_back(hour.observed ? std::to_string(*hour.observed) : "");
    table.add(std::move(cells));
  }
  double sum = 0.0;
  for (const auto& hour : forecast.next) sum += hour.all.mean;
  return table.render({options.colour, options.max_width}) +
         fmt::format("{} {} {}\n", nb ? "I alt ventes" : "In all", publish::decimal(sum, 0, language),
                     nb ? fmt::format("hendelser på {} timer", forecast.next.size())
                        : fmt::format("calls are expected in {} hours", forecast.next.size()));
}

std::string forecast_json(const DemandCalls& calls, const DemandForecast& forecast) {
  Json document{{"schema_version", 1}, {"model", Json::array()}, {"hours", Json::array()}};
  for (std::size_t p = 0; p < calls.data.priorities.size(); ++p) {
    const auto& rhythm = forecast.model.rhythm(p);
    document["model"].push_back({{"priority", calls.data.priorities[p]},
                                 {"calls", rhythm.calls},
                                 {"calls_an_hour", std::exp(rhythm.level)},
                                 {"growth_a_year", std::expm1(rhythm.trend)},
                                 {"smoothing", rhythm.smoothing},
                                 {"effective_parameters", rhythm.effective_parameters},
                                 {"pearson", rhythm.pearson},
                                 {"dispersion", rhythm.dispersion},
                                 {"half_life_hours", forecast.laws[p].half_life},
                                 {"level_variance", forecast.laws[p].level_variance},
                                 {"level", forecast.levels[p]}});
  }
  for (const auto& hour : forecast.next) {
    Json json{{"hour", local_hour(calls, hour.slot)}, {"all", count_json(hour.all)}, {"priorities", Json::object()}};
    for (std::size_t p = 0; p < hour.by_priority.size(); ++p)
      json["priorities"][calls.data.priorities[p]] = count_json(hour.by_priority[p]);
    json["observed"] = hour.observed ? Json(*hour.observed) : Json(nullptr);
    document["hours"].push_back(std::move(json));
  }
  return document.dump(1) + "\n";
}

base::Result<std::string> forecast_svg(const DemandCalls& calls, const DemandForecast& forecast,
                                       const std::string& home, std::string_view language) {
  const auto spoken = language == "en" ? Language::en : Language::nb;
  publish::Forecast figure;
  figure.title = spoken == Language::nb ? "Ventede hendelser, time for time" : "Expected calls, hour by hour";
  for (const auto* hours : {&forecast.past, &forecast.next}) {
    for (const auto& hour : *hours)
      figure.points.push_back(point_of(local_hour(calls, hour.slot), hour.all.mean, planning::interval(hour.all, 0.80),
                                       planning::interval(hour.all, 0.95), hour.observed));
  }
  return drawn(std::move(figure), home, spoken);
}

std::string holdout_table(const DemandCalls& calls, const planning::Holdout& holdout, const TableOptions& options) {
  const auto language = language_of(options);
  const bool nb = language == Language::nb;
  text::Table table({{nb ? "Metode" : "Method"},
                     {nb ? "Hastegrad" : "Priority"},
                     {nb ? "Per" : "Each"},
                     {nb ? "Celler" : "Cells", Align::right},
                     {nb ? "Devians" : "Deviance", Align::right},
                     {nb ? "Abs. feil" : "Abs. error", Align::right},
                     {nb ? "I 80 % (lovet)" : "In 80 % (promised)", Align::right},
                     {nb ? "I 95 % (lovet)" : "In 95 % (promised)", Align::right}});
  for (const auto& score : holdout.scores) {
    table.add({method_name(score.method, language), priority_name(calls, score.priority, language),
               score.by_zone ? (nb ? "sone og time" : "zone and hour") : (nb ? "time" : "hour"),
               publish::integer(static_cast<std::int64_t>(score.cells), language),
               publish::decimal(score.deviance, 4, language), publish::decimal(score.mean_absolute, 3, language),
               covered(score.within_80, score.promised_80, language),
               covered(score.within_95, score.promised_95, language)});
  }
  const auto& first = calls.data.slots[holdout.first_hour];
  return fmt::format("{} {} – {}\n", nb ? "Holdt utenfor:" : "Held out:", local_hour(calls, first),
                     local_hour(calls, calls.data.slots.back())) +
         table.render({options.colour, options.max_width}) +
         (nb ? "Devians og absolutt feil per celle, lavere er bedre. Lovet: sannsynligheten i intervallene selv.\n"
             : "Deviance and absolute error per cell, lower is better. Promised: the probability in the intervals.\n");
}

std::string holdout_json(const DemandCalls& calls, const planning::Holdout& holdout) {
  Json document{{"schema_version", 1},
                {"from", local_hour(calls, calls.data.slots[holdout.first_hour])},
                {"to", local_hour(calls, calls.data.slots.back())},
                {"scores", Json::array()}};
  const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
  for (const auto& s : holdout.scores) {
    document["scores"].push_back({{"method", s.method},
                                  {"priority", s.priority.empty() ? Json(nullptr) : Json(s.priority)},
                                  {"by_zone", s.by_zone},
                                  {"cells", s.cells},
                                  {"left_out", s.left_out},
                                  {"deviance", s.deviance},
                                  {"mean_absolute_error", s.mean_absolute},
                                  {"within_80", number(s.within_80)},
                                  {"promised_80", number(s.promised_80)},
                                  {"within_95", number(s.within_95)},
                                  {"promised_95", number(s.promised_95)}});
  }
  return document.dump(1) + "\n";
}

base::Result<std::string> holdout_svg(const DemandCalls& calls, const planning::Holdout& holdout,
                                      const std::string& home, std::string_view language) {
  const auto spoken = language == "en" ? Language::en : Language::nb;
  publish::Forecast figure;
  figure.title = spoken == Language::nb ? "Ventet og kommet i den siste uken som var holdt utenfor"
                                        : "Expected and came in the last week held out";
  const auto& hours = holdout.last_weeks;
  const auto begin = hours.size() > planning::hours_of_week ? hours.size() - planning::hours_of_week : 0;
  for (auto i = begin; i < hours.size(); ++i)
    figure.points.push_back(point_of(local_hour(calls, hours[i].slot), hours[i].expected, hours[i].interval_80,
                                     hours[i].interval_95, hours[i].calls));
  return drawn(std::move(figure), home, spoken);
}

std::string projection_table(const DemandCalls& calls, const planning::Projection& projection,
                             const TableOptions& options) {
  const auto language = language_of(options);
  const bool nb = language == Language::nb;
  std::vector<text::TableColumn> columns{{nb ? "Hastegrad" : "Priority"}, {nb ? "I dag" : "Today", Align::right}};
  for (const double growth : projection.options.rate_growth)
    columns.push_back({growth == 0.0 ? (nb ? "samme rater" : "same rates")
                                     : fmt::format("{:+g} %/{}", growth * 100, nb ? "år" : "yr"),
                       Align::right});
  text::Table table(std::move(columns));
  for (const auto& row : projection.priorities) {
    std::vector<text::TableCell> cells{priority_name(calls, row.priority, language),
                                       publish::decimal(row.per_year_base, 0, language)};
    for (const double calls_then : row.per_year) cells.emplace_back(publish::decimal(calls_then, 0, language));
    table.add(std::move(cells));
  }
  text::Table places(
      {{nb ? "Kommune" : "Municipality"},
       {nb ? "Hastegrad" : "Priority"},
       {fmt::format("{} {}", nb ? "Innbyggere" : "Inhabitants", projection.options.base_year), Align::right},
       {std::to_string(projection.options.target_year), Align::right},
       {nb ? "Hendelser i dag" : "Calls today", Align::right},
       {nb ? "Faktor" : "Factor", Align::right}});
  for (const auto& m : projection.municipalities) {
    places.add({m.municipality, priority_name(calls, m.priority, language),
                publish::decimal(m.persons_base, 0, language), publish::decimal(m.persons_target, 0, language),
                publish::decimal(m.per_year_base, 0, language), publish::decimal(m.factor, 3, language)});
  }
  return fmt::format("{} {}\n", nb ? "Hendelser per år i" : "Calls a year in", projection.options.target_year) +
         table.render({options.colour, options.max_width}) + "\n" + places.render({options.colour, options.max_width}) +
         basis_note(projection, language);
}

std::string projection_json(const planning::Projection& projection) {
  Json document{{"schema_version", 1},
                {"base_year", projection.options.base_year},
                {"target_year", projection.options.target_year},
                {"rate_growth", projection.options.rate_growth},
                {"priorities", Json::array()},
                {"municipalities", Json::array()},
                {"without_population", projection.without_population}};
  for (const auto& row : projection.priorities)
    document["priorities"].push_back(
        {{"priority", row.priority}, {"calls_a_year", row.per_year_base}, {"calls_a_year_then", row.per_year}});
  for (const auto& m : projection.municipalities)
    document["municipalities"].push_back({{"municipality", m.municipality},
                                          {"priority", m.priority},
                                          {"persons", m.persons_base},
                                          {"persons_then", m.persons_target},
                                          {"calls_a_year", m.per_year_base},
                                          {"factor", m.factor},
                                          {"basis", basis_name(m.basis)}});
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
