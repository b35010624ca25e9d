#include "kjede/stats/proportion.hpp"

#include <algorithm>
#include <cmath>

#include "distributions.hpp"

namespace kjede::stats {
namespace {

bool usable(std::int64_t x, std::int64_t n, double level) { return n > 0 && x >= 0 && x <= n && is_level(level); }

double share(std::int64_t x, std::int64_t n) { return static_cast<double>(x) / static_cast<double>(n); }

// One end of prop.test's interval, on the side of `sign`, for the share moved outwards by the correction.
double corrected_end(double p, double n, double z, int sign) {
  const double z2 = z * z / (2 * n);
  const double root_term = z * std::sqrt(p * (1 - p) / n + z2 / (2 * n));
  return (p + z2 + sign * root_term) / (1 + 2 * z2);
}

}  // namespace

std::optional<double> proportion(std::int64_t x, std::int64_t n) {
  if (!usable(x, n, 0.5)) return std::nullopt;
  return share(x, n);
}

std::optional<Interval> wilson(std::int64_t x, std::int64_t n, double level) {
  if (!usable(x, n, level)) return std::nullopt;
  const double p = share(x, n), count = static_cast<double>(n), z = normal_z(level), z2 = z * z / count;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double half = z * std::sqrt(p * (1 - p) / count + z2 / (4 * count)) / (1 + z2);
  return Interval{x == 0 ? 0 : std::max(0.0, middle - half), x == n ? 1 : std::min(1.0, middle + half)};
}

std::optional<Interval> wilson_corrected(std::int64_t x, std::int64_t n, double level) {
  if (!usable(x, n, level)) return std::nullopt;
  const double p = share(x, n), count = static_cast<double>(n), z = normal_z(level);
  const double correction = std::min(0.5, std::abs(static_cast<double>(x) - count / 2)) / count;
  const double below = p - correction, above = p + correction;
  return Interval{below <= 0 ? 0 : std::max(0.0, corrected_end(below, count, z, -1)),
                  above >= 1 ? 1 : std::min(1.0, corrected_end(above, count, z, +1))};
}

std::optional<Interval> clopper_pearson(std::int64_t x, std::int64_t n, double level) {
  if (!usable(x, n, level)) return std::nullopt;
  const double a = static_cast<double>(x), b = static_cast<double>(n - x), tail = (1 - level) / 2;
  return Interval{x == 0 ? 0 : beta_quantile(tail, a, b + 1), x == n ? 1 : beta_quantile(1 - tail, a + 1, b)};
}

std::optional<Interval> agresti_coull(std::int64_t x, std::int64_t n, double level) {
  if (!usable(x, n, level)) return std::nullopt;
  const double z = normal_z(level), count = static_cast<double>(n) + z * z;
  const double p = (static_cast<double>(x) + z * z / 2) / count;
  const double half = z * std::sqrt(p * (1 - p) / count);
  return Interval{p - half, p + half};
}

std::optional<Interval> jeffreys(std::int64_t x, std::int64_t n, double level) {
  if (!usable(x, n, level)) return std::nullopt;
  const double a = static_cast<double>(x) + 0.5, b = static_cast<double>(n - x) + 0.5, tail = (1 - level) / 2;
  return Interval{x == 0 ? 0 : beta_quantile(tail, a, b), x == n ? 1 : beta_quantile(1 - tail, a, b)};
}

std::optional<Interval> mid_p(std::int64_t x, std::int64_t n, double level) {
  if (!usable(x, n, level)) return std::nullopt;
  const double tail = (1 - level) / 2;
  const auto below = [=](double p) { return binomial_cdf(x, n, p) - binomial_pmf(x, n, p) / 2; };
  Interval ci{0, 1};
  if (x > 0) ci.low = root([=](double p) { return 1 - below(p) - tail; }, 0, share(x, n));
  if (x < n) ci.high = root([=](double p) { return below(p) - tail; }, share(x, n), 1);
  return ci;
}

}  // namespace kjede::stats
