#include "plan_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kjede::service {
namespace {

using planning::Comparison;
using planning::PlaceFigures;
using planning::Verdict;
using publish::decimal;
using publish::integer;

// Shares are written as per cent with one decimal: plans differ by less than whole ones.
double scale_of(Measure measure) {
  if (measure == Measure::thousands) return 0.001;
  if (measure == Measure::persons) return 10;  // of ten years: a year's change is less than a person
  return measure == Measure::share || measure == Measure::share_of_time ? 100 : 1;
}

std::string number_words(double value, Measure measure, Language language) {
  switch (measure) {
    case Measure::minutes:
    case Measure::share:
    case Measure::share_of_time: return decimal(value, 1, language);
    case Measure::per_shift: return decimal(value, 2, language);
    case Measure::thousands:
    case Measure::persons: return integer(std::llround(value), language);
  }
  return {};
}

std::string unit_words(Measure measure) {
  if (measure == Measure::minutes) return "\u00a0min";
  return scale_of(measure) == 100 ? "\u00a0%" : "";
}

// The sign that is typeset, and no sign for what rounds to nothing.
std::string signed_number(double value, Measure measure, Language language) {
  const auto plain = number_words(std::abs(value), measure, language);
  const bool zero = plain.find_first_of("123456789") == std::string::npos;
  return zero ? plain : (value < 0 ? "−" : "+") + plain;
}

}  // namespace

std::string group_name(const std::string& id, const Comparison& result, Language language) {
  const bool nb = language == Language::nb;
  if (id == "all") return nb ? "hele regionen" : "whole region";
  const double target = id == "urban" ? result.urban_target : result.rural_target;
  const auto minutes = decimal(target, 0, language);
  if (id == "urban") return fmt::format(fmt::runtime(nb ? "tettbygd (mål {} min)" : "urban (target {} min)"), minutes);
  if (id == "rural")
    return fmt::format(fmt::runtime(nb ? "spredtbygd (mål {} min)" : "rural (target {} min)"), minutes);
  return id;
}

std::vector<KeyFigure> key_figures(const Comparison& result, Language language) {
  const bool nb = language == Language::nb;
  std::vector<KeyFigure> rows;
  const auto add = [&](std::string id, std::string name, Measure measure, bool lower,
                       const std::vector<planning::Compared>& values) {
    rows.push_back({std::move(id), std::move(name), measure, lower, &values});
  };
  for (const auto& group : result.groups) {
    const auto name = group_name(group.id, result, language);
    add("p90_" + group.id, (nb ? "90-persentil, " : "90th percentile, ") + name, Measure::minutes, true, group.p90);
  }
  for (const auto& group : result.groups) {
    const auto name = group_name(group.id, result, language);
    add("within_" + group.id, (nb ? "Innen målet, " : "Within target, ") + name, Measure::share, false, group.within);
  }
  add("median_all", nb ? "Median svartid, hele regionen" : "Median response, whole region", Measure::minutes, true,
      result.groups.front().median);
  const auto& service = result.service;
  add("slowest_tenth", nb ? "Tregeste tidel, gjennomsnitt" : "Slowest tenth, mean", Measure::minutes, true,
      service.slowest_tenth);
  add("busy", nb ? "Ambulansene opptatt" : "Ambulances busy", Measure::share_of_time, true, service.busy);
  add("waited", nb ? "Hendelser uten ledig ambulanse" : "Calls with no free ambulance", Measure::share, true,
      service.waited);
  add("kilometres", nb ? "Kjørte kilometer i året (tusen)" : "Kilometres a year (thousands)", Measure::thousands, true,
      service.kilometres_a_year);
  const bool moves = std::any_of(service.moves_per_shift.begin(), service.moves_per_shift.end(),
                                 [](const planning::Compared& one) { return one.value.mean > 0; });
  if (moves)
    add("moves", nb ? "Beordrede flyttinger per vakt" : "Ordered moves per shift", Measure::per_shift, true,
        service.moves_per_shift);
  if (result.survival)
    add("survivors", nb ? "Overlever hjertestans på ti år" : "Survive cardiac arrest in ten years", Measure::persons,
        false, result.survival->survivors);
  return rows;
}

std::string value_words(double value, Measure measure, Language language) {
  return number_words(value * scale_of(measure), measure, language) + unit_words(measure);
}

std::string with_interval(const sim::Estimate& estimate, Measure measure, Language language) {
  const double scale = scale_of(measure);
  auto text = number_words(estimate.mean * scale, measure, language) + unit_words(measure);
  if (estimate.interval) {
    const auto low = number_words(estimate.interval->low * scale, measure, language);
    const auto high = number_words(estimate.interval->high * scale, measure, language);
    if (low != high) text += fmt::format(" ({}–{})", low, high);
  }
  return text;
}

std::string signed_words(double value, Measure measure, Language language) {
  return signed_number(value * scale_of(measure), measure, language);
}

std::string change_words(const sim::Estimate& change, Measure measure, Language language) {
  auto text = signed_words(change.mean, measure, language);
  if (change.interval) {
    const auto low = signed_words(change.interval->low, measure, language);
    const auto high = signed_words(change.interval->high, measure, language);
    if (low != high) text += fmt::format(" ({} {} {})", low, language == Language::nb ? "til" : "to", high);
  }
  return text;
}

Verdict place_verdict(const planning::Compared& mean) {
  if (!mean.change || std::abs(mean.change->mean) < least_change) return Verdict::unclear;
  return planning::verdict(mean, true);
}

std::vector<const PlaceFigures*> changed_places(const Comparison& result, std::size_t s, Verdict which) {
  std::vector<const PlaceFigures*> places;
  for (const auto& place : result.places) {
    if (place_verdict(place.response.mean[s]) == which) places.push_back(&place);
  }
  std::stable_sort(places.begin(), places.end(), [&](const PlaceFigures* a, const PlaceFigures* b) {
    return std::abs(a->response.mean[s].change->mean) > std::abs(b->response.mean[s].change->mean);
  });
  return places;
}

double people_in(const std::vector<const PlaceFigures*>& places) {
  double sum = 0;
  for (const auto* place : places) sum += place->response.population;
  return sum;
}

}  // namespace kjede::service
