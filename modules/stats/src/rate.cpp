#include "kjede/stats/rate.hpp"

#include <algorithm>
#include <cmath>

#include "distributions.hpp"

namespace kjede::stats {
namespace {

constexpr std::int64_t byar_from = 10;

std::optional<Interval> per_exposure(std::optional<Interval> count, double exposure, double multiplier) {
  if (!count || !(exposure > 0) || !std::isfinite(exposure)) return std::nullopt;
  return count->scaled(multiplier / exposure);
}

// A count whose true mean surely covers both ends of any interval in use.
double far_above(std::int64_t x) { return static_cast<double>(x) * 2 + 200; }

std::optional<Interval> poisson_mid_p(std::int64_t x, double level) {
  if (x < 0 || !is_level(level)) return std::nullopt;
  const double tail = (1 - level) / 2, count = static_cast<double>(x);
  const auto below = [=](double mean) { return poisson_cdf(x, mean) - poisson_pmf(x, mean) / 2; };
  Interval ci;
  if (x > 0) ci.low = root([=](double mean) { return 1 - below(mean) - tail; }, 0, count);
  ci.high = root([=](double mean) { return below(mean) - tail; }, count, far_above(x));
  return ci;
}

std::optional<Interval> poisson_profile_likelihood(std::int64_t x, double level) {
  if (x < 0 || !is_level(level)) return std::nullopt;
  if (x == 0) return Interval{0, -std::log(1 - level)};
  const double count = static_cast<double>(x), limit = chi_squared_quantile(level, 1);
  const auto deviance = [=](double mean) { return 2 * (count * std::log(count / mean) - count + mean) - limit; };
  return Interval{root(deviance, count * 1e-12, count), root(deviance, count, far_above(x))};
}

}  // namespace

std::optional<double> rate(std::int64_t x, double exposure, double multiplier) {
  if (x < 0 || !(exposure > 0) || !std::isfinite(exposure)) return std::nullopt;
  return static_cast<double>(x) / exposure * multiplier;
}

std::optional<Interval> poisson_exact(std::int64_t x, double level) {
  if (x < 0 || !is_level(level)) return std::nullopt;
  const double count = static_cast<double>(x), tail = (1 - level) / 2;
  return Interval{x == 0 ? 0 : chi_squared_quantile(tail, 2 * count) / 2,
                  chi_squared_quantile(1 - tail, 2 * count + 2) / 2};
}

std::optional<Interval> poisson_byar(std::int64_t x, double level) {
  if (x < 0 || !is_level(level)) return std::nullopt;
  const double z = normal_z(level), low = static_cast<double>(x), high = low + 1;
  Interval ci;
  if (x > 0) ci.low = std::max(0.0, low * std::pow(1 - 1 / (9 * low) - z / (3 * std::sqrt(low)), 3));
  ci.high = high * std::pow(1 - 1 / (9 * high) + z / (3 * std::sqrt(high)), 3);
  return ci;
}

std::optional<Interval> rate_exact(std::int64_t x, double exposure, double multiplier, double level) {
  return per_exposure(poisson_exact(x, level), exposure, multiplier);
}

std::optional<Interval> rate_byar(std::int64_t x, double exposure, double multiplier, double level) {
  return per_exposure(poisson_byar(x, level), exposure, multiplier);
}

std::optional<Interval> rate_phe(std::int64_t x, double exposure, double multiplier, double level) {
  return per_exposure(x < byar_from ? poisson_exact(x, level) : poisson_byar(x, level), exposure, multiplier);
}

std::string_view rate_phe_method(std::int64_t x) { return x < byar_from ? "Exact" : "Byars"; }

std::optional<Interval> rate_mid_p(std::int64_t x, double exposure, double multiplier, double level) {
  return per_exposure(poisson_mid_p(x, level), exposure, multiplier);
}

std::optional<Interval> rate_profile_likelihood(std::int64_t x, double exposure, double multiplier, double level) {
  return per_exposure(poisson_profile_likelihood(x, level), exposure, multiplier);
}

}  // namespace kjede::stats
