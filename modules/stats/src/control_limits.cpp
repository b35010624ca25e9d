#include "control_limits.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kjede/stats/mean.hpp"
#include "kjede/stats/quantile.hpp"

namespace kjede::stats {
namespace {

constexpr double d2 = 1.128;             // mean range of two, in sd
constexpr double largest_range = 3.267;  // D4 for ranges of two
constexpr double largest_range_ip = 3.2665;
constexpr double t_power = 3.6;  // makes exponential times nearly normal (Nelson 1994)
constexpr double median_of_exponential = 0.693;

struct Part {
  std::span<const Subgroup> groups;
  const std::vector<bool>& base;
  const SpcOptions& options;
  bool categorical;
};

double mean_of_known(const std::vector<double>& values) {
  std::vector<double> known;
  for (const double value : values)
    if (!std::isnan(value)) known.push_back(value);
  return mean(known).value_or(missing);
}

template <class Get>
std::vector<double> of_baseline(const Part& part, Get get) {
  std::vector<double> values;
  for (std::size_t i = 0; i < part.groups.size(); ++i)
    if (part.base[i]) values.push_back(get(part.groups[i]));
  return values;
}

std::vector<double> baseline_values(const Part& part) {
  return of_baseline(part, [](const Subgroup& group) { return group.value; });
}

double median_of_known(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::ranges::sort(values);
  return median(values).value_or(missing);
}

// Nelson 1982: ranges that are themselves out of control are dropped, once.
double mean_range(std::vector<double> ranges, bool screen, double factor) {
  const double average = mean_of_known(ranges);
  if (!screen) return average;
  std::erase_if(ranges, [&](double range) { return !(range < factor * average); });
  return mean_of_known(ranges);
}

std::vector<double> moving_ranges(const std::vector<double>& values) {
  std::vector<double> ranges;
  for (std::size_t i = 1; i < values.size(); ++i) ranges.push_back(std::abs(values[i] - values[i - 1]));
  return ranges;
}

double sigma_of_ranges(const std::vector<double>& values, const SpcOptions& options) {
  return mean_range(moving_ranges(values), options.screen_moving_ranges, largest_range) / d2;
}

// Lays centre ± 3 and ± 2 sd, held within [low, high].
template <class Sd>
void lay_limits(ControlLimits& limits, std::size_t size, Sd sd, double low = -HUGE_VAL, double high = HUGE_VAL) {
  const auto held = [&](double limit) { return std::isfinite(limit) ? std::clamp(limit, low, high) : missing; };
  for (std::size_t i = 0; i < size; ++i) {
    const double one = sd(i);
    limits.lower.push_back(held(limits.centre - 3 * one));
    limits.upper.push_back(held(limits.centre + 3 * one));
    limits.lower95.push_back(held(limits.centre - 2 * one));
    limits.upper95.push_back(held(limits.centre + 2 * one));
  }
}

bool is_count(double value) { return value >= 0 && value < 9e15 && value == std::floor(value); }

// Σy/Σn of the baseline; remembered as integers where it is made of them.
void set_ratio_centre(ControlLimits& limits, const Part& part) {
  double y = 0, n = 0;
  bool counts = true;
  for (std::size_t i = 0; i < part.groups.size(); ++i) {
    const auto& group = part.groups[i];
    if (!part.base[i] || group.size == 0) continue;
    counts = counts && is_count(group.y_sum) && is_count(group.n);
    y += group.y_sum;
    n += group.n;
  }
  if (!(n > 0)) return;
  limits.centre = y / n;
  if (counts && is_count(y) && is_count(n))
    limits.exact_centre = {static_cast<std::int64_t>(y), static_cast<std::int64_t>(n)};
}

// Laney's factor: how much more the z-scores move from one subgroup to the next than chance would have them.
template <class Sd>
double laney_sigma(const ControlLimits& limits, const Part& part, Sd sd) {
  std::vector<double> z;
  for (std::size_t i = 0; i < part.groups.size(); ++i)
    if (part.base[i]) z.push_back((part.groups[i].value - limits.centre) / sd(i));
  if (!part.categorical) return sigma_of_ranges(z, part.options);
  std::erase_if(z, [](double value) { return std::isnan(value); });
  return standard_deviation(z).value_or(missing);
}

void ratio_limits(ControlLimits& limits, const Part& part) {
  const auto type = part.options.chart;
  const bool share = type == ChartType::p || type == ChartType::pp;
  const bool laney = type == ChartType::pp || type == ChartType::up;
  if (!part.options.centre) set_ratio_centre(limits, part);
  const double variance = share ? limits.centre * (1 - limits.centre) : limits.centre;
  const auto chance = [&](std::size_t i) { return std::sqrt(variance / part.groups[i].n); };
  const double sigma = laney ? laney_sigma(limits, part, chance) : 1;
  lay_limits(
      limits, part.groups.size(), [&](std::size_t i) { return part.groups[i].n > 0 ? sigma * chance(i) : missing; }, 0,
      share ? 1 : HUGE_VAL);
}

void individuals_limits(ControlLimits& limits, const Part& part) {
  const auto values = baseline_values(part);
  if (!part.options.centre) limits.centre = mean_of_known(values);
  const double sigma = sigma_of_ranges(values, part.options);
  lay_limits(limits, part.groups.size(), [&](std::size_t) { return sigma; });
}

void moving_range_limits(ControlLimits& limits, const Part& part) {
  const auto all = limits.value;
  std::vector<double> known;
  for (std::size_t i = 0; i < all.size(); ++i) {
    limits.value[i] = i == 0 ? missing : std::abs(all[i] - all[i - 1]);
    if (part.base[i]) known.push_back(limits.value[i]);
  }
  if (!part.options.centre) limits.centre = mean_of_known(known);
  limits.lower.assign(all.size(), 0);
  limits.lower95.assign(all.size(), 0);
  limits.upper.assign(all.size(), largest_range * limits.centre);
  limits.upper95.assign(all.size(), largest_range / 3 * 2 * limits.centre);
}

double c4(double m) { return std::sqrt(2 / (m - 1)) * std::exp(std::lgamma(m / 2) - std::lgamma((m - 1) / 2)); }

// The standard deviation within subgroups: their mean when all are of one size, else pooled (Montgomery 6.29, 6.31).
double sigma_within(const Part& part) {
  const bool one_size =
      std::ranges::all_of(part.groups, [&](const Subgroup& group) { return group.size == part.groups.front().size; });
  if (one_size) return mean_of_known(of_baseline(part, [](const Subgroup& group) { return group.y_sd; }));
  double squares = 0, freedom = 0;
  for (std::size_t i = 0; i < part.groups.size(); ++i) {
    const auto& group = part.groups[i];
    if (!part.base[i] || group.size < 2) continue;
    squares += (group.size - 1) * group.y_sd * group.y_sd;
    freedom += group.size - 1;
  }
  return freedom > 0 ? std::sqrt(squares / freedom) : missing;
}

void xbar_limits(ControlLimits& limits, const Part& part) {
  if (!part.options.centre) {
    double total = 0, rows = 0;
    for (std::size_t i = 0; i < part.groups.size(); ++i)
      if (part.base[i] && part.groups[i].size > 0) {
        total += part.groups[i].size * part.groups[i].y_mean;
        rows += part.groups[i].size;
      }
    limits.centre = rows > 0 ? total / rows : missing;
  }
  const double sigma = sigma_within(part);
  lay_limits(limits, part.groups.size(), [&](std::size_t i) {
    const double m = part.groups[i].size;
    return m > 1 ? sigma / (c4(m) * std::sqrt(m)) : missing;
  });
}

void s_limits(ControlLimits& limits, const Part& part) {
  if (!part.options.centre) limits.centre = sigma_within(part);
  lay_limits(
      limits, part.groups.size(),
      [&](std::size_t i) {
        const double m = part.groups[i].size;
        return m > 1 ? limits.centre * std::sqrt(1 - c4(m) * c4(m)) / c4(m) : missing;
      },
      0);
}

void t_limits(ControlLimits& limits, const Part& part) {
  std::vector<double> transformed;
  for (const double value : baseline_values(part)) transformed.push_back(std::pow(value, 1 / t_power));
  limits.centre = part.options.centre ? std::pow(*part.options.centre, 1 / t_power) : mean_of_known(transformed);
  const double sigma = sigma_of_ranges(transformed, part.options);
  lay_limits(
      limits, part.groups.size(), [&](std::size_t) { return sigma; }, 0);
  limits.centre = std::pow(limits.centre, t_power);
  for (auto* column : {&limits.lower, &limits.upper, &limits.lower95, &limits.upper95})
    for (double& limit : *column) limit = std::pow(limit, t_power);
}

void c_limits(ControlLimits& limits, const Part& part) {
  if (!part.options.centre) limits.centre = mean_of_known(baseline_values(part));
  lay_limits(
      limits, part.groups.size(), [&](std::size_t) { return std::sqrt(limits.centre); }, 0);
}

// Limits about the mean of a geometric distribution, but runs about its median.
void g_limits(ControlLimits& limits, const Part& part) {
  const auto values = baseline_values(part);
  if (!part.options.centre) limits.centre = mean_of_known(values);
  lay_limits(
      limits, part.groups.size(), [&](std::size_t) { return std::sqrt(limits.centre * (limits.centre + 1)); }, 0);
  limits.centre = part.options.centre ? median_of_exponential * limits.centre : median_of_known(values);
}

void ip_limits(ControlLimits& limits, const Part& part) {
  if (!part.options.centre) {
    double weighted = 0, weight = 0;
    for (std::size_t i = 0; i < part.groups.size(); ++i)
      if (part.base[i] && !std::isnan(part.groups[i].value)) {
        weighted += part.groups[i].value * part.groups[i].n;
        weight += part.groups[i].n;
      }
    limits.centre = weight > 0 ? weighted / weight : missing;
  }
  std::vector<double> spreads;  // of all subgroups, not only the baseline
  for (std::size_t i = 1; i < part.groups.size(); ++i) {
    const auto &left = part.groups[i - 1], &right = part.groups[i];
    spreads.push_back(std::sqrt(std::numbers::pi / 2) * std::abs(right.value - left.value) /
                      std::sqrt(1 / left.n + 1 / right.n));
  }
  const double spread = mean_range(std::move(spreads), part.options.screen_moving_ranges, largest_range_ip);
  lay_limits(limits, part.groups.size(), [&](std::size_t i) { return spread / std::sqrt(part.groups[i].n); });
}

void run_limits(ControlLimits& limits, const Part& part) {
  if (!part.options.centre) limits.centre = median_of_known(baseline_values(part));
  for (auto* column : {&limits.lower, &limits.upper, &limits.lower95, &limits.upper95})
    column->assign(part.groups.size(), missing);
}

}  // namespace

ControlLimits control_limits(std::span<const Subgroup> groups, const std::vector<bool>& base, const SpcOptions& options,
                             bool categorical) {
  const Part part{groups, base, options, categorical};
  ControlLimits limits;
  limits.centre = options.centre.value_or(missing);
  for (const auto& group : groups) limits.value.push_back(group.value);
  switch (options.chart) {
    case ChartType::run: run_limits(limits, part); break;
    case ChartType::i: individuals_limits(limits, part); break;
    case ChartType::mr: moving_range_limits(limits, part); break;
    case ChartType::xbar: xbar_limits(limits, part); break;
    case ChartType::s: s_limits(limits, part); break;
    case ChartType::t: t_limits(limits, part); break;
    case ChartType::p:
    case ChartType::pp:
    case ChartType::u:
    case ChartType::up: ratio_limits(limits, part); break;
    case ChartType::c: c_limits(limits, part); break;
    case ChartType::g: g_limits(limits, part); break;
    case ChartType::ip: ip_limits(limits, part); break;
  }
  return limits;
}

}  // namespace kjede::stats
