#pragma once
// Response times of a set of zones, within one replication or all of them, and estimates from them.

#include <functional>
#include <span>
#include <vector>

#include "kjede/planning/compare.hpp"

namespace kjede::planning {

using ZoneSet = std::vector<std::uint32_t>;

// Acute responses of some zones, 0 to under 70 minutes, in bins of half a minute.
struct Pool {
  double n = 0, within = 0, sum = 0;  // sum: milliseconds
  std::vector<double> histogram;

  Pool();
  void add(const sim::ZoneResponses& zone);
  void add(const Pool& other, double sign = 1);
  double mean() const;  // minutes
  double share_within() const;
  double quantile(double p) const;     // minutes, linear within a bin
  double slowest(double share) const;  // mean of the slowest share; bins count as their middle
};
Pool pool_of(const sim::Replication& replication, const ZoneSet& zones);

using PoolFigure = std::function<double(const Pool&)>;

// One value per replication: mean with Student's interval, and the paired difference from `first` (empty: none).
Compared from_values(const std::vector<double>& values, const std::vector<double>& first);
Compared by_replication(std::span<const Pool> pools, std::span<const Pool> first, const PoolFigure& figure);
// All replications together, with the jackknife over them.
Compared by_jackknife(std::span<const Pool> pools, std::span<const Pool> first, const PoolFigure& figure);

}  // namespace kjede::planning
