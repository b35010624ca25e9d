#include "demand_regression.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kjede::planning {
namespace {

// Symmetric positive definite, n × n, lower triangle.
class Cholesky {
 public:
  Cholesky(std::vector<double> a, std::size_t n) : l_(std::move(a)), n_(n) {
    for (std::size_t j = 0; j < n_; ++j) {
      for (std::size_t k = 0; k < j; ++k) at(j, j) -= at(j, k) * at(j, k);
      at(j, j) = std::sqrt(std::max(at(j, j), 1e-12));
      for (std::size_t i = j + 1; i < n_; ++i) {
        for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k);
        at(i, j) /= at(j, j);
      }
    }
  }
  std::vector<double> solve(std::vector<double> b) const {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= get(i, k) * b[k];
      b[i] /= get(i, i);
    }
    for (std::size_t i = n_; i-- > 0;) {
      for (std::size_t k = i + 1; k < n_; ++k) b[i] -= get(k, i) * b[k];
      b[i] /= get(i, i);
    }
    return b;
  }

 private:
  double& at(std::size_t i, std::size_t j) { return l_[i * n_ + j]; }
  double get(std::size_t i, std::size_t j) const { return l_[i * n_ + j]; }
  std::vector<double> l_;
  std::size_t n_;
};

// Normal equations of one step: the week's factors first, then the covariates.
struct Equations {
  std::size_t size = 0;
  std::vector<double> matrix;  // unpenalised, lower triangle
  std::vector<double> right;
};

Equations equations_of(const RegressionData& data, const std::vector<double>& mean, const std::vector<double>& eta,
                       double dispersion) {
  const auto width = data.width;
  Equations out{hours_of_week + width, {}, {}};
  out.matrix.assign(out.size * out.size, 0.0);
  out.right.assign(out.size, 0.0);
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double weight = mean[row] / (1.0 + dispersion * mean[row]);
    const double working = eta[row] + (data.counts[row] - mean[row]) / mean[row];
    const auto hour = data.hour[row];
    const double* x = &data.covariates[row * width];
    out.matrix[hour * out.size + hour] += weight;
    out.right[hour] += weight * working;
    for (std::size_t i = 0; i < width; ++i) {
      const double wx = weight * x[i];
      auto* line = &out.matrix[(hours_of_week + i) * out.size];
      line[hour] += wx;
      out.right[hours_of_week + i] += wx * working;
      for (std::size_t j = 0; j <= i; ++j) line[hours_of_week + j] += wx * x[j];
    }
  }
  return out;
}

// Second differences around the week, and a little ridge that settles what the level and the week share.
void add_penalty(std::vector<double>& matrix, std::size_t size, double penalty) {
  constexpr std::array<double, 3> difference{1.0, -2.0, 1.0};
  for (std::size_t h = 0; h < hours_of_week; ++h) {
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = 0; b < 3; ++b) {
        const auto i = (h + a) % hours_of_week, j = (h + b) % hours_of_week;
        if (j <= i) matrix[i * size + j] += penalty * difference[a] * difference[b];
      }
    }
    for (std::size_t j = 0; j <= h; ++j) matrix[h * size + j] += 1e-3;  // (Σ f)²
    matrix[h * size + h] += 1e-6;
  }
}

void predict(const RegressionData& data, RegressionFit& fit, std::vector<double>& eta) {
  for (std::size_t row = 0; row < data.rows(); ++row) {
    double sum = fit.week[data.hour[row]];
    for (std::size_t i = 0; i < data.width; ++i) sum += data.covariates[row * data.width + i] * fit.beta[i];
    eta[row] = std::clamp(sum, -25.0, 15.0);
    fit.mean[row] = std::exp(eta[row]);
  }
}

double trace_of(const Cholesky& penalised, const Equations& equations) {
  double trace = 0.0;
  for (std::size_t j = 0; j < equations.size; ++j) {
    std::vector<double> column(equations.size);
    for (std::size_t i = 0; i < equations.size; ++i)
      column[i] = i >= j ? equations.matrix[i * equations.size + j] : equations.matrix[j * equations.size + i];
    trace += penalised.solve(std::move(column))[j];
  }
  return trace;
}

double deviance_of(const RegressionData& data, const RegressionFit& fit) {
  double sum = 0.0;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double y = data.counts[row];
    sum += 2.0 * ((y > 0 ? y * std::log(y / fit.mean[row]) : 0.0) - (y - fit.mean[row]));
  }
  return sum;
}

RegressionFit first_fit(const RegressionData& data, const RegressionFit* start) {
  RegressionFit fit;
  fit.beta.assign(data.width, 0.0);
  fit.mean.assign(data.rows(), 0.0);
  if (start != nullptr && start->beta.size() == data.width) {
    fit.beta = start->beta;
    fit.week = start->week;
    return fit;
  }
  const double calls = std::accumulate(data.counts.begin(), data.counts.end(), 0.0);
  fit.beta[0] = std::log(std::max(calls, 0.5) / static_cast<double>(data.rows()));
  return fit;
}

}  // namespace

RegressionFit fit_regression(const RegressionData& data, double penalty, double dispersion,
                             const RegressionFit* start) {
  auto fit = first_fit(data, start);
  std::vector<double> eta(data.rows());
  predict(data, fit, eta);
  double before = deviance_of(data, fit);
  constexpr int most_steps = 50;
  for (int step = 0; step < most_steps && !fit.converged; ++step) {
    const auto equations = equations_of(data, fit.mean, eta, dispersion);
    auto matrix = equations.matrix;
    add_penalty(matrix, equations.size, penalty);
    const Cholesky penalised(std::move(matrix), equations.size);
    const auto solution = penalised.solve(equations.right);
    std::copy_n(solution.begin(), hours_of_week, fit.week.begin());
    std::copy(solution.begin() + hours_of_week, solution.end(), fit.beta.begin());
    predict(data, fit, eta);
    fit.deviance = deviance_of(data, fit);
    fit.converged = std::abs(fit.deviance - before) < 1e-7 * (std::abs(fit.deviance) + 1.0);
    before = fit.deviance;
    if (fit.converged || step + 1 == most_steps) fit.effective_parameters = trace_of(penalised, equations);
  }
  double chi_squared = 0.0;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double off = data.counts[row] - fit.mean[row];
    chi_squared += off * off / fit.mean[row];
  }
  fit.pearson = chi_squared / std::max(1.0, static_cast<double>(data.rows()) - fit.effective_parameters);
  return fit;
}

double dispersion_of(const RegressionData& data, const RegressionFit& fit) {
  double squared = 0.0;
  double means = 0.0;
  double squares = 0.0;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double off = data.counts[row] - fit.mean[row];
    squared += off * off;
    means += fit.mean[row];
    squares += fit.mean[row] * fit.mean[row];
  }
  const auto rows = static_cast<double>(data.rows());
  const double freedom = rows / std::max(1.0, rows - fit.effective_parameters);  // the fit has followed some of it
  return squares > 0.0 ? std::max(0.0, (freedom * squared - means) / squares) : 0.0;
}

}  // namespace kjede::planning
