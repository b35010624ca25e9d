#include <fmt/format.h>

#include <cmath>

#include "kjede/service/plan_compare.hpp"
#include "kjede/text/table.hpp"
#include "plan_figures.hpp"

namespace kjede::service {
namespace {

using planning::Comparison;
using planning::Verdict;

text::Tone tone_of(const planning::Compared& figure, bool lower_is_better) {
  switch (planning::verdict(figure, lower_is_better)) {
    case Verdict::better: return text::Tone::green;
    case Verdict::worse: return text::Tone::red;
    case Verdict::unclear: return text::Tone::plain;
  }
  return text::Tone::plain;
}

std::string key_table(const Comparison& result, Language language, const text::TableStyle& style) {
  const bool nb = language == Language::nb;
  std::vector<text::TableColumn> columns{{nb ? "mål" : "figure", text::Align::left}};
  for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
    columns.push_back({fmt::format("[{}]", s + 1), text::Align::right});
    if (s > 0) columns.push_back({nb ? "endring (95 %)" : "change (95 %)", text::Align::right});
  }
  text::Table table(columns);
  for (const auto& row : key_figures(result, language)) {
    std::vector<text::TableCell> cells{row.name};
    for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
      const auto& figure = (*row.values)[s];
      cells.emplace_back(value_words(figure.value.mean, row.measure, language));
      if (s > 0)
        cells.emplace_back(change_words(*figure.change, row.measure, language), tone_of(figure, row.lower_is_better));
    }
    table.add(std::move(cells));
  }
  return table.render(style);
}

std::string places_table(const Comparison& result, std::size_t s, Language language, const text::TableStyle& style) {
  const bool nb = language == Language::nb;
  const auto gain = changed_places(result, s, Verdict::better), loss = changed_places(result, s, Verdict::worse);
  std::string text = fmt::format(
      fmt::runtime(
          nb ? "\n[{}] {}: {} personer bor der hjelpen kommer minst 15 s raskere i snitt, {} der den kommer senere\n"
             : "\n[{}] {}: {} persons live where help comes at least 15 s sooner on average, {} where it comes "
               "later\n"),
      s + 1, result.scenarios[s].name.in(nb ? "nb" : "en"), publish::integer(std::llround(people_in(gain)), language),
      publish::integer(std::llround(people_in(loss)), language));
  if (gain.empty() && loss.empty()) return text;
  text::Table table({{nb ? "sted" : "place"},
                     {nb ? "innbyggere" : "people", text::Align::right},
                     {nb ? "snitt før" : "mean before", text::Align::right},
                     {nb ? "etter" : "after", text::Align::right},
                     {nb ? "endring (95 %)" : "change (95 %)", text::Align::right}});
  for (const auto* list : {&gain, &loss}) {
    for (const auto* place : *list) {
      const auto& mean = place->response.mean;
      table.add({place->response.id,
                 publish::integer(std::llround(place->response.population), language),
                 value_words(mean.front().value.mean, Measure::minutes, language),
                 value_words(mean[s].value.mean, Measure::minutes, language),
                 {change_words(*mean[s].change, Measure::minutes, language), tone_of(mean[s], true)}});
    }
  }
  return text + table.render(style);
}

}  // namespace

std::string comparison_text(const CompareAnswer& answer, const CompareText& style) {
  const auto& result = answer.result;
  const auto language = language_of(style.language);
  const bool nb = language == Language::nb;
  const text::TableStyle table{.colour = style.colour, .max_width = style.width};
  std::string text = result.area_name.in(style.language);
  if (result.synthetic) text += nb ? " (syntetiske data)" : " (synthetic data)";
  text += "\n";
  for (std::size_t s = 0; s < result.scenarios.size(); ++s)
    text += fmt::format("[{}] {} ({})\n", s + 1, result.scenarios[s].name.in(style.language), result.scenarios[s].year);
  text += fmt::format(
      fmt::runtime(nb ? "{} simulerte oppdrag: {} gjentakelser på {} døgn, de samme hendelsene i alle planer.\n\n"
                      : "{} simulated missions: {} replications of {} days, the same calls in every plan.\n\n"),
      publish::integer(static_cast<std::int64_t>(result.missions), language), result.replications, result.days);
  if (!result.complete)
    text += fmt::format(fmt::runtime(nb ? "AVBRUTT: {} av {} gjentakelser er med.\n\n"
                                        : "STOPPED: {} of {} replications are in it.\n\n"),
                        result.replications, result.replications_wanted);
  text += key_table(result, language, table);
  for (std::size_t s = 1; s < result.scenarios.size(); ++s) text += places_table(result, s, language, table);
  return text;
}

}  // namespace kjede::service
