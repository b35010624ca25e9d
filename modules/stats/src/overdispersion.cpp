// Additive overdispersion: units differ by more than chance, so the limits make room for a between-unit variance τ²,
// estimated on a scale where the value is nearly normal (Spiegelhalter et al. 2012).
#include <algorithm>
#include <cmath>
#include <numbers>

#include "distributions.hpp"
#include "funnel_check.hpp"
#include "kjede/stats/codes.hpp"
#include "kjede/stats/funnel.hpp"
#include "kjede/stats/quantile.hpp"

namespace kjede::stats {
namespace {

constexpr double trim = 0.1, tenths = 10;
constexpr double k95 = 1.959964, k998 = 3.090232;  // as the peer has them

// A value y/n made nearly normal, its standard error there, and the way back.
struct Scale {
  DispersionScale kind;
  double target;  // on the ratio's own scale

  double forward(double ratio) const {
    switch (kind) {
      case DispersionScale::proportion: return std::asin(std::sqrt(ratio));
      case DispersionScale::shmi: return std::log(ratio);
      case DispersionScale::cqc: return std::sqrt(ratio);
    }
    return ratio;
  }
  double standard_error(double n) const { return 1 / ((kind == DispersionScale::shmi ? 1 : 2) * std::sqrt(n)); }
  // Held where the transformation ends: beyond it the inverse would fold back.
  double back(double y) const {
    switch (kind) {
      case DispersionScale::proportion: return std::pow(std::sin(std::clamp(y, 0.0, std::numbers::pi / 2)), 2);
      case DispersionScale::shmi: return std::exp(y);
      case DispersionScale::cqc: return std::pow(std::max(0.0, y), 2);
    }
    return y;
  }
  Interval around_target(double k, double variance) const {
    const double middle = forward(target), half = k * std::sqrt(variance);
    return {back(middle - half), back(middle + half)};
  }
};

void winsorise(std::vector<OverdispersedUnit>& units) {
  std::vector<double> sorted;
  for (const auto& unit : units) sorted.push_back(unit.z);
  std::ranges::sort(sorted);
  const double low = *quantile(sorted, trim), high = *quantile(sorted, 1 - trim);
  for (auto& unit : units) unit.z_trimmed = std::clamp(unit.z, low, high);
}

// SHMI leaves out the lowest and highest tenth by rank; ties share their mean rank.
void truncate(std::vector<OverdispersedUnit>& units) {
  const double n = static_cast<double>(units.size());
  for (auto& unit : units) {
    double below = 0, same = 0;
    for (const auto& other : units) {
      below += other.z < unit.z;
      same += other.z == unit.z;
    }
    const double rank = below + (same + 1) / 2, tenth = std::floor(rank * tenths / (n + 1));
    if (tenth >= 1 && tenth <= tenths - 2) unit.z_trimmed = unit.z;
  }
}

void estimate_variance(OverdispersedFunnel& funnel, std::span<const FunnelUnit> input, const Scale& scale) {
  double n = 0, squares = 0, weights = 0, squared_weights = 0;
  for (const auto& unit : funnel.units) {
    if (!unit.z_trimmed) continue;
    const double weight = std::pow(scale.standard_error(input[unit.unit].denominator), -2);
    n += 1;
    squares += *unit.z_trimmed * *unit.z_trimmed;
    weights += weight;
    squared_weights += weight * weight;
  }
  if (n == 0) return;
  funnel.phi = squares / n;
  const double spare = weights - squared_weights / weights;
  if (squares >= n - 1 && spare > 0) funnel.tau2 = std::max(0.0, (squares - (n - 1)) / spare);
}

Interval poisson_limits(double expected, double level) {
  const double tail = (1 - level) / 2;
  return {chi_squared_quantile(tail, 2 * expected) / 2 / expected,
          chi_squared_quantile(1 - tail, 2 * (expected + 1)) / 2 / expected};
}

void set_limits(OverdispersedFunnel& funnel, std::span<const FunnelUnit> input, const Scale& scale, double multiply) {
  const bool proportion = scale.kind == DispersionScale::proportion;
  for (auto& unit : funnel.units) {
    const double n = input[unit.unit].denominator, chance = std::pow(scale.standard_error(n), 2);
    const auto od998 = scale.around_target(k998, chance + funnel.tau2);
    unit.outside998_od = !od998.contains(unit.value);
    unit.limits95 = (proportion ? scale.around_target(k95, chance) : poisson_limits(n, 0.95)).scaled(multiply);
    unit.limits998 = (proportion ? scale.around_target(k998, chance) : poisson_limits(n, 0.998)).scaled(multiply);
    unit.od_limits95 = scale.around_target(k95, chance + funnel.tau2).scaled(multiply);
    unit.od_limits998 = od998.scaled(multiply);
    unit.value *= multiply;
  }
}

}  // namespace

base::Result<OverdispersedFunnel> funnel_overdispersed(std::span<const FunnelUnit> units, DispersionScale kind,
                                                       double multiply) {
  const bool proportion = kind == DispersionScale::proportion;
  KJEDE_TRY(check_units(units, proportion ? FunnelKind::proportion : FunnelKind::ratio));
  const auto centre = overall(units);
  if (!centre) return base::fail(codes::no_denominator, "every denominator is 0");
  OverdispersedFunnel funnel;
  funnel.target = proportion ? *centre : 1;
  const Scale scale{kind, funnel.target};
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto [y, n] = units[i];
    if (!(n > 0)) continue;
    if (kind == DispersionScale::shmi && y == 0)
      return base::fail(codes::bad_option, "unit " + std::to_string(i + 1) + ": no events, and SHMI takes a logarithm",
                        "use the CQC scale");
    const double z = (scale.forward(y / n) - scale.forward(funnel.target)) / scale.standard_error(n);
    funnel.units.push_back({.unit = i, .value = y / n, .z = z});
  }
  if (kind == DispersionScale::shmi)
    truncate(funnel.units);
  else
    winsorise(funnel.units);
  estimate_variance(funnel, units, scale);
  set_limits(funnel, units, scale, multiply);
  return funnel;
}

}  // namespace kjede::stats
