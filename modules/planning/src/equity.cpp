#include "kjede/planning/equity.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace kjede::planning {
namespace {

std::vector<std::size_t> from_worst(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

}  // namespace

double gini(std::span<const double> weights, std::span<const double> values) {
  double below = 0.0;  // area under the Lorenz curve, times twice the totals
  double total = 0.0;
  double people = 0.0;
  for (const auto i : from_worst(values)) {
    const double has = weights[i] * values[i];
    below += weights[i] * (2.0 * total + has);
    total += has;
    people += weights[i];
  }
  return total > 0.0 ? 1.0 - below / (total * people) : 0.0;
}

double worst_share(std::span<const double> weights, std::span<const double> values, double share) {
  const double wanted = share * std::accumulate(weights.begin(), weights.end(), 0.0);
  if (wanted <= 0.0) return 0.0;
  double taken = 0.0;
  double sum = 0.0;
  for (const auto i : from_worst(values)) {
    const double part = std::min(weights[i], wanted - taken);
    sum += part * values[i];
    taken += part;
    if (taken >= wanted) break;
  }
  return sum / wanted;
}

}  // namespace kjede::planning
