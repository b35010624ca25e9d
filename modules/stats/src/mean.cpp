#include "kjede/stats/mean.hpp"

#include <cmath>

#include "distributions.hpp"

namespace kjede::stats {
namespace {

long double long_sum(std::span<const double> values, long double shift) {
  long double total = 0;
  for (const double value : values) total += value - shift;
  return total;
}

// The first mean, moved by the mean of what is left over: as R does.
long double long_mean(std::span<const double> values) {
  const auto n = static_cast<long double>(values.size());
  const long double first = long_sum(values, 0) / n;
  return first + long_sum(values, first) / n;
}

}  // namespace

double sum(std::span<const double> values) { return static_cast<double>(long_sum(values, 0)); }

std::optional<double> mean(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  return static_cast<double>(long_mean(values));
}

std::optional<double> standard_deviation(std::span<const double> values) {
  if (values.size() < 2) return std::nullopt;
  const long double centre = long_mean(values);
  long double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return static_cast<double>(std::sqrt(squares / static_cast<long double>(values.size() - 1)));
}

std::optional<Interval> mean_t(std::span<const double> values, double level) {
  const auto centre = mean(values), spread = standard_deviation(values);
  if (!centre || !spread) return std::nullopt;
  return mean_t(values.size(), *centre, *spread, level);
}

std::optional<Interval> mean_t(std::size_t n, double mean, double standard_deviation, double level) {
  if (n < 2 || !(standard_deviation > 0) || !is_level(level)) return std::nullopt;
  const double count = static_cast<double>(n);
  const double half = student_t(level, count - 1) * standard_deviation / std::sqrt(count);
  return Interval{mean - half, mean + half};
}

}  // namespace kjede::stats
