#include "pooled.hpp"

#include <algorithm>
#include <iterator>

#include "kjede/stats/mean.hpp"
#include "kjede/stats/quantile.hpp"

namespace kjede::planning {
namespace {

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

void Pool::add(const Pool& other) {
  within += other.within;
  const auto middle = static_cast<std::ptrdiff_t>(minutes.size());
  minutes.insert(minutes.end(), other.minutes.begin(), other.minutes.end());
  std::inplace_merge(minutes.begin(), minutes.begin() + middle, minutes.end());
}

Pool Pool::without(const Pool& part) const {
  Pool rest;
  rest.within = within - part.within;
  rest.minutes.reserve(minutes.size() - part.minutes.size());
  std::ranges::set_difference(minutes, part.minutes, std::back_inserter(rest.minutes));
  return rest;
}

double Pool::mean() const { return stats::mean(minutes).value_or(0); }

double Pool::share_within() const { return minutes.empty() ? 0 : within / n(); }

double Pool::quantile(double p) const { return stats::quantile(minutes, p).value_or(0); }

double Pool::slowest(double share) const {
  const double wanted = share * n();
  double left = wanted, sum = 0;
  for (std::size_t i = minutes.size(); i-- > 0 && left > 0; left -= 1) sum += std::min(left, 1.0) * minutes[i];
  return wanted > 0 ? sum / wanted : 0;
}

Pool pool_of(const sim::Replication& replication, const ZoneSet& zones) {
  Pool pool;
  for (const auto z : zones) {
    pool.within += replication.zones[z].within;
    for (const auto time : replication.zones[z].times) {
      if (time < sim::national_bound) pool.minutes.push_back(time / 60'000.0);
    }
  }
  std::ranges::sort(pool.minutes);
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
    without.push_back(figure(whole.without(pools[r])));
    if (first.empty()) continue;
    change_without.push_back(without.back() - figure(other.without(first[r])));
  }
  Compared result{from_left_out(figure(whole), without), std::nullopt};
  if (!first.empty()) result.change = from_left_out(figure(whole) - figure(other), change_without);
  return result;
}

}  // namespace kjede::planning
