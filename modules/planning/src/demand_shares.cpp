#include "demand_shares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace kjede::planning {
namespace {

using Counts = std::vector<double>;  // per zone

double total(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); }

// log of the Dirichlet–multinomial likelihood of counts around shares with weight `prior`, less what does not depend
// on it.
double log_likelihood(const Counts& counts, const Counts& shares, double prior) {
  double sum = std::lgamma(prior) - std::lgamma(prior + total(counts));
  for (std::size_t z = 0; z < counts.size(); ++z) {
    if (counts[z] > 0.0) sum += std::lgamma(prior * shares[z] + counts[z]) - std::lgamma(prior * shares[z]);
  }
  return sum;
}

// The weight, in calls, that the common shares deserve.
double best_prior(std::span<const Counts> tables, const Counts& shares) {
  double best = 1.0;
  double most = -1e300;
  for (double prior = 1.0; prior < 1e7; prior *= 2.0) {
    double sum = 0.0;
    for (const auto& counts : tables) sum += log_likelihood(counts, shares, prior);
    if (sum > most) {
      most = sum;
      best = prior;
    }
  }
  return best;
}

Counts drawn(const Counts& counts, const Counts& shares, double prior) {
  const double sum = total(counts) + prior;
  Counts out(counts.size());
  for (std::size_t z = 0; z < counts.size(); ++z) out[z] = (counts[z] + prior * shares[z]) / sum;
  return out;
}

// A share for each zone, also where nothing has happened yet: half a call more in each.
Counts plain_shares(const Counts& counts) {
  const double sum = total(counts) + 0.5 * static_cast<double>(counts.size());
  Counts out(counts.size());
  for (std::size_t z = 0; z < counts.size(); ++z) out[z] = (counts[z] + 0.5) / sum;
  return out;
}

Counts smoothed(const Counts& counts, const DemandData& data, double width) {
  Counts spread(counts.size(), 0.0);
  for (std::size_t from = 0; from < counts.size(); ++from) {
    if (counts[from] == 0.0) continue;
    Counts weight(counts.size());
    for (std::size_t to = 0; to < counts.size(); ++to) {
      const double dx = data.zone_x[from] - data.zone_x[to], dy = data.zone_y[from] - data.zone_y[to];
      weight[to] = std::exp(-0.5 * (dx * dx + dy * dy) / (width * width));
    }
    const double sum = total(weight);
    for (std::size_t to = 0; to < counts.size(); ++to) spread[to] += counts[from] * weight[to] / sum;
  }
  return plain_shares(spread);
}

double predicted(const Counts& counts, const Counts& shares) {
  double sum = 0.0;
  for (std::size_t z = 0; z < counts.size(); ++z) sum += counts[z] * std::log(shares[z]);
  return sum;
}

// The shares of all calls; over neighbours when that predicts better.
Counts common_shares(const DemandData& data, std::size_t end) {
  std::array<Counts, 2> weeks{Counts(data.zones.size(), 0.0), Counts(data.zones.size(), 0.0)};
  for (const auto& call : data.calls) {
    if (call.slot < end) ++weeks[call.slot / hours_of_week % 2][call.zone];
  }
  Counts all(data.zones.size());
  for (std::size_t z = 0; z < all.size(); ++z) all[z] = weeks[0][z] + weeks[1][z];
  constexpr std::size_t most_zones = 4000;  // the kernel looks at all pairs
  if (data.zone_x.size() != all.size() || all.size() > most_zones) return plain_shares(all);
  double best = predicted(weeks[1], plain_shares(weeks[0])) + predicted(weeks[0], plain_shares(weeks[1]));
  double width = 0.0;
  for (double tried = 125.0; tried <= 16'000.0; tried *= 2.0) {
    const double found =
        predicted(weeks[1], smoothed(weeks[0], data, tried)) + predicted(weeks[0], smoothed(weeks[1], data, tried));
    if (found > best) {
      best = found;
      width = tried;
    }
  }
  return width > 0.0 ? smoothed(all, data, width) : plain_shares(all);
}

}  // namespace

std::vector<ZoneShares> zone_shares(const DemandData& data, const DemandOptions& options, std::size_t end) {
  const auto zones = data.zones.size();
  std::vector<std::array<Counts, parts_of_week>> counts(data.priorities.size());
  for (auto& parts : counts) parts.fill(Counts(zones, 0.0));
  for (const auto& call : data.calls) {
    if (call.slot < end) ++counts[call.priority][part_of_week(data.slots[call.slot].hour_of_week)][call.zone];
  }
  const auto common = common_shares(data, end);
  std::vector<Counts> of_priority(counts.size(), Counts(zones, 0.0));
  for (std::size_t p = 0; p < counts.size(); ++p) {
    for (const auto& part : counts[p]) {
      for (std::size_t z = 0; z < zones; ++z) of_priority[p][z] += part[z];
    }
  }
  const double upper = options.prior_calls > 0.0 ? options.prior_calls : best_prior(of_priority, common);
  std::vector<ZoneShares> out(counts.size(), ZoneShares(zones));
  for (std::size_t p = 0; p < counts.size(); ++p) {
    const auto week = drawn(of_priority[p], common, upper);
    const double lower = options.prior_calls > 0.0 ? options.prior_calls : best_prior(counts[p], week);
    for (std::size_t part = 0; part < parts_of_week; ++part) {
      const auto shares = drawn(counts[p][part], week, lower);
      for (std::size_t z = 0; z < zones; ++z) out[p][z][part] = shares[z];
    }
  }
  return out;
}

}  // namespace kjede::planning
