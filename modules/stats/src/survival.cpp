#include "kjede/stats/survival.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "distributions.hpp"
#include "kjede/stats/codes.hpp"

namespace kjede::stats {
namespace {

constexpr double tolerance = 1.5e-8;  // as R compares survival with ½

Interval clipped(double low, double high) { return {std::max(0.0, low), std::min(1.0, high)}; }

// The first time a falling curve is at or below ½; midway to its next fall where it is exactly ½.
std::optional<double> crossing(const SurvivalCurve& curve,
                               const std::function<std::optional<double>(const SurvivalStep&)>& height) {
  std::optional<double> first, level;
  for (const auto& step : curve.steps) {
    const auto here = height(step);
    if (!here) continue;
    if (!first) {
      if (*here >= 0.5 + tolerance) continue;
      first = step.time;
      level = here;
      if (std::abs(*here - 0.5) >= tolerance) return first;
    } else if (*here < *level) {
      return (*first + step.time) / 2;
    }
  }
  return first;
}

}  // namespace

std::optional<double> SurvivalStep::standard_error() const {
  if (survival <= 0) return std::nullopt;
  return survival * std::sqrt(hazard_variance);
}

base::Result<SurvivalCurve> kaplan_meier(std::span<const FollowUp> patients) {
  if (patients.empty()) return base::fail(codes::no_rows, "there is nobody to follow");
  for (std::size_t i = 0; i < patients.size(); ++i)
    if (!std::isfinite(patients[i].time) || patients[i].time < 0)
      return base::fail(codes::bad_table, "row " + std::to_string(i + 1) + ": the time is negative or not finite");
  std::vector<FollowUp> order(patients.begin(), patients.end());
  std::ranges::sort(order, {}, &FollowUp::time);
  SurvivalCurve curve;
  double at_risk = static_cast<double>(order.size()), survival = 1, variance = 0;
  for (std::size_t i = 0; i < order.size();) {
    SurvivalStep step{order[i].time, at_risk, 0, 0, 1, 0};
    for (; i < order.size() && order[i].time == step.time; ++i) (order[i].event ? step.events : step.censored) += 1;
    survival *= 1 - step.events / at_risk;
    if (step.events > 0) variance += step.events / (at_risk * (at_risk - step.events));
    step.survival = survival;
    step.hazard_variance = variance;
    at_risk -= step.events + step.censored;
    curve.steps.push_back(step);
  }
  return curve;
}

SurvivalStep survival_at(const SurvivalCurve& curve, double t) {
  SurvivalStep result;
  for (const auto& step : curve.steps) {
    if (step.time > t) break;
    result = step;
  }
  result.time = t;
  return result;
}

std::optional<Interval> survival_interval(const SurvivalStep& step, SurvivalScale scale, double level) {
  const double s = step.survival;
  if (s <= 0 || !is_level(level)) return std::nullopt;
  if (s >= 1) return Interval{1, 1};
  const double half = normal_z(level) * std::sqrt(step.hazard_variance);
  switch (scale) {
    case SurvivalScale::plain: return clipped(s - s * half, s + s * half);
    case SurvivalScale::log: return clipped(s * std::exp(-half), s * std::exp(half));
    case SurvivalScale::log_log: {
      const double stretch = std::exp(-half / std::log(s));  // above 1: ln s is negative
      return clipped(std::pow(s, stretch), std::pow(s, 1 / stretch));
    }
  }
  return std::nullopt;
}

MedianSurvival median_survival(const SurvivalCurve& curve, SurvivalScale scale, double level) {
  const auto end = [&](double Interval::*which) {
    return crossing(curve, [=](const SurvivalStep& step) -> std::optional<double> {
      const auto ci = survival_interval(step, scale, level);
      return ci ? std::optional((*ci).*which) : std::nullopt;
    });
  };
  return {crossing(curve, [](const SurvivalStep& step) { return std::optional(step.survival); }), end(&Interval::low),
          end(&Interval::high)};
}

}  // namespace kjede::stats
