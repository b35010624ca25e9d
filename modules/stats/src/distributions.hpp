#pragma once
// Quantiles and tails of the distributions the intervals need, kept in one place so that only one file pays for
// Boost.Math.

#include <cstdint>
#include <functional>

namespace kjede::stats {

double normal_quantile(double p);
double normal_z(double level);                              // two-sided: Φ⁻¹(1 − (1−level)/2)
double student_t(double level, double degrees_of_freedom);  // two-sided
double beta_quantile(double p, double a, double b);
double chi_squared_quantile(double p, double degrees_of_freedom);
double gamma_quantile(double p, double shape, double scale);
double binomial_cdf(std::int64_t x, std::int64_t n, double p);  // P(X <= x); 0 for x < 0
double binomial_pmf(std::int64_t x, std::int64_t n, double p);
double poisson_cdf(std::int64_t x, double mean);
double poisson_pmf(std::int64_t x, double mean);

// Where a continuous, monotone f changes sign in [low, high], to the last bits (TOMS 748).
double root(const std::function<double(double)>& f, double low, double high);

bool is_level(double level);  // 0 < level < 1

}  // namespace kjede::stats
