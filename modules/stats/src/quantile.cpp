#include "kjede/stats/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace kjede::stats {
namespace {

// The value at position h, counted from 1, between neighbours in proportion; h is held within the sample. A position
// that misses a whole number only by rounding counts as that number.
double at_position(std::span<const double> sorted, double h) {
  h = std::clamp(h, 1.0, static_cast<double>(sorted.size()));
  double whole = std::floor(h + 1e-12 * h);
  const auto index = static_cast<std::size_t>(whole);
  const double share = std::max(0.0, h - whole);
  if (index >= sorted.size() || share <= 1e-12 * h) return sorted[index - 1];
  return sorted[index - 1] + share * (sorted[index] - sorted[index - 1]);
}

// Type 2: the mean of the two neighbours where n·p is whole, else the upper one.
double averaged_step(std::span<const double> sorted, double p) {
  const double n = static_cast<double>(sorted.size()), position = n * p;
  const double whole = std::round(position);
  if (std::abs(position - whole) > 1e-12 * std::max(1.0, position)) return at_position(sorted, std::ceil(position));
  return (at_position(sorted, whole) + at_position(sorted, whole + 1)) / 2;
}

}  // namespace

std::optional<double> quantile(std::span<const double> sorted, double p, QuantileType type) {
  if (sorted.empty() || !(p >= 0 && p <= 1)) return std::nullopt;
  const double n = static_cast<double>(sorted.size());
  switch (type) {
    case QuantileType::type2: return averaged_step(sorted, p);
    case QuantileType::type6: return at_position(sorted, (n + 1) * p);
    case QuantileType::type7: return at_position(sorted, 1 + (n - 1) * p);
    case QuantileType::type8: return at_position(sorted, (n + 1.0 / 3) * p + 1.0 / 3);
  }
  return std::nullopt;
}

std::optional<double> median(std::span<const double> sorted) { return quantile(sorted, 0.5, QuantileType::type2); }

std::optional<std::array<double, 5>> five_numbers(std::span<const double> sorted) {
  if (sorted.empty()) return std::nullopt;
  const double n = static_cast<double>(sorted.size()), hinge = std::floor((n + 3) / 2) / 2;
  return std::array{sorted.front(), at_position(sorted, hinge), at_position(sorted, (n + 1) / 2),
                    at_position(sorted, n + 1 - hinge), sorted.back()};
}

}  // namespace kjede::stats
