#include "distributions.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/tools/toms748_solve.hpp>

namespace kjede::stats {

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

double normal_z(double level) { return -normal_quantile((1 - level) / 2); }

double student_t(double level, double degrees_of_freedom) {
  return -boost::math::quantile(boost::math::students_t(degrees_of_freedom), (1 - level) / 2);
}

double beta_quantile(double p, double a, double b) {
  return boost::math::quantile(boost::math::beta_distribution(a, b), p);
}

double gamma_quantile(double p, double shape, double scale) {
  return boost::math::quantile(boost::math::gamma_distribution(shape, scale), p);
}

double chi_squared_quantile(double p, double degrees_of_freedom) {
  return gamma_quantile(p, degrees_of_freedom / 2, 2.0);
}

double binomial_cdf(std::int64_t x, std::int64_t n, double p) {
  if (x < 0) return 0;
  if (x >= n) return 1;
  return boost::math::cdf(boost::math::binomial(static_cast<double>(n), p), static_cast<double>(x));
}

double binomial_pmf(std::int64_t x, std::int64_t n, double p) {
  return boost::math::pdf(boost::math::binomial(static_cast<double>(n), p), static_cast<double>(x));
}

double poisson_cdf(std::int64_t x, double mean) {
  if (x < 0) return 0;
  if (mean <= 0) return 1;
  return boost::math::cdf(boost::math::poisson(mean), static_cast<double>(x));
}

double poisson_pmf(std::int64_t x, double mean) {
  if (mean <= 0) return x == 0 ? 1 : 0;
  return boost::math::pdf(boost::math::poisson(mean), static_cast<double>(x));
}

double root(const std::function<double(double)>& f, double low, double high) {
  std::uintmax_t iterations = 300;
  const auto [a, b] =
      boost::math::tools::toms748_solve(f, low, high, boost::math::tools::eps_tolerance<double>(50), iterations);
  return (a + b) / 2;
}

bool is_level(double level) { return level > 0 && level < 1; }

}  // namespace kjede::stats
