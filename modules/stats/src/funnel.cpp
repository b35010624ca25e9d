#include "kjede/stats/funnel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "distributions.hpp"
#include "funnel_check.hpp"
#include "kjede/stats/codes.hpp"
#include "kjede/stats/proportion.hpp"
#include "kjede/stats/rate.hpp"

namespace kjede::stats {
namespace {

// Spiegelhalter 2005: the smallest count r with F(r) >= alpha, moved down in proportion to how far F overshoots. Where
// r is 0 that would end below 0.
double interpolated_count(double alpha, std::int64_t n, double p) {
  std::int64_t low = -1, high = n;  // F(low) < alpha <= F(high)
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (binomial_cdf(middle, n, p) >= alpha ? high : low) = middle;
  }
  const double reached = binomial_cdf(high, n, p);
  const double overshoot = (reached - alpha) / (reached - binomial_cdf(high - 1, n, p));
  return std::max(0.0, static_cast<double>(high) - overshoot);
}

std::optional<Interval> own_interval(const FunnelUnit& unit, FunnelKind kind, double level) {
  const auto x = static_cast<std::int64_t>(unit.numerator);
  if (kind == FunnelKind::proportion) return wilson(x, static_cast<std::int64_t>(unit.denominator), level);
  return rate_phe(x, unit.denominator, 1, level);
}

Significance significance(double centre, const Interval& limits95, const Interval& limits998) {
  if (centre > limits998.high) return Significance::low998;
  if (centre < limits998.low) return Significance::high998;
  if (centre > limits95.high) return Significance::low95;
  if (centre < limits95.low) return Significance::high95;
  return Significance::none;
}

}  // namespace

base::Result<void> check_units(std::span<const FunnelUnit> units, FunnelKind kind) {
  base::Diagnostics faults;
  const auto fault = [&](const base::Code& code, std::size_t unit, std::string_view what) {
    faults.push_back({code.id, base::Severity::error, fmt::format("unit {}: {}", unit + 1, what), {}, {}, {}});
  };
  if (units.empty()) return base::fail(codes::no_rows, "there are no units");
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto [y, n] = units[i];
    if (!std::isfinite(y) || !std::isfinite(n)) fault(codes::not_finite, i, "a number is not finite");
    if (y < 0) fault(codes::negative, i, "the numerator is below 0");
    if (n < 0) fault(codes::negative, i, "the denominator is below 0");
    if (kind == FunnelKind::proportion && y > n && n >= 0)
      fault(codes::above_denominator, i, "the numerator is larger than the denominator");
    if (kind != FunnelKind::proportion && n == 0 && y > 0)
      fault(codes::no_denominator, i, "events, but the denominator is 0");
    if (kind == FunnelKind::proportion && (y != std::floor(y) || n != std::floor(n)))
      fault(codes::bad_option, i, "a proportion needs whole counts");
  }
  if (!faults.empty()) return base::fail(std::move(faults));
  return {};
}

std::optional<double> overall(std::span<const FunnelUnit> units) {
  double y = 0, n = 0;
  for (const auto& unit : units) {
    y += unit.numerator;
    n += unit.denominator;
  }
  return n > 0 ? std::optional(y / n) : std::nullopt;
}

std::optional<Interval> sd_limits(double centre, double denominator, FunnelKind kind, double k) {
  if (!(denominator > 0)) return std::nullopt;
  const bool share = kind == FunnelKind::proportion;
  const double sd = std::sqrt((share ? centre * (1 - centre) : centre) / denominator);
  return Interval{std::max(0.0, centre - k * sd), share ? std::min(1.0, centre + k * sd) : centre + k * sd};
}

base::Result<Sd3Funnel> funnel_sd3(std::span<const FunnelUnit> units, FunnelKind kind, double multiply) {
  KJEDE_TRY(check_units(units, kind));
  Sd3Funnel funnel;
  const auto centre = overall(units);
  if (centre) funnel.centre = *centre * multiply;
  for (const auto& unit : units) {
    auto& row = funnel.units.emplace_back();
    if (!centre || !(unit.denominator > 0)) continue;
    const double value = unit.numerator / unit.denominator;
    const auto limits3 = sd_limits(*centre, unit.denominator, kind, 3);
    const double slack = 1e-12 * std::max(std::abs(value), std::abs(*centre));
    row.outside3sd = value > limits3->high + slack || value < limits3->low - slack;
    row.value = value * multiply;
    row.sd3 = limits3->scaled(multiply);
    row.sd2 = sd_limits(*centre, unit.denominator, kind, 2)->scaled(multiply);
  }
  return funnel;
}

std::optional<BinomialLimits> exact_binomial_limits(double centre, std::int64_t denominator) {
  if (denominator <= 0 || !(centre >= 0 && centre <= 1)) return std::nullopt;
  if (centre == 0 || centre == 1) return BinomialLimits{{centre, centre}, {centre, centre}};
  const auto limit = [&](double alpha) {
    return interpolated_count(alpha, denominator, centre) / static_cast<double>(denominator);
  };
  return BinomialLimits{{limit(0.025), limit(0.975)}, {limit(0.001), limit(0.999)}};
}

base::Result<std::vector<std::optional<BinomialLimits>>> funnel_exact_binomial(std::span<const FunnelUnit> units) {
  KJEDE_TRY(check_units(units, FunnelKind::proportion));
  const auto centre = overall(units);
  std::vector<std::optional<BinomialLimits>> limits;
  for (const auto& unit : units)
    limits.push_back(centre ? exact_binomial_limits(*centre, static_cast<std::int64_t>(unit.denominator))
                            : std::nullopt);
  return limits;
}

std::string_view to_string(Significance significance) {
  static constexpr std::array<std::string_view, 5> names{"Low (0.001)", "Low (0.025)", "Not significant",
                                                         "High (0.025)", "High (0.001)"};
  return names[static_cast<std::size_t>(significance)];
}

base::Result<std::vector<std::optional<Significance>>> funnel_significance(std::span<const FunnelUnit> units,
                                                                           FunnelKind kind) {
  KJEDE_TRY(check_units(units, kind));
  const auto centre = overall(units);
  std::vector<std::optional<Significance>> result;
  for (const auto& unit : units) {
    const auto limits95 = own_interval(unit, kind, 0.95), limits998 = own_interval(unit, kind, 0.998);
    auto& entry = result.emplace_back();
    if (centre && limits95 && limits998) entry = significance(*centre, *limits95, *limits998);
  }
  return result;
}

}  // namespace kjede::stats
