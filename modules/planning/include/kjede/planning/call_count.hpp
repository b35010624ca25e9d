#pragma once
// How many calls an hour can bring: Poisson, or negative binomial with variance μ + α μ².
//
//   const CallCount count{4.2, 0.05};
//   count.quantile(0.975);                  // the number of calls that is not exceeded with this probability

#include <cstdint>

namespace kjede::planning {

struct CallCount {
  double mean = 0.0;
  double dispersion = 0.0;  // α; 0: Poisson

  double variance() const { return mean + dispersion * mean * mean; }
  double probability(std::uint32_t n) const;
  double cumulative(std::uint32_t n) const;  // P(N ≤ n)
  std::uint32_t quantile(double p) const;    // smallest n with P(N ≤ n) ≥ p; p < 1
};

// The central interval that holds at least `level`: from the quantile of (1 − level) / 2 to that of (1 + level) / 2.
struct CallInterval {
  std::uint32_t low = 0, high = 0;
  double probability = 0.0;  // what it really holds: more than `level`, counts being whole
};
CallInterval interval(const CallCount& count, double level);

// Contribution of one hour to the Poisson deviance, 2 (y log(y/μ) − (y − μ)); μ > 0.
double poisson_deviance(std::uint32_t calls, double mean);

}  // namespace kjede::planning
