#pragma once
// The regression under the demand model: log μ = x·β + f(hour of week), f penalised by its second differences around
// the week (Eilers & Marx 1996), counts Poisson or negative binomial; fitted by penalised iteratively reweighted least
// squares (Wood 2017, §3.4).

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "kjede/planning/demand.hpp"

namespace kjede::planning {

struct RegressionData {
  std::vector<std::uint8_t> hour;  // of the week, per row
  std::vector<double> covariates;  // rows × width, the first of each row is 1
  std::size_t width = 1;
  std::vector<std::uint32_t> counts;  // per row
  std::size_t rows() const { return hour.size(); }
};

struct RegressionFit {
  std::vector<double> beta;
  std::array<double, hours_of_week> week{};  // sums to 0
  std::vector<double> mean;                  // per row
  double effective_parameters = 0.0;
  double deviance = 0.0;  // Poisson
  double pearson = 1.0;   // χ² with Poisson variance, by degrees of freedom
  bool converged = false;
};

// `start`: a fit of much the same data, to begin from; null: none.
RegressionFit fit_regression(const RegressionData& data, double penalty, double dispersion,
                             const RegressionFit* start = nullptr);

// α of the variance μ + α μ² by moments (Cameron & Trivedi): 0 when the counts spread no more than Poisson.
double dispersion_of(const RegressionData& data, const RegressionFit& fit);

}  // namespace kjede::planning
