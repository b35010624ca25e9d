#include "kjede/measure/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "finest_counts.hpp"
#include "kjede/measure/codes.hpp"
#include "measured_value.hpp"
#include "requested.hpp"
#include "roll_up.hpp"
#include "stored_register.hpp"

namespace kjede::measure {
namespace {

using catalog::Indicator;
using catalog::Label;

struct Place {
  LevelUnits units;
  std::size_t index = 0;
};

// Where the number stands: the level that has the unit; without one, the last level.
base::Result<Place> place_of(const catalog::Catalog& catalog, const Indicator& indicator, const std::string& unit) {
  const auto finest = finest_kind(catalog, indicator.register_id, indicator.unit_variable);
  if (unit.empty() && !indicator.levels.empty()) {
    auto units = level_units(catalog.units, indicator.levels.back(), finest);
    if (!units.names.empty()) return Place{std::move(units), 0};
  }
  for (const auto* levels : {&indicator.levels, &indicator.groups}) {
    for (const auto& level : *levels) {
      auto units = level_units(catalog.units, level, finest);
      const auto found = std::find(units.names.begin(), units.names.end(), unit);
      if (found == units.names.end()) continue;
      const auto index = static_cast<std::size_t>(found - units.names.begin());
      return Place{std::move(units), index};
    }
  }
  return base::fail(codes::unknown_unit, fmt::format("{} is not measured for a unit '{}'", indicator.id, unit),
                    "`kjede measure` lists the units it is measured for");
}

Label effect_label(const std::string& effect) {
  if (effect == "counts as yes") return {"teller som ja", "counts as yes"};
  if (effect == "counts as no") return {"teller som nei", "counts as no"};
  return {"utelatt", "left out"};
}

class StepWriter {
 public:
  StepWriter(const Indicator& indicator, const catalog::Register& reg) : indicator_(indicator), register_(reg) {}

  std::vector<ExplainStep> write(std::optional<std::int64_t> registered, const Measurement& m) {
    if (registered) add("registered", {"Registrert", "Registered"}, *registered, false);
    if (registered && indicator_.cohort)
      add("not_in_cohort", {"Ikke i kohorten", "Not in the cohort"}, *registered - m.relevant, true);
    add("relevant", {"Relevante", "Relevant"}, m.relevant, false);
    std::int64_t left_out = 0;
    for (const auto& reason : m.excluded) {
      add("excluded." + reason.reason, reason_name(reason.reason), reason.count, true);
      left_out += reason.count;
    }
    const bool sums = indicator_.sum_denominator || indicator_.sum_numerator;
    const bool rate = indicator_.kind == catalog::IndicatorKind::rate;
    if (indicator_.denominator && !sums && !rate) {
      add("outside", {"Utenfor nevneren", "Outside the denominator"}, m.relevant - left_out - m.denominator, true);
    }
    add("denominator", rate ? Label{"Personår", "Person-years"} : Label{"Nevner", "Denominator"}, m.denominator, false);
    for (const auto& reason : m.unknown) {
      const auto name = reason_name(reason.reason);
      const auto effect = effect_label(reason.effect);
      add("unknown." + reason.reason,
          {fmt::format("Ukjent: {} ({})", name.nb, effect.nb), fmt::format("Unknown: {} ({})", name.en, effect.en)},
          reason.count, false);
    }
    if (indicator_.numerator || indicator_.sum_numerator || rate)
      add("numerator", {"Teller", "Numerator"}, m.numerator, false);
    return std::move(steps_);
  }

 private:
  void add(std::string id, Label name, std::int64_t count, bool leaves) {
    steps_.push_back({std::move(id), std::move(name), count, leaves});
  }

  Label reason_name(const std::string& reason) const {
    for (const auto& exclusion : indicator_.exclude) {
      if (exclusion.id == reason) return exclusion.name;
    }
    if (const auto* variable = register_.find(reason)) return variable->label;
    return {"ingen verdi", "no value"};
  }

  const Indicator& indicator_;
  const catalog::Register& register_;
  std::vector<ExplainStep> steps_;
};

// The records of one place in one period, judged or not.
std::int64_t registered_in(const FinestCounts& finest, const Plan& plan, const Place& place, base::Period period) {
  RollUpColumns columns{plan.indicators.front().unit, {plan.records}, false};
  return roll_up(finest, columns, place.units, {period, 1}).at(place.index, 0, 0).counts.front();
}

// With a decimal, as the tables have it; the exact value is in the JSON.
std::string number_text(double value, const Explanation& why, bool nb) {
  auto text = fmt::format("{:.1f}", why.share ? value * 100.0 : value);
  if (nb) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string method_text(const std::string& method, bool nb) {
  if (method == "wilson") return "Wilson";
  if (method == "clopper_pearson") return "Clopper–Pearson";
  if (method == "byar") return "Byar";
  if (method == "exact") return nb ? "eksakt" : "exact";
  if (method == "order_statistics") return nb ? "ordensstatistikk" : "order statistics";
  return method;
}

std::string result_text(const Explanation& why, catalog::Language language) {
  const auto& m = why.measurement;
  const bool nb = language == catalog::Language::nb;
  if (!m.value) return nb ? "ingen verdi" : "no value";
  const std::string unit = why.share ? (nb ? " %" : "%") : why.value_unit.empty() ? "" : " " + why.value_unit;
  auto text = number_text(*m.value, why, nb) + unit;
  if (m.ci_low && m.ci_high) {
    text += fmt::format(" (95 % {} {}–{}{}, {})", nb ? "KI" : "CI", number_text(*m.ci_low, why, nb),
                        number_text(*m.ci_high, why, nb), unit, method_text(m.ci_method, nb));
  }
  if (m.goal_level) {
    const auto level = static_cast<std::size_t>(*m.goal_level);
    constexpr std::array<std::string_view, 3> names_nb{"grønt", "gult", "rødt"};
    constexpr std::array<std::string_view, 3> names_en{"green", "yellow", "red"};
    text += fmt::format(", {}", nb ? names_nb[level] : names_en[level]);
  }
  return text;
}

}  // namespace

std::vector<ExplainStep> steps_of(const catalog::Catalog& catalog, const Measurement& measurement) {
  const auto* indicator = catalog.find_indicator(measurement.indicator);
  const auto* reg = indicator != nullptr ? catalog.find_register(indicator->register_id) : nullptr;
  if (reg == nullptr || measurement.masked != MaskReason::none) return {};
  return StepWriter(*indicator, *reg).write({}, measurement);
}

base::Result<Explanation> explain(const catalog::Catalog& catalog, store::RecordStore& records,
                                  const ExplainRequest& request) {
  Request only;
  only.indicators = {request.indicator};
  KJEDE_ASSIGN(const auto wanted, requested(catalog, only));
  const auto& indicator = *wanted.front().indicators.front();
  const auto& reg = *wanted.front().reg;
  KJEDE_ASSIGN(const auto place, place_of(catalog, indicator, request.unit));
  KJEDE_ASSIGN(const auto state, register_state(records, reg.id, request.as_of));
  PlanOptions options{state.batch, {}, {}};
  if (request.period) options = {state.batch, request.period->first_day(), request.period->last_day()};
  const auto plan = plan_register(reg, wanted.front().indicators, records.database().dialect(), options);
  auto finest = no_counts(shape_of(plan));
  if (state.has_table) {
    KJEDE_TRY(check_columns(records, reg, plan.sql));
    KJEDE_ASSIGN(finest, read_counts(records.database(), plan.sql, shape_of(plan), catalog.units));
  }
  const auto months = month_range({}, finest);
  const auto period =
      request.period.value_or(base::Period::of_month(base::PeriodKind::year, months ? months->last : 0));
  Explanation why;
  why.indicator = indicator.id;
  why.name = indicator.name;
  why.definition = {catalog::in_words(indicator, catalog, catalog::Language::nb),
                    catalog::in_words(indicator, catalog, catalog::Language::en)};
  if (indicator.goal)
    why.goal = {catalog::in_words(*indicator.goal, catalog::Language::nb),
                catalog::in_words(*indicator.goal, catalog::Language::en)};
  why.source = indicator.source;
  why.share = indicator.kind == catalog::IndicatorKind::proportion;
  why.value_unit = indicator.value_measure;
  const auto* unit = place.units.units[place.index];
  const auto& name = place.units.names[place.index];
  why.unit = unit != nullptr ? unit->name : Label{name, name};
  why.sql = plan.sql;
  std::optional<Exposure> exposure;
  if (unit != nullptr && (indicator.kind == catalog::IndicatorKind::rate || indicator.per > 0)) {
    why.population = catalog.population_of(unit->id, period.year());
    if (why.population) exposure = Exposure{*why.population, base::months_in(period.kind)};
  }
  auto& m = why.measurement;
  m.indicator = indicator.id;
  m.level = place.units.level;
  m.unit = name;
  m.period = period;
  m.definition_hash = indicator.hash;
  m.data_version = state.data_version;
  const auto rolled = roll_up(finest, roll_up_columns(plan.indicators.front()), place.units, {period, 1});
  fill(m, plan.indicators.front(), rolled.at(place.index, 0, 0), finest, exposure);
  why.steps = StepWriter(indicator, reg).write(registered_in(finest, plan, place, period), m);
  return why;
}

std::string to_text(const Explanation& why, catalog::Language language) {
  const bool nb = language == catalog::Language::nb;
  const auto say = [&](std::string_view norwegian, std::string_view english) { return nb ? norwegian : english; };
  auto out = fmt::format("{}\n{}, {}\n\n{}\n", catalog::in(language, why.name), catalog::in(language, why.unit),
                         why.measurement.period.label(), catalog::in(language, why.definition));
  if (const auto& goal = catalog::in(language, why.goal); !goal.empty())
    out += fmt::format("{}: {}\n", say("Mål", "Goal"), goal);
  if (!why.source.empty()) out += fmt::format("{}: {}\n", say("Kilde", "Source"), why.source);
  out += "\n";
  for (const auto& step : why.steps) {
    out += fmt::format("{:>12} {}{}\n", step.leaves ? fmt::format("−{}", step.count) : fmt::format("{}", step.count),
                       step.leaves ? "  " : "", catalog::in(language, step.name));
  }
  out += fmt::format("\n{}: {}\n", say("Resultat", "Result"), result_text(why, language));
  if (why.population) out += fmt::format("{}: {}\n", say("Innbyggere", "Inhabitants"), *why.population);
  out += fmt::format("{}: {}\n{}: {}\n\n{}\n", say("Definisjon", "Definition"), why.measurement.definition_hash,
                     say("Dataversjon", "Data version"), why.measurement.data_version, why.sql);
  return out;
}

}  // namespace kjede::measure
