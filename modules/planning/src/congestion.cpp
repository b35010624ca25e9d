#include "kjede/planning/congestion.hpp"

#include <algorithm>

#include "kjede/sim/queueing.hpp"

namespace kjede::planning {
double busy_fraction(int servers, double load) { return load * (1.0 - sim::erlang_b(servers, load)) / servers; }

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
  if (busy <= 0.0) return std::vector<double>(static_cast<std::size_t>(std::max(servers, 0)), 1.0);
  return sim::larson_corrections(servers, offered_load(servers, busy));
}

}  // namespace kjede::planning
