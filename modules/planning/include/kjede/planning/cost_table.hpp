#pragma once
// What it costs (minutes, seconds, metres: the unit is the caller's) to get from a site to a demand point. Sparse: a
// pair that is not in the table cannot be travelled.
//
//   const auto costs = CostTable::euclidean(sites, points, 800.0);   // pairs within 800 m

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace kjede::planning {

using Index = std::uint32_t;

struct Place {
  double x = 0.0;  // planar metres
  double y = 0.0;
};

struct CostLink {
  Index point = 0;
  double cost = 0.0;
};

struct CostEntry {
  Index site = 0;
  Index point = 0;
  double cost = 0.0;
};

class CostTable {
 public:
  CostTable() = default;
  // Entries in any order; of a pair that stands twice the last one counts.
  CostTable(std::size_t sites, std::size_t points, std::vector<CostEntry> entries);
  // Straight-line distances up to and including `limit`, times `factor`.
  static CostTable euclidean(std::span<const Place> sites, std::span<const Place> points,
                             double limit = std::numeric_limits<double>::infinity(), double factor = 1.0);

  std::size_t sites() const { return first_.empty() ? 0 : first_.size() - 1; }
  std::size_t points() const { return points_; }
  std::size_t size() const { return links_.size(); }
  bool complete() const { return links_.size() == sites() * points_; }
  std::span<const CostLink> of_site(std::size_t site) const {  // by point
    return {links_.data() + first_[site], first_[site + 1] - first_[site]};
  }

 private:
  std::vector<std::size_t> first_;
  std::vector<CostLink> links_;
  std::size_t points_ = 0;
};

}  // namespace kjede::planning
