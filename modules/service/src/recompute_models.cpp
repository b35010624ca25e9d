// Standardised rates, survival, quantiles and means of a statistics file.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "case_reader.hpp"
#include "kjede/stats/mean.hpp"
#include "kjede/stats/quantile.hpp"
#include "kjede/stats/standardise.hpp"
#include "kjede/stats/survival.hpp"

namespace kjede::service {
namespace {

constexpr double usual_times[] = {0, 1, 30, 90, 365};  // days
constexpr double usual_probabilities[] = {0.1, 0.25, 0.5, 0.75, 0.9};

void direct(Json& item, CaseReader& reader, CaseReader& input) {
  const auto events = input.counts("events");
  const auto population = input.numbers("population");
  auto standard = std::vector<double>(stats::european_standard_2013.begin(), stats::european_standard_2013.end());
  if (input.has("standard")) standard = input.numbers("standard");
  const double multiplier = reader.number("multiplier", 1);
  reader.faults_from(input);
  if (reader.failed()) return;
  const auto rate = stats::direct_standardised(events, population, standard, multiplier);
  if (!rate) return reader.faults(rate.error());
  item["expected"] = {{"total_events", rate->events},
                      {"crude_rate", number(rate->crude)},
                      {"dsr", number(rate->rate)},
                      {"dobson_byar_ci95", pair(rate->dobson_byar)},
                      {"fay_feuer_gamma_ci95", pair(rate->fay_feuer)},
                      {"phe_suppressed_below_10", rate->few_events}};
}

void indirect(Json& item, CaseReader& reader, CaseReader& input) {
  const auto events = input.counts("events");
  const auto population = input.numbers("population"), reference_events = input.numbers("ref_events"),
             reference_population = input.numbers("ref_population");
  reader.faults_from(input);
  if (reader.failed()) return;
  const auto ratio = stats::indirect_standardised(events, population, reference_events, reference_population);
  if (!ratio) return reader.faults(ratio.error());
  item["expected"] = {{"observed", ratio->observed},
                      {"expected", number(ratio->expected)},
                      {"ratio", number(ratio->ratio)},
                      {"ci95", pair(ratio->ci)},
                      {"method", std::string(ratio->method)}};
}

Json steps_of(const stats::SurvivalCurve& curve) {
  Json rows = Json::array();
  for (const auto& step : curve.steps)
    rows.push_back({{"time", number(step.time)},
                    {"n_risk", number(step.at_risk)},
                    {"n_event", number(step.events)},
                    {"n_censor", number(step.censored)},
                    {"surv", number(step.survival)},
                    {"greenwood_se", number(step.standard_error())}});
  return rows;
}

Json row_at(const stats::SurvivalCurve& curve, double time) {
  const auto step = stats::survival_at(curve, time);
  Json row = {{"time", number(time)}, {"surv", number(step.survival)}};
  const auto add = [&](const std::string& name, stats::SurvivalScale scale) {
    const auto ci = pair(stats::survival_interval(step, scale));
    row[name + "_lo"] = ci.at(0);
    row[name + "_hi"] = ci.at(1);
  };
  add("log", stats::SurvivalScale::log);
  add("loglog", stats::SurvivalScale::log_log);
  add("plain", stats::SurvivalScale::plain);
  return row;
}

// Times given as numbers, or as rows with a time.
void collect_times(const Json& holder, std::vector<double>& times) {
  if (!holder.is_object() || !holder.contains("at") || !holder.at("at").is_array()) return;
  for (const auto& entry : holder.at("at")) {
    const Json& time = entry.is_object() && entry.contains("time") ? entry.at("time") : entry;
    if (time.is_number()) times.push_back(time.get<double>());
  }
}

std::vector<double> times_asked_for(const Json& item, const stats::SurvivalCurve& curve) {
  std::vector<double> times;
  collect_times(item, times);
  for (const char* holder : {"input", "options", "expected"})
    if (times.empty() && item.contains(holder)) collect_times(item.at(holder), times);
  if (!times.empty()) return times;
  std::set<double> usual(std::begin(usual_times), std::end(usual_times));
  for (const auto& step : curve.steps) usual.insert(step.time);
  return {usual.begin(), usual.end()};
}

std::vector<stats::FollowUp> read_patients(CaseReader& reader) {
  std::vector<stats::FollowUp> patients;
  CaseReader input(reader.member("input"), reader.name());
  const auto times = input.optional_numbers("time"), events = input.optional_numbers("event");
  if (times.size() != events.size()) input.fault("'time' and 'event' differ in length");
  for (std::size_t i = 0; i < std::min(times.size(), events.size()); ++i)
    if (times[i] && events[i]) patients.push_back({*times[i], *events[i] != 0});
  reader.faults_from(input);
  return patients;
}

Json probabilities(Json& item, CaseReader& reader) {
  if (reader.has("probs")) return reader.array("probs");
  Json usual = Json::array();
  for (const double p : usual_probabilities) usual.push_back(p);
  item["probs"] = usual;
  return usual;
}

void write_quantiles(Json& item, const std::vector<double>& sorted, const Json& probabilities) {
  for (const int type : {2, 6, 7, 8}) {
    Json row = Json::array();
    for (const auto& p : probabilities)
      row.push_back(number(stats::quantile(sorted, p.get<double>(), static_cast<stats::QuantileType>(type))));
    item[fmt::format("type{}", type)] = std::move(row);
  }
  Json five = Json::array();
  const auto numbers = stats::five_numbers(sorted);
  for (std::size_t k = 0; k < 5; ++k) five.push_back(numbers ? number(numbers->at(k)) : Json(nullptr));
  item["fivenum"] = std::move(five);
}

}  // namespace

void recompute_standardise(Json& item, CaseReader& reader) {
  const auto kind = reader.text("kind");
  CaseReader input(reader.member("input"), reader.name());
  if (kind == "direct") return direct(item, reader, input);
  if (kind == "indirect") return indirect(item, reader, input);
  if (!kind.empty()) reader.fault(fmt::format("kind '{}' is not known", kind), "use direct or indirect");
}

void recompute_survival(Json& item, CaseReader& reader) {
  const auto patients = read_patients(reader);
  if (reader.failed()) return;
  const auto curve = stats::kaplan_meier(patients);
  if (!curve) return reader.faults(curve.error());
  Json at = Json::array();
  for (const double time : times_asked_for(item, *curve)) at.push_back(row_at(*curve, time));
  const auto median = stats::median_survival(*curve);
  item["expected"] = {
      {"steps", steps_of(*curve)},
      {"at", std::move(at)},
      {"median",
       {{"median", number(median.median)}, {"0.95LCL", number(median.low)}, {"0.95UCL", number(median.high)}}}};
}

void recompute_quantile(Json& item, CaseReader& reader) {
  std::vector<double> values;
  for (const auto& value : reader.optional_numbers("values"))
    if (value) values.push_back(*value);
  const Json probs = probabilities(item, reader);
  for (const auto& p : probs)
    if (!p.is_number() || p.get<double>() < 0 || p.get<double>() > 1)
      reader.fault("'probs' is not a list of numbers from 0 to 1");
  if (reader.failed()) return;
  item["n"] = values.size();
  const auto mean = stats::mean(values), sd = stats::standard_deviation(values);
  const auto ci = stats::mean_t(values);
  std::ranges::sort(values);
  write_quantiles(item, values, probs);
  item["mean"] = number(mean);
  item["sd"] = number(sd);
  item["mean_ci95"] = pair(ci);
}

}  // namespace kjede::service
