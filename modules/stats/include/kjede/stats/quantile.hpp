#pragma once
// Quantiles of a sample, Tukey's five numbers. The caller sorts (ascending) and drops what is missing.
//
//   std::ranges::sort(minutes);
//   auto p90 = stats::quantile(minutes, 0.9);   // type 7

#include <array>
#include <optional>
#include <span>

namespace kjede::stats {

// Hyndman & Fan 1996: type 2 averages at steps (SAS), type 6 is SPSS and Minitab, type 7 R and most figures, type 8
// is nearly unbiased for the median.
enum class QuantileType { type2 = 2, type6 = 6, type7 = 7, type8 = 8 };

// 0 <= p <= 1. Nothing for an empty sample or p outside [0, 1]; one value is every quantile of itself.
std::optional<double> quantile(std::span<const double> sorted, double p, QuantileType type = QuantileType::type7);

std::optional<double> median(std::span<const double> sorted);

// Minimum, lower hinge, median, upper hinge, maximum (Tukey 1977). Nothing for an empty sample.
std::optional<std::array<double, 5>> five_numbers(std::span<const double> sorted);

}  // namespace kjede::stats
