#include "kjede/dispatch/coverage.hpp"

#include <algorithm>
#include <map>

namespace kjede::dispatch {
namespace {

constexpr double rounding = 1 + 1e-9;  // far more than sums can differ by

}  // namespace

Coverage Coverage::build(std::span<const Millis> times, std::span<const Millis> limits,
                         std::span<const double> demand) {
  const std::size_t zones = limits.size();
  const std::size_t stations = zones == 0 ? 0 : times.size() / zones;
  std::map<std::vector<std::uint32_t>, double> by_signature;  // the stations that cover → demand
  Coverage coverage;
  for (std::size_t z = 0; z < zones; ++z) {
    coverage.total_ += demand[z];
    std::vector<std::uint32_t> covering;
    for (std::uint32_t s = 0; s < stations; ++s)
      if (times[s * zones + z] <= limits[z]) covering.push_back(s);
    if (!covering.empty() && demand[z] > 0) by_signature[std::move(covering)] += demand[z];
  }
  std::vector<std::vector<std::uint32_t>> groups(stations);
  for (const auto& [covering, weight] : by_signature) {
    for (const auto s : covering) groups[s].push_back(coverage.group_count());
    coverage.demand_.push_back(weight);
  }
  for (const auto& list : groups) {
    coverage.groups_.insert(coverage.groups_.end(), list.begin(), list.end());
    coverage.first_.push_back(static_cast<std::uint32_t>(coverage.groups_.size()));
  }
  std::vector<const std::vector<std::uint32_t>*> covering;
  for (const auto& [stations_there, weight] : by_signature) covering.push_back(&stations_there);
  std::vector<char> seen(stations);
  for (std::uint32_t s = 0; s < stations; ++s) {
    std::fill(seen.begin(), seen.end(), 0);
    for (const auto g : coverage.groups_of(s))
      for (const auto other : *covering[g]) seen[other] = 1;
    for (std::uint32_t other = 0; other < stations; ++other)
      if (seen[other] != 0) coverage.overlapping_.push_back(other);
    coverage.first_overlap_.push_back(coverage.overlapping_.size());
  }
  return coverage;
}

CoverCounts::CoverCounts(const Coverage& coverage, double busy, std::size_t units)
    : coverage_(&coverage), counts_(coverage.group_count(), 0) {
  double weight = 1 - busy;
  for (std::size_t k = 0; k <= units; ++k, weight *= busy) weight_.push_back(weight);
  bound_.resize(coverage.station_count());
  for (std::uint32_t s = 0; s < coverage.station_count(); ++s) gain(s);
}

void CoverCounts::add(std::uint32_t station) {
  for (const auto g : coverage_->groups_of(station)) ++counts_[g];
}

void CoverCounts::remove(std::uint32_t station) {
  double raised = 0;
  for (const auto g : coverage_->groups_of(station)) {
    const auto left = --counts_[g];
    raised += coverage_->demand(g) * (weight_[left] - weight_[left + 1]);
  }
  raised *= rounding;
  for (const auto s : coverage_->overlapping(station)) bound_[s] += raised;
}

double CoverCounts::gain(std::uint32_t station) const {
  double sum = 0;
  for (const auto g : coverage_->groups_of(station)) sum += coverage_->demand(g) * weight_[counts_[g]];
  bound_[station] = sum * rounding;
  return sum;
}

double CoverCounts::loss(std::uint32_t station) const {
  double sum = 0;
  for (const auto g : coverage_->groups_of(station))
    if (counts_[g] > 0) sum += coverage_->demand(g) * weight_[counts_[g] - 1];
  return sum;
}

double CoverCounts::move_gain(std::uint32_t from, std::uint32_t to) const {
  if (from == to) return 0;
  // Groups that both cover keep their count: walk the two ascending lists side by side.
  const auto a = coverage_->groups_of(from);
  const auto b = coverage_->groups_of(to);
  double sum = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i] < b[j])) {
      if (counts_[a[i]] > 0) sum -= coverage_->demand(a[i]) * weight_[counts_[a[i]] - 1];
      ++i;
    } else if (i == a.size() || b[j] < a[i]) {
      sum += coverage_->demand(b[j]) * weight_[counts_[b[j]]];
      ++j;
    } else {
      ++i, ++j;
    }
  }
  return sum;
}

double CoverCounts::expected() const {
  double sum = 0;
  for (std::uint32_t g = 0; g < counts_.size(); ++g)
    for (std::uint32_t k = 0; k < counts_[g]; ++k) sum += coverage_->demand(g) * weight_[k];
  return sum;
}

}  // namespace kjede::dispatch
