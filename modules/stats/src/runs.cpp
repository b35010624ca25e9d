#include "kjede/stats/runs.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <vector>

#include "distributions.hpp"
#include "wide.hpp"

namespace kjede::stats {
namespace {

// Smallest c with 20·ΣC(m,k), k <= c, at least 2^m. Exact for any Integer wide enough to hold 20·2^m.
template <class Integer>
int crossings_min(int m) {
  const Integer whole = Integer(1) << m;
  Integer term = 1, cumulative = 1;
  int c = 0;
  while (cumulative * 20 < whole) {
    term = term * (m - c) / (c + 1);
    cumulative += term;
    ++c;
  }
  return c;
}

constexpr int fits_128_bits = 115;  // C(115, k)·115 and 20·2^115 stay below 2^128

// Probability that n symmetric coin tosses have no run above longest and at least `crossings` changes of side: the
// share of compositions of n into parts of at most `longest`, each toss halving.
double quiet_probability(int n, int longest, int crossings) {
  std::vector<double> ways(static_cast<std::size_t>(n) + 1, 0), next(ways.size());
  ways[0] = 2;  // either side may begin
  double quiet = 0;
  for (int runs = 1; runs <= n; ++runs) {
    std::fill(next.begin(), next.end(), 0.0);
    for (int used = runs; used <= n; ++used)
      for (int part = 1; part <= std::min(longest, used); ++part)
        next[static_cast<std::size_t>(used)] += std::ldexp(ways[static_cast<std::size_t>(used - part)], -part);
    std::swap(ways, next);
    if (runs - 1 >= crossings) quiet += ways.back();
  }
  return quiet;
}

struct Run {
  int length = 0;
  std::size_t first = 0, last = 0;
};

}  // namespace

RunsLimits runs_limits(int n_useful) {
  const int m = n_useful - 1;
  const int longest = static_cast<int>(std::lround(std::log2(n_useful))) + 3;
  return {longest, m <= fits_128_bits ? crossings_min<UInt128>(m) : crossings_min<boost::multiprecision::cpp_int>(m)};
}

RunsAnalysis runs_analysis(std::span<const int> signs) {
  RunsAnalysis result;
  Run current, longest;
  int crossings = 0, side = 0;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    if (signs[i] == 0) continue;
    ++result.n_useful;
    if (signs[i] != side) {
      if (side != 0) ++crossings;
      side = signs[i];
      current = {0, i, i};
    }
    ++current.length;
    current.last = i;
    if (current.length > longest.length) longest = current;
  }
  if (result.n_useful == 0) return result;
  const RunsLimits limits = runs_limits(result.n_useful);
  result.longest_run = longest.length;
  result.longest_run_max = limits.longest_run_max;
  result.n_crossings = crossings;
  result.n_crossings_min = limits.n_crossings_min;
  result.run_first = longest.first;
  result.run_last = longest.last;
  result.long_run = longest.length > limits.longest_run_max;
  result.few_crossings = crossings < limits.n_crossings_min;
  return result;
}

FalseAlarm runs_false_alarm(int n_useful) {
  const RunsLimits limits = runs_limits(n_useful);
  return {std::max(0.0, 1 - quiet_probability(n_useful, limits.longest_run_max, limits.n_crossings_min)),
          std::max(0.0, 1 - quiet_probability(n_useful, limits.longest_run_max, 0)),
          binomial_cdf(limits.n_crossings_min - 1, n_useful - 1, 0.5)};
}

}  // namespace kjede::stats
