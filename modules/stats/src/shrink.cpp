#include "kjede/stats/shrink.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace kjede::stats {
namespace {

struct Estimate {
  std::size_t parent = 0;
  double mean = 0.0;
  double variance = 0.0;  // of the mean
};

double pooled_variance(std::span<const GroupMean> groups) {
  double squares = 0.0;
  double freedom = 0.0;
  for (const auto& group : groups) {
    if (group.n < 2) continue;
    squares += static_cast<double>(group.n - 1) * group.sd * group.sd;
    freedom += static_cast<double>(group.n - 1);
  }
  return freedom > 0.0 ? squares / freedom : 0.0;
}

// Variance between the true means of one parent's members, by moments: Cochran's Q less what chance gives it.
double variance_between(std::span<const Estimate> estimates) {
  struct Sums {
    double weight = 0.0, squares = 0.0, mean = 0.0;
    std::size_t members = 0;
  };
  std::map<std::size_t, Sums> parents;
  for (const auto& e : estimates) {
    const double w = 1.0 / e.variance;
    auto& sums = parents[e.parent];
    sums.weight += w;
    sums.squares += w * w;
    sums.mean += w * e.mean;
    ++sums.members;
  }
  double q = 0.0;
  for (const auto& e : estimates) {
    const auto& sums = parents.at(e.parent);
    const double off = e.mean - sums.mean / sums.weight;
    q += off * off / e.variance;
  }
  double expected = 0.0;
  double scale = 0.0;
  for (const auto& [parent, sums] : parents) {
    expected += static_cast<double>(sums.members) - 1.0;
    scale += sums.weight - sums.squares / sums.weight;
  }
  return scale > 0.0 ? std::max(0.0, (q - expected) / scale) : 0.0;
}

// The mean of each parent, its variance, with a given variance between members.
std::map<std::size_t, Estimate> parent_means(std::span<const Estimate> estimates, double between) {
  std::map<std::size_t, Estimate> out;
  std::map<std::size_t, double> weights;
  for (const auto& e : estimates) {
    const double w = 1.0 / (e.variance + between);
    out[e.parent].mean += w * e.mean;
    weights[e.parent] += w;
  }
  for (auto& [parent, estimate] : out) {
    estimate.mean /= weights.at(parent);
    estimate.variance = 1.0 / weights.at(parent);
  }
  return out;
}

double weight_of(double between, double variance) {
  return between + variance > 0.0 ? between / (between + variance) : 1.0;
}

}  // namespace

Shrinkage shrink_means(std::span<const GroupMean> groups) {
  Shrinkage out;
  const double within = pooled_variance(groups);
  out.sd_within = std::sqrt(within);
  std::vector<Estimate> estimates;
  for (const auto& group : groups) {
    if (group.n > 0) estimates.push_back({group.parent, group.mean, within / static_cast<double>(group.n)});
  }
  if (within <= 0.0) {  // nothing says how sure the means are
    for (const auto& group : groups) out.means.push_back({group.mean, group.mean, 1.0});
    return out;
  }
  const double between = variance_between(estimates);
  const auto parents = parent_means(estimates, between);
  std::vector<Estimate> upper;
  for (const auto& [parent, estimate] : parents) upper.push_back({0, estimate.mean, estimate.variance});
  const double between_parents = variance_between(upper);
  const auto top = parent_means(upper, between_parents);
  out.sd_between = std::sqrt(between);
  out.sd_parents = std::sqrt(between_parents);
  for (const auto& group : groups) {
    if (group.n < 1) {
      out.means.push_back({group.mean, group.mean, 0.0});
      continue;
    }
    const auto& parent = parents.at(group.parent);
    const double up = weight_of(between_parents, parent.variance);
    const double centre = up * parent.mean + (1.0 - up) * top.at(0).mean;
    const double weight = weight_of(between, within / static_cast<double>(group.n));
    out.means.push_back({weight * group.mean + (1.0 - weight) * centre, centre, weight});
  }
  return out;
}

}  // namespace kjede::stats
