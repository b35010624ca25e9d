#pragma once
// Response times of a set of zones, within one replication or all of them, and estimates from them.

#include <functional>
#include <span>
#include <vector>

#include "kjede/planning/compare.hpp"

namespace kjede::planning {

using ZoneSet = std::vector<std::uint32_t>;

// Acute responses of some zones, 0 to under 70 minutes, as the register counts them.
struct Pool {
  double within = 0;
  std::vector<double> minutes;  // ascending

  void add(const Pool& other);
  Pool without(const Pool& part) const;  // `part` was added before
  double n() const { return static_cast<double>(minutes.size()); }
  double mean() const;  // minutes
  double share_within() const;
  double quantile(double p) const;     // minutes, type 7
  double slowest(double share) const;  // mean of the slowest share
};
Pool pool_of(const sim::Replication& replication, const ZoneSet& zones);

using PoolFigure = std::function<double(const Pool&)>;

// One value per replication: mean with Student's interval, and the paired difference from `first` (empty: none).
Compared from_values(const std::vector<double>& values, const std::vector<double>& first);
Compared by_replication(std::span<const Pool> pools, std::span<const Pool> first, const PoolFigure& figure);
// All replications together, with the jackknife over them.
Compared by_jackknife(std::span<const Pool> pools, std::span<const Pool> first, const PoolFigure& figure);

}  // namespace kjede::planning
