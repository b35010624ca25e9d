#pragma once
// Expected coverage of demand by idle units: the value behind MEXCLP, and the counts that keep it up to date.
//
// A zone with k idle units within its time limit is covered with probability 1 − q^k, where q is the fraction of time
// that a unit is busy; the k-th unit adds demand · (1 − q) · q^(k−1) (Daskin 1983). Zones that the same stations cover
// behave as one and are merged into groups, so that a decision costs what the map is complex, not what it is large.
//
//   const Coverage cover = Coverage::build(zones, times, limits, demand);
//   CoverCounts counts(cover, 0.3, fleet_size);
//   counts.add(station);  double next = counts.gain(other);

#include <cstdint>
#include <span>
#include <vector>

#include "kjede/dispatch/fleet.hpp"

namespace kjede::dispatch {

class Coverage {
 public:
  // times: one row per station with the predicted arrival (turnout + drive + access) in each zone, so its size is a
  // multiple of limits.size(); a zone is covered when time <= limit. Zones without demand do not count.
  static Coverage build(std::span<const Millis> times, std::span<const Millis> limits, std::span<const double> demand);

  std::uint32_t station_count() const { return static_cast<std::uint32_t>(first_.size()) - 1; }
  std::uint32_t group_count() const { return static_cast<std::uint32_t>(demand_.size()); }
  std::span<const std::uint32_t> groups_of(std::uint32_t station) const {
    return std::span(groups_).subspan(first_[station], first_[station + 1] - first_[station]);
  }
  // Stations that cover some group this one covers, itself among them, ascending.
  std::span<const std::uint32_t> overlapping(std::uint32_t station) const {
    return std::span(overlapping_)
        .subspan(first_overlap_[station], first_overlap_[station + 1] - first_overlap_[station]);
  }
  double demand(std::uint32_t group) const { return demand_[group]; }
  double total_demand() const { return total_; }  // covered by some station or not

 private:
  std::vector<std::uint32_t> first_{0};
  std::vector<std::uint32_t> groups_;  // per station the groups it covers, ascending
  std::vector<double> demand_;         // per group
  std::vector<std::size_t> first_overlap_{0};
  std::vector<std::uint32_t> overlapping_;
  double total_ = 0;
};

// How many idle units cover each group. Copies are cheap enough for search; holds a reference to the Coverage. For each
// station it keeps a bound on what one more unit adds: a unit that comes can only lower that, and a unit that leaves
// raises it near by at most what the unit's own groups gain. So the best station is found by looking at few (the lazy
// greedy of Minoux 1978). One thread at a time.
class CoverCounts {
 public:
  // busy: q, 0 <= q < 1. units: the most that can ever be counted.
  CoverCounts(const Coverage& coverage, double busy, std::size_t units);

  void add(std::uint32_t station);
  void remove(std::uint32_t station);
  double gain(std::uint32_t station) const;  // expected demand gained by one more unit there
  double most_gain(std::uint32_t station) const { return bound_[station]; }  // no less than gain, at no cost
  double loss(std::uint32_t station) const;  // expected demand lost if one unit of it leaves
  double move_gain(std::uint32_t from, std::uint32_t to) const;
  double expected() const;  // Σ demand · (1 − q^k)
  const Coverage& coverage() const { return *coverage_; }
  std::uint32_t units_covering(std::uint32_t group) const { return counts_[group]; }

 private:
  const Coverage* coverage_;
  std::vector<double> weight_;         // weight_[k]: what unit k + 1 adds per demand
  std::vector<std::uint32_t> counts_;  // per group
  mutable std::vector<double> bound_;  // per station; tightened whenever the gain is asked for
};

}  // namespace kjede::dispatch
