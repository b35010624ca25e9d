#include "pooled.hpp"

#include <algorithm>

#include "kjede/stats/mean.hpp"

namespace kjede::planning {
namespace {

constexpr double minutes_per_bin = sim::ZoneResponses::bin / 60'000.0;
constexpr std::size_t counted_bins = sim::ZoneResponses::bins - 1;  // the last is 70 minutes and more

// Estimate and interval from the values with one replication left out (Tukey's pseudo-values, Student's t).
sim::Estimate from_left_out(double whole, const std::vector<double>& without) {
  const auto n = static_cast<double>(without.size());
  std::vector<double> pseudo;
  for (const double value : without) pseudo.push_back(n * whole - (n - 1) * value);
  sim::Estimate estimate{whole, std::nullopt};
  if (const auto interval = stats::mean_t(pseudo)) {
    const double half = (interval->high - interval->low) / 2;
    estimate.interval = stats::Interval{whole - half, whole + half};
  }
  return estimate;
}

sim::Estimate estimate_of(const std::vector<double>& values) {
  return {stats::mean(values).value_or(0), stats::mean_t(values)};
}

Pool sum_of(std::span<const Pool> pools) {
  Pool whole;
  for (const auto& pool : pools) whole.add(pool);
  return whole;
}

}  // namespace

Pool::Pool() : histogram(counted_bins, 0) {}

void Pool::add(const sim::ZoneResponses& zone) {
  for (std::size_t b = 0; b < counted_bins; ++b) {
    histogram[b] += zone.histogram[b];
    n += zone.histogram[b];
  }
  within += zone.within;
  sum += static_cast<double>(zone.counted_sum);
}

void Pool::add(const Pool& other, double sign) {
  n += sign * other.n;
  within += sign * other.within;
  sum += sign * other.sum;
  for (std::size_t b = 0; b < counted_bins; ++b) histogram[b] += sign * other.histogram[b];
}

double Pool::mean() const { return n > 0 ? sum / n / 60'000 : 0; }

double Pool::share_within() const { return n > 0 ? within / n : 0; }

double Pool::quantile(double p) const {
  double left = p * n;
  for (std::size_t b = 0; b < counted_bins; ++b) {
    if (histogram[b] > 0 && left <= histogram[b])
      return (static_cast<double>(b) + left / histogram[b]) * minutes_per_bin;
    left -= histogram[b];
  }
  return 0;
}

double Pool::slowest(double share) const {
  const double wanted = share * n;
  double left = wanted, minutes = 0;
  for (std::size_t b = counted_bins; b-- > 0 && left > 0;) {
    const double taken = std::min(left, histogram[b]);
    minutes += taken * (static_cast<double>(b) + 0.5) * minutes_per_bin;
    left -= taken;
  }
  return wanted > 0 ? minutes / wanted : 0;
}

Pool pool_of(const sim::Replication& replication, const ZoneSet& zones) {
  Pool pool;
  for (const auto z : zones) pool.add(replication.zones[z]);
  return pool;
}

Compared from_values(const std::vector<double>& values, const std::vector<double>& first) {
  Compared result{estimate_of(values), std::nullopt};
  if (first.empty()) return result;
  std::vector<double> change;
  for (std::size_t r = 0; r < std::min(values.size(), first.size()); ++r) change.push_back(values[r] - first[r]);
  result.change = estimate_of(change);
  return result;
}

Compared by_replication(std::span<const Pool> pools, std::span<const Pool> first, const PoolFigure& figure) {
  std::vector<double> values, others;
  for (const auto& pool : pools) values.push_back(figure(pool));
  for (const auto& pool : first) others.push_back(figure(pool));
  return from_values(values, others);
}

Compared by_jackknife(std::span<const Pool> pools, std::span<const Pool> first, const PoolFigure& figure) {
  const Pool whole = sum_of(pools), other = sum_of(first);
  std::vector<double> without, change_without;
  for (std::size_t r = 0; r < pools.size(); ++r) {
    Pool rest = whole;
    rest.add(pools[r], -1);
    without.push_back(figure(rest));
    if (first.empty()) continue;
    Pool other_rest = other;
    other_rest.add(first[r], -1);
    change_without.push_back(without.back() - figure(other_rest));
  }
  Compared result{from_left_out(figure(whole), without), std::nullopt};
  if (!first.empty()) result.change = from_left_out(figure(whole) - figure(other), change_without);
  return result;
}

}  // namespace kjede::planning
