#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "kjede/publish/words.hpp"
#include "kjede/text/table.hpp"
#include "plan_simulate_figures.hpp"

namespace kjede::service {
namespace {

using publish::Language;
using sim::Estimate;
using sim::Replication;

Language language_in(std::string_view language) { return language == "en" ? Language::en : Language::nb; }

// 7:05 for seconds, per cent with one decimal, else up to two decimals.
std::string words(double value, SimulatedUnit unit, Language language) {
  switch (unit) {
    case SimulatedUnit::seconds: {
      const auto whole = std::llround(std::abs(value));
      return fmt::format("{}{}:{:02}", value < 0 && whole > 0 ? "−" : "", whole / 60, whole % 60);
    }
    case SimulatedUnit::share: return publish::decimal(100 * value, 1, language) + " %";
    case SimulatedUnit::number: return publish::decimal(value, std::abs(value) < 100 ? 2 : 0, language);
  }
  return {};
}

std::string with_interval(const Estimate& estimate, SimulatedUnit unit, Language language) {
  if (!estimate.interval) return words(estimate.mean, unit, language);
  return fmt::format("{} ({}–{})", words(estimate.mean, unit, language), words(estimate.interval->low, unit, language),
                     words(estimate.interval->high, unit, language));
}

std::string change_of(const Estimate& change, SimulatedUnit unit, Language language) {
  const auto sign = [&](double value) { return (value > 0 ? "+" : "") + words(value, unit, language); };
  if (!change.interval) return sign(change.mean);
  return fmt::format("{} ({} {} {})", sign(change.mean), sign(change.interval->low),
                     language == Language::nb ? "til" : "to", sign(change.interval->high));
}

std::string head(const SimulateAnswer& answer, Language language) {
  const bool nb = language == Language::nb;
  const auto& runs = answer.policies.front().run.replications;
  std::uint64_t missions = 0;
  for (const auto& policy : answer.policies)
    for (const auto& replication : policy.run.replications) missions += replication.missions;
  std::string text = answer.area.name.in(nb ? "nb" : "en");
  if (answer.area.synthetic) text += nb ? " (syntetiske data)" : " (synthetic data)";
  text += fmt::format(
      fmt::runtime(nb ? "\n{} simulerte oppdrag: {} gjentakelser på {} døgn (etter {} døgns innkjøring), frø {}; de "
                        "samme hendelsene for alle strategier.\n\n"
                      : "\n{} simulated missions: {} replications of {} days (after {} days of warm-up), seed {}; the "
                        "same calls for every policy.\n\n"),
      publish::integer(static_cast<std::int64_t>(missions), language), runs.size(), answer.order.days,
      answer.order.warm_up_days, answer.order.seed);
  if (!answer.complete())
    text += nb ? "AVBRUTT: tallene er av det som ble ferdig.\n\n" : "STOPPED: the figures are of what was done.\n\n";
  return text;
}

std::string about_trace(const sim::MissionTrace& trace, Language language) {
  return fmt::format(
      fmt::runtime(language == Language::nb
                       ? "Hendelsene er {} hendelser i {} rader; utelatt: {} rader uten tidspunkt, {} hendelser uten "
                         "sted; {} varigheter manglet eller var snudd og er erstattet med medianen.\n\n"
                       : "The calls are {} incidents of {} rows; left out: {} rows without a time, {} incidents "
                         "without a place; {} durations were missing or reversed and are replaced by the median.\n\n"),
      trace.calls.size(), trace.rows, trace.without_call_time, trace.without_place, trace.replaced);
}

std::string response_table(const SimulateAnswer& answer, Language language, const text::TableStyle& style) {
  const bool nb = language == Language::nb;
  constexpr std::array<std::array<const char*, 2>, sim::priority_count> priorities = {
      {{"akutt", "acute"}, {"haster", "urgent"}, {"vanlig", "planned"}}};
  std::vector<text::TableColumn> columns = {{nb ? "hastegrad" : "priority"},
                                            {nb ? "strategi" : "policy"},
                                            {"n", text::Align::right},
                                            {nb ? "70 min og mer" : "70 min and more", text::Align::right}};
  for (const auto& figure : response_figures(0)) columns.push_back({nb ? figure.nb : figure.en, text::Align::right});
  text::Table table(columns);
  for (std::size_t p = 0; p < priorities.size(); ++p)
    for (const auto& [policy, run] : answer.policies) {
      std::uint64_t n = 0, beyond = 0;
      for (const auto& replication : run.replications)
        n += replication.response[p].n(), beyond += replication.response[p].beyond;
      if (n + beyond == 0) continue;
      std::vector<text::TableCell> cells = {priorities[p][nb ? 0 : 1], policy.name,
                                            publish::integer(static_cast<std::int64_t>(n), language),
                                            publish::integer(static_cast<std::int64_t>(beyond), language)};
      for (const auto& figure : response_figures(p))
        cells.emplace_back(with_interval(estimate_of(run, figure), figure.unit, language));
      table.add(std::move(cells));
    }
  return table.render(style);
}

std::string service_table(const SimulateAnswer& answer, Language language, const text::TableStyle& style) {
  const bool nb = language == Language::nb;
  const auto figures = service_figures(answer.order.days);
  std::vector<text::TableColumn> columns = {{nb ? "strategi" : "policy"}};
  for (const auto& figure : figures) columns.push_back({nb ? figure.nb : figure.en, text::Align::right});
  text::Table table(columns);
  for (const auto& [policy, run] : answer.policies) {
    std::vector<text::TableCell> cells = {policy.name};
    for (const auto& figure : figures)
      cells.emplace_back(with_interval(estimate_of(run, figure), figure.unit, language));
    table.add(std::move(cells));
  }
  return table.render(style);
}

std::string change_table(const SimulateAnswer& answer, Language language, const text::TableStyle& style) {
  if (answer.policies.size() < 2) return {};
  const bool nb = language == Language::nb;
  const auto figures = response_figures(0);
  std::vector<text::TableColumn> columns = {{nb ? "strategi" : "policy"}};
  for (const auto& figure : figures) columns.push_back({nb ? figure.nb : figure.en, text::Align::right});
  text::Table table(columns);
  const auto& first = answer.policies.front();
  for (std::size_t i = 1; i < answer.policies.size(); ++i) {
    const auto& [policy, run] = answer.policies[i];
    std::vector<text::TableCell> cells = {policy.name};
    for (const auto& figure : figures)
      cells.emplace_back(change_of(sim::difference(first.run, run, figure.figure), figure.unit, language));
    table.add(std::move(cells));
  }
  return fmt::format(fmt::runtime(nb ? "\nEndring fra {} for akutte oppdrag, parvis 95 % intervall:\n"
                                     : "\nChange from {} for acute missions, paired 95 % interval:\n"),
                     first.policy.name) +
         table.render(style);
}

nlohmann::ordered_json json_of(const Estimate& estimate) {
  nlohmann::ordered_json out = {{"value", estimate.mean}, {"low", nullptr}, {"high", nullptr}};
  if (estimate.interval) out["low"] = estimate.interval->low, out["high"] = estimate.interval->high;
  return out;
}

nlohmann::ordered_json json_of(const SimulateAnswer& answer, const SimulatedPolicy& one) {
  const bool first = &one == &answer.policies.front();
  nlohmann::ordered_json out = {
      {"policy", one.policy.name}, {"busy", one.policy.busy}, {"replications", one.run.replications.size()}};
  nlohmann::ordered_json change;
  for (std::size_t p = 0; p < priority_ids.size(); ++p) {
    std::uint64_t n = 0, beyond = 0;
    for (const auto& replication : one.run.replications)
      n += replication.response[p].n(), beyond += replication.response[p].beyond;
    auto& response = out["response"][priority_ids[p]];
    response = {{"n", n}, {"beyond_70_minutes", beyond}};
    for (const auto& figure : response_figures(p)) {
      response[figure.id] = json_of(estimate_of(one.run, figure));
      if (!first)
        change["response"][priority_ids[p]][figure.id] =
            json_of(sim::difference(answer.policies.front().run, one.run, figure.figure));
    }
  }
  for (const auto& figure : service_figures(answer.order.days)) {
    out[figure.id] = json_of(estimate_of(one.run, figure));
    if (!first) change[figure.id] = json_of(sim::difference(answer.policies.front().run, one.run, figure.figure));
  }
  if (!first) out["change"] = change;
  for (std::size_t u = 0; u < answer.situation.service.vehicles.size(); ++u) {
    const sim::Figure busy = [u](const Replication& r) {
      return r.units[u].on_duty == 0 ? 0
                                     : static_cast<double>(r.units[u].busy) / static_cast<double>(r.units[u].on_duty);
    };
    out["vehicles"].push_back(
        {{"id", answer.situation.service.vehicles[u].id}, {"busy_fraction", json_of(sim::estimate(one.run, busy))}});
  }
  return out;
}

}  // namespace

std::vector<SimulatedFigure> response_figures(std::size_t p) {
  using U = SimulatedUnit;
  return {
      {"mean_seconds", "snitt", "mean", U::seconds, [p](const Replication& r) { return r.response[p].mean_seconds(); }},
      {"median_seconds", "median", "median", U::seconds,
       [p](const Replication& r) { return r.response[p].quantile_seconds(0.5); }},
      {"p90_seconds", "P90", "P90", U::seconds,
       [p](const Replication& r) { return r.response[p].quantile_seconds(0.9); }},
      {"within_target", "innen målet", "within target", U::share,
       [p](const Replication& r) { return r.response[p].share_within(); }}};
}

std::vector<SimulatedFigure> service_figures(int days) {
  using U = SimulatedUnit;
  return {{"busy_fraction", "opptatt", "busy", U::share, [](const Replication& r) { return r.busy_fraction(); }},
          {"kilometres_per_day", "km per døgn", "km a day", U::number,
           [days](const Replication& r) { return r.kilometres_per_day(days); }},
          {"moves_per_shift", "flytt per vakt", "moves a shift", U::number,
           [](const Replication& r) { return r.moves_per_shift(); }},
          {"waited_share", "ventet på ledig bil", "waited for a unit", U::share, [](const Replication& r) {
             return r.calls == 0 ? 0 : static_cast<double>(r.waited) / static_cast<double>(r.calls);
           }}};
}

std::string simulation_text(const SimulateAnswer& answer, const SimulationText& style) {
  const auto language = language_in(style.language);
  const text::TableStyle table{.colour = style.colour, .max_width = style.width};
  return head(answer, language) + (answer.trace ? about_trace(*answer.trace, language) : "") +
         response_table(answer, language, table) + "\n" + service_table(answer, language, table) +
         change_table(answer, language, table);
}

std::string simulation_json(const SimulateAnswer& answer) {
  nlohmann::ordered_json out = {{"schema_version", 1},
                                {"service", answer.area.id},
                                {"year", answer.situation.year},
                                {"days", answer.order.days},
                                {"warm_up_days", answer.order.warm_up_days},
                                {"replications", answer.order.replications},
                                {"seed", answer.order.seed},
                                {"complete", answer.complete()}};
  if (answer.trace)
    out["trace"] = {{"rows", answer.trace->rows},
                    {"calls", answer.trace->calls.size()},
                    {"rows_without_time", answer.trace->without_call_time},
                    {"incidents_without_place", answer.trace->without_place},
                    {"durations_replaced", answer.trace->replaced}};
  for (const auto& policy : answer.policies) out["policies"].push_back(json_of(answer, policy));
  return out.dump(2) + "\n";
}

sim::Estimate estimate_of(const sim::Run& run, const SimulatedFigure& figure) {
  auto estimate = sim::estimate(run, figure.figure);
  if (!estimate.interval) return estimate;
  estimate.interval->low = std::max(estimate.interval->low, 0.0);
  if (figure.unit == SimulatedUnit::share) estimate.interval->high = std::min(estimate.interval->high, 1.0);
  return estimate;
}

}  // namespace kjede::service
