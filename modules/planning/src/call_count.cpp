#include "kjede/planning/call_count.hpp"

#include <cmath>

namespace kjede::planning {
namespace {

constexpr double tiny_dispersion = 1e-9;
constexpr std::uint32_t most = 10'000'000;  // no hour brings more

// P(0), then P(n) from P(n − 1): the sums below walk up from 0.
struct Walk {
  double p = 0.0;
  double mean, dispersion;
  explicit Walk(const CallCount& count) : mean(count.mean), dispersion(count.dispersion) {
    p = dispersion < tiny_dispersion ? std::exp(-mean) : std::exp(-std::log1p(dispersion * mean) / dispersion);
  }
  void step(std::uint32_t n) {
    const auto k = static_cast<double>(n);
    p *= dispersion < tiny_dispersion
             ? mean / k
             : (1.0 / dispersion + k - 1.0) / k * (dispersion * mean / (1.0 + dispersion * mean));
  }
};

}  // namespace

double CallCount::probability(std::uint32_t n) const {
  if (mean <= 0.0) return n == 0 ? 1.0 : 0.0;
  const auto k = static_cast<double>(n);
  if (dispersion < tiny_dispersion) return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0));
  const double r = 1.0 / dispersion;
  return std::exp(std::lgamma(r + k) - std::lgamma(r) - std::lgamma(k + 1.0) - r * std::log1p(mean / r) +
                  k * (std::log(mean) - std::log(r + mean)));
}

double CallCount::cumulative(std::uint32_t n) const {
  if (mean <= 0.0) return 1.0;
  if (mean > 500.0) {  // the walk would start from nothing: the normal approximation with continuity correction
    return 0.5 * std::erfc(-(static_cast<double>(n) + 0.5 - mean) / std::sqrt(2.0 * variance()));
  }
  Walk walk(*this);
  double sum = walk.p;
  for (std::uint32_t k = 1; k <= n; ++k) {
    walk.step(k);
    sum += walk.p;
  }
  return sum < 1.0 ? sum : 1.0;
}

std::uint32_t CallCount::quantile(double p) const {
  if (mean <= 0.0) return 0;
  if (mean > 500.0) {
    auto n = static_cast<std::uint32_t>(mean);
    while (n > 0 && cumulative(n - 1) >= p) n -= n / 64 + 1 > n ? n : 1;
    while (n < most && cumulative(n) < p) ++n;
    return n;
  }
  Walk walk(*this);
  double sum = walk.p;
  std::uint32_t n = 0;
  while (sum < p && n < most) {
    walk.step(++n);
    if (walk.p < 1e-300 && n > mean) break;
    sum += walk.p;
  }
  return n;
}

CallInterval interval(const CallCount& count, double level) {
  const auto low = count.quantile((1.0 - level) / 2.0);
  const auto high = count.quantile((1.0 + level) / 2.0);
  return {low, high, count.cumulative(high) - (low == 0 ? 0.0 : count.cumulative(low - 1))};
}

double poisson_deviance(std::uint32_t calls, double mean) {
  const auto y = static_cast<double>(calls);
  return 2.0 * ((calls == 0 ? 0.0 : y * std::log(y / mean)) - (y - mean));
}

}  // namespace kjede::planning
