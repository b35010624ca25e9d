#include "kjede/planning/congestion.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::planning {
namespace {

// P_k of the M/M/A loss system, k = 0 … servers; scaled at every step so that no factorial overflows.
std::vector<double> state_law(int servers, double load) {
  std::vector<double> law{1.0};
  double total = 1.0;
  for (int k = 1; k <= servers; ++k) {
    law.push_back(law.back() * load / k);
    total += law.back();
    if (total < 1e200) continue;
    for (auto& p : law) p /= total;
    total = 1.0;
  }
  for (auto& p : law) p /= total;
  return law;
}

}  // namespace

double erlang_b(int servers, double load) {
  double blocked = 1.0;
  for (int n = 1; n <= servers; ++n) blocked = load * blocked / (n + load * blocked);
  return blocked;
}

double busy_fraction(int servers, double load) { return load * (1.0 - erlang_b(servers, load)) / servers; }

double offered_load(int servers, double busy) {
  double low = 0.0;
  double high = 1.0;
  while (busy_fraction(servers, high) < busy) high *= 2.0;
  for (int step = 0; step < 200 && low < high; ++step) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;
    (busy_fraction(servers, middle) < busy ? low : high) = middle;
  }
  return high;
}

std::vector<double> larson_corrections(int servers, double busy) {
  std::vector<double> corrections(static_cast<std::size_t>(std::max(servers, 0)), 1.0);
  if (busy <= 0.0) return corrections;
  const auto law = state_law(servers, offered_load(servers, busy));
  for (int j = 0; j < servers; ++j) {
    double exact = 0.0;
    for (int k = j; k < servers; ++k) {
      double first_busy = 1.0;  // (k)_j / (A)_j
      for (int i = 0; i < j; ++i) first_busy *= static_cast<double>(k - i) / (servers - i);
      exact += law[static_cast<std::size_t>(k)] * first_busy * (servers - k) / (servers - j);
    }
    corrections[static_cast<std::size_t>(j)] = exact / (std::pow(busy, j) * (1.0 - busy));
  }
  return corrections;
}

}  // namespace kjede::planning
