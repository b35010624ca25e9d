#include "kjede/sim/queueing.hpp"

#include <cmath>
#include <limits>

namespace kjede::sim {

double erlang_b(int servers, double load) {
  double blocked = 1;
  for (int n = 1; n <= servers; ++n) blocked = load * blocked / (n + load * blocked);
  return blocked;
}

double erlang_c(int servers, double load) {
  if (load >= servers) return 1;
  const double blocked = erlang_b(servers, load);
  return servers * blocked / (servers - load * (1 - blocked));
}

namespace {

// P_k of the M/M/A loss system, k = 0 … servers; scaled on the way so that no factorial overflows. From the bottom up:
// from the top down a light load on many servers would start from nothing.
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

std::vector<double> larson_corrections(int servers, double load) {
  const auto law = state_law(servers, load);
  const double r = load * (1 - law.back()) / servers;
  std::vector<double> corrections;
  for (int j = 0; j < servers; ++j) {
    double sum = 0;
    for (int k = j; k < servers; ++k) {
      double ordered = law[static_cast<std::size_t>(k)];  // · (k)_j / (A)_j
      for (int l = 0; l < j; ++l) ordered *= static_cast<double>(k - l) / (servers - l);
      sum += ordered * (servers - k) / (servers - j);
    }
    const double independent = std::pow(r, j) * (1 - r);
    corrections.push_back(independent > 0 ? sum / independent : 1);
  }
  return corrections;
}

}  // namespace kjede::sim
