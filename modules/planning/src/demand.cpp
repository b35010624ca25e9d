#include "kjede/planning/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "demand_regression.hpp"
#include "demand_shares.hpp"
#include "kjede/planning/codes.hpp"

namespace kjede::planning {
namespace {

constexpr double hours_a_year = 365.2425 * 24.0;
constexpr std::size_t least_hours = 4 * hours_of_week;

double season_angle(std::uint16_t day_of_year) { return 2.0 * std::numbers::pi * (day_of_year - 1) / 365.2425; }

double years_from(std::int64_t hour, std::int64_t middle) { return static_cast<double>(hour - middle) / hours_a_year; }

// What the length of the data allows: the season needs a year to be told from the trend, the trend two.
struct Form {
  std::size_t harmonics = 0;
  bool trend = false;
  std::size_t width() const { return 1 + (trend ? 1 : 0) + 2 * harmonics; }
};

Form form_for(std::size_t hours, const DemandOptions& options) {
  const double years = static_cast<double>(hours) / hours_a_year;
  return {years >= 1.0 ? options.harmonics : 0, options.trend && years >= 1.95};
}

RegressionData regression_data(const DemandData& data, std::size_t end, const Form& form, std::int64_t middle) {
  RegressionData out;
  out.width = form.width();
  out.hour.reserve(end);
  out.covariates.reserve(end * out.width);
  for (std::size_t t = 0; t < end; ++t) {
    const auto& slot = data.slots[t];
    out.hour.push_back(slot.hour_of_week);
    out.covariates.push_back(1.0);
    if (form.trend) out.covariates.push_back(years_from(slot.hour, middle));
    for (std::size_t k = 1; k <= form.harmonics; ++k) {
      const double angle = season_angle(slot.day_of_year) * static_cast<double>(k);
      out.covariates.push_back(std::cos(angle));
      out.covariates.push_back(std::sin(angle));
    }
  }
  return out;
}

// The penalty with the least deviance per free parameter: quasi-likelihood AIC, scaled by the spread of the loosest
// fit.
RegressionFit best_fit(const RegressionData& data, double& penalty) {
  constexpr std::array<double, 8> penalties{0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6};
  RegressionFit best;
  double least = 0.0;
  double scale = 1.0;
  const RegressionFit* start = nullptr;
  RegressionFit last;
  for (const double tried : penalties) {
    last = fit_regression(data, tried, 0.0, start);
    start = &last;
    if (tried == penalties.front()) scale = std::max(1.0, last.pearson);
    const double criterion = last.deviance / scale + 2.0 * last.effective_parameters;
    if (best.mean.empty() || criterion < least) {
      least = criterion;
      best = last;
      penalty = tried;
    }
  }
  return best;
}

// The week's factors with mean 1; the level takes the rest.
void normalise(DemandRhythm& rhythm) {
  double mean = 0.0;
  for (const double factor : rhythm.week) mean += std::exp(factor) / hours_of_week;
  for (auto& factor : rhythm.week) factor -= std::log(mean);
  rhythm.level += std::log(mean);
}

DemandRhythm rhythm_of(RegressionData& data, const Form& form) {
  DemandRhythm out;
  auto fit = best_fit(data, out.smoothing);
  out.pearson = fit.pearson;
  out.dispersion = dispersion_of(data, fit);
  if (out.dispersion > 0.0) {  // the weights of hours with many calls are less than Poisson gives them
    fit = fit_regression(data, out.smoothing, out.dispersion, &fit);
    out.dispersion = dispersion_of(data, fit);
  }
  out.effective_parameters = fit.effective_parameters;
  out.level = fit.beta[0];
  if (form.trend) out.trend = fit.beta[1];
  out.season.assign(fit.beta.begin() + (form.trend ? 2 : 1), fit.beta.end());
  out.week = fit.week;
  out.calls = std::accumulate(data.counts.begin(), data.counts.end(), std::int64_t{0});
  normalise(out);
  return out;
}

base::Result<void> check(const DemandData& data, std::size_t end) {
  if (end < least_hours) {
    return base::fail(codes::little_data, fmt::format("there are {} hours of calls", end),
                      fmt::format("bring in at least {} (four weeks)", least_hours));
  }
  base::Diagnostics problems;
  for (std::size_t p = 0; p < data.priorities.size(); ++p) {
    const bool any = std::any_of(data.calls.begin(), data.calls.end(),
                                 [&](const DemandCall& call) { return call.priority == p && call.slot < end; });
    if (any) continue;
    problems.push_back({codes::little_data.id,
                        base::Severity::error,
                        fmt::format("there are no calls of priority '{}'", data.priorities[p]),
                        {},
                        {},
                        "leave the priority out, or bring in its calls"});
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return {};
}

}  // namespace

std::size_t part_of_week(std::size_t hour_of_week) {
  const auto hour = hour_of_week % 24;
  const auto day = hour_of_week / 24;
  if (hour >= 23 || hour < 7) return 2;
  if (day >= 5) return 3;
  return hour < 17 ? 0 : 1;
}

DemandModel::DemandModel(std::vector<std::string> zones, std::vector<std::string> priorities,
                         std::vector<DemandRhythm> rhythms, std::int64_t middle_hour, std::size_t slots)
    : zones_(std::move(zones)),
      priorities_(std::move(priorities)),
      rhythms_(std::move(rhythms)),
      middle_hour_(middle_hour),
      slots_(slots) {}

double DemandModel::expected(std::size_t priority, const DemandSlot& slot) const {
  const auto& rhythm = rhythms_[priority];
  const double reach = static_cast<double>(slots_) / 2.0 / hours_a_year + 1.0;
  double log = rhythm.level + rhythm.week[slot.hour_of_week] +
               rhythm.trend * std::clamp(years_from(slot.hour, middle_hour_), -reach, reach);
  for (std::size_t k = 0; k * 2 < rhythm.season.size(); ++k) {
    const double angle = season_angle(slot.day_of_year) * static_cast<double>(k + 1);
    log += rhythm.season[2 * k] * std::cos(angle) + rhythm.season[2 * k + 1] * std::sin(angle);
  }
  return std::exp(log);
}

double DemandModel::share(std::size_t priority, std::size_t hour_of_week, std::size_t zone) const {
  return rhythms_[priority].share[zone][part_of_week(hour_of_week)];
}

DemandData without_priorities(const DemandData& data) {
  auto out = data;
  out.priorities = {""};
  for (auto& call : out.calls) call.priority = 0;
  return out;
}

std::vector<std::uint32_t> calls_by_slot(const DemandData& data, std::size_t priority) {
  std::vector<std::uint32_t> out(data.slots.size(), 0);
  for (const auto& call : data.calls) {
    if (call.priority == priority) ++out[call.slot];
  }
  return out;
}

base::Result<DemandModel> fit_demand(const DemandData& data, const DemandOptions& options) {
  return fit_demand(data, options, data.slots.size());
}

base::Result<DemandModel> fit_demand(const DemandData& data, const DemandOptions& options, std::size_t end) {
  KJEDE_TRY(check(data, end));
  const auto middle = data.slots.front().hour + static_cast<std::int64_t>(end / 2);
  const auto form = form_for(end, options);
  auto regression = regression_data(data, end, form, middle);
  const auto shares = zone_shares(data, options, end);
  std::vector<DemandRhythm> rhythms;
  for (std::size_t p = 0; p < data.priorities.size(); ++p) {
    auto counts = calls_by_slot(data, p);
    counts.resize(end);
    regression.counts = std::move(counts);
    rhythms.push_back(rhythm_of(regression, form));
    rhythms.back().share = shares[p];
  }
  return DemandModel(data.zones, data.priorities, std::move(rhythms), middle, end);
}

}  // namespace kjede::planning
