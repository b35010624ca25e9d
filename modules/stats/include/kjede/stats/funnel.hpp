#pragma once
// Funnel plots: do units differ more than chance explains? One value per unit, limits that narrow with the
// denominator.
//
//   std::vector<stats::FunnelUnit> units{{22, 119}, {15, 115}};
//   KJEDE_ASSIGN(auto funnel, stats::funnel_sd3(units, stats::FunnelKind::proportion));

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::stats {

enum class FunnelKind { proportion, rate, ratio };

// ratio: observed and expected. A unit with denominator 0 has no value and no limits.
struct FunnelUnit {
  double numerator = 0;
  double denominator = 0;
};

// ---- ± 3 and ± 2 standard deviations about Σy/Σn of all units: the form of the Norwegian reports' figures.
struct Sd3Limits {
  std::optional<double> value{};
  std::optional<Interval> sd3{};
  std::optional<Interval> sd2{};
  bool outside3sd = false;  // strictly
};
struct Sd3Funnel {
  std::optional<double> centre{};
  std::vector<Sd3Limits> units{};  // in the order given
};
// kind: proportion (limits of a p chart, clipped to [0, 1]) or rate (u chart, clipped at 0).
base::Result<Sd3Funnel> funnel_sd3(std::span<const FunnelUnit> units, FunnelKind kind, double multiply = 1);
// The limits for one denominator, to draw the funnel: centre ± k·sd, unscaled.
std::optional<Interval> sd_limits(double centre, double denominator, FunnelKind kind, double k);

// ---- Interpolated exact binomial limits (Spiegelhalter 2005): better for small denominators and shares near 0 or 1.
struct BinomialLimits {
  Interval limits95{};
  Interval limits998{};
};
std::optional<BinomialLimits> exact_binomial_limits(double centre, std::int64_t denominator);
base::Result<std::vector<std::optional<BinomialLimits>>> funnel_exact_binomial(std::span<const FunnelUnit> units);

// ---- Additive overdispersion (Spiegelhalter et al. 2012; algorithm of FunnelPlotR, its CQC limits put on the scale
// of the ratio).
enum class DispersionScale { proportion, shmi, cqc };
struct OverdispersedUnit {
  std::size_t unit = 0;  // position in the input; units without a denominator are left out
  double value = 0;
  double z = 0;
  std::optional<double> z_trimmed{};  // Winsorised; shmi truncates instead: nothing for a unit cut off
  Interval limits95{};                // without overdispersion: binomial on the asin√ scale, or Poisson
  Interval limits998{};
  Interval od_limits95{};  // with it
  Interval od_limits998{};
  bool outside998_od = false;
};
struct OverdispersedFunnel {
  double target = 1;  // Σy/Σn, or 1 for ratios
  double phi = 0;
  double tau2 = 0;
  std::vector<OverdispersedUnit> units{};
};
base::Result<OverdispersedFunnel> funnel_overdispersed(std::span<const FunnelUnit> units, DispersionScale scale,
                                                       double multiply = 1);

// ---- Public Health England: is Σy/Σn outside the unit's own 95 % or 99.8 % interval (Wilson, or exact/Byar)?
enum class Significance { low998, low95, none, high95, high998 };
std::string_view to_string(Significance significance);  // "Low (0.001)", …, "Not significant"
base::Result<std::vector<std::optional<Significance>>> funnel_significance(std::span<const FunnelUnit> units,
                                                                           FunnelKind kind);

}  // namespace kjede::stats
