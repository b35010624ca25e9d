#include "location_term_search.hpp"

#include <algorithm>

namespace kjede::planning {

void Fleet::add(Index site) {
  ++size;
  if (vehicles[site]++ > 0) return;
  ++stations;
  if (free_slots.empty()) {
    slot[site] = static_cast<int>(site_of.size());
    site_of.push_back(site);
  } else {
    slot[site] = free_slots.back();
    free_slots.pop_back();
    site_of[static_cast<std::size_t>(slot[site])] = site;
  }
}

void Fleet::remove(Index site) {
  --size;
  if (--vehicles[site] > 0) return;
  --stations;
  free_slots.push_back(slot[site]);
  slot[site] = -1;
}

TermSearch::TermSearch(const Term& term, const Fleet& fleet)
    : term_(term),
      fleet_(fleet),
      sites_(fleet.vehicles.size()),
      concave_(term.concave()),
      marked_(term.weight.size(), 0),
      near_(sites_) {}

std::span<const Index> TermSearch::near(Index site) {
  auto& list = near_[site];
  if (!list.empty()) return list;
  std::vector<char> seen(sites_, 0);
  seen[site] = 1;
  for (const auto i : term_.by_site.of(site)) {
    const auto sites = term_.by_point.of(i);
    work_ += sites.size();
    for (const auto s : sites) seen[s] = 1;
  }
  for (std::size_t s = 0; s < sites_; ++s)
    if (seen[s] != 0) list.push_back(static_cast<Index>(s));
  return list;
}

void TermSearch::rebuild(bool with_exchanges) {
  exchanges_ = with_exchanges;
  value_ = 0.0;
  add_.assign(sites_, 0.0);
  loss_.assign(sites_, 0.0);
  extra_.assign(with_exchanges ? fleet_.site_of.size() * sites_ : 0, 0.0);
  cut_.assign(term_.weight.size(), 0.0);
  for (std::size_t i = 0; i < term_.weight.size(); ++i) contribute(i, 1.0);
}

bool TermSearch::concerned(std::size_t point, double removed, double added) const {
  return term_.unit() || removed >= cut_[point] || added >= cut_[point];
}

void TermSearch::withdraw(Index removed, Index added) {
  affected_.clear();
  const auto gather = [&](Index site) {
    if (site == npos) return;
    const auto points = term_.by_site.of(site);
    for (std::size_t k = 0; k < points.size(); ++k) {
      const double value = term_.unit() ? 1.0 : term_.by_site.values(site)[k];
      if (marked_[points[k]] != 0 || !concerned(points[k], value, value)) continue;
      marked_[points[k]] = 1;
      affected_.push_back(points[k]);
    }
  };
  gather(removed);
  gather(added);
  for (const auto i : affected_) {
    contribute(i, -1.0);
    marked_[i] = 0;
  }
  if (!exchanges_ || removed == npos || fleet_.vehicles[removed] != 1) return;
  std::fill_n(&extra(removed, 0), sites_, 0.0);  // its row is given up: no rounding may stay behind
}

void TermSearch::deposit() {
  if (exchanges_) extra_.resize(fleet_.site_of.size() * sites_, 0.0);
  for (const auto i : affected_) contribute(i, 1.0);
}

void TermSearch::contribute(std::size_t point, double sign) {
  work_ += term_.by_point.of(point).size();
  if (term_.unit())
    contribute_unit(point, sign);
  else
    contribute_ranked(point, sign);
}

// All vehicles are worth the same here, so only their number counts.
void TermSearch::contribute_unit(std::size_t point, double sign) {
  const auto& gains = term_.gains_of(point);
  const auto sites = term_.by_point.of(point);
  const double weight = sign * term_.weight[point];
  std::size_t n = 0;
  for (const auto s : sites) n += static_cast<std::size_t>(fleet_.vehicles[s]);
  for (std::size_t k = 0; k < std::min(n, gains.size()); ++k) value_ += weight * gains[k];
  const double next = n < gains.size() ? weight * gains[n] : 0.0;
  const double last = n > 0 && n <= gains.size() ? weight * gains[n - 1] : 0.0;
  if (next != 0.0)
    for (const auto s : sites) add_[s] += next;
  if (last == 0.0 && next == 0.0) return;
  const double both = last - next;
  for (const auto r : sites) {
    if (fleet_.vehicles[r] == 0) continue;
    loss_[r] += last;
    if (!exchanges_ || both == 0.0) continue;
    work_ += sites.size();
    double* row = &extra(r, 0);
    for (const auto s : sites) row[s] += both;
  }
}

// The best `most` vehicles at the point, best first; the list is in order of value already.
void TermSearch::rank_vehicles(std::size_t point, std::size_t most) {
  ranked_.clear();
  const auto sites = term_.by_point.of(point);
  const auto values = term_.by_point.values(point);
  for (std::size_t k = 0; k < sites.size() && ranked_.size() < most; ++k)
    for (int v = 0; v < fleet_.vehicles[sites[k]] && ranked_.size() < most; ++v)
      ranked_.push_back({sites[k], values[k]});
}

void TermSearch::prepare_sums(const std::vector<double>& gains) {
  const auto depth = gains.size();
  kept_.assign(depth + 1, 0.0);
  up_.assign(depth + 1, 0.0);
  down_.assign(depth + 1, 0.0);
  const auto value = [&](std::size_t rank) { return rank < ranked_.size() ? ranked_[rank].value : 0.0; };
  for (std::size_t k = 0; k < depth; ++k) {
    kept_[k + 1] = kept_[k] + gains[k] * value(k);
    up_[k + 1] = up_[k] + gains[k] * value(k + 1);
    down_[k + 1] = down_[k] + (k + 1 < depth ? gains[k + 1] * value(k) : 0.0);
  }
}

// The point's sum when the vehicle at rank `out` leaves and one worth `value` comes, `in` vehicles being better.
double TermSearch::after_exchange(const std::vector<double>& gains, std::size_t out, std::size_t in,
                                  double value) const {
  const auto depth = gains.size();
  if (in <= out) return kept_[in] + gains[in] * value + (down_[out] - down_[in]) + (kept_[depth] - kept_[out + 1]);
  return kept_[out] + (up_[in - 1] - up_[out]) + gains[in - 1] * value + (kept_[depth] - kept_[in]);
}

void TermSearch::contribute_ranked(std::size_t point, double sign) {
  const auto& gains = term_.gains_of(point);
  const auto depth = gains.size();
  const double weight = sign * term_.weight[point];
  rank_vehicles(point, depth + 1);
  if (sign > 0.0) cut_[point] = ranked_.size() > depth ? ranked_[depth].value : 0.0;
  prepare_sums(gains);
  value_ += weight * kept_[depth];
  add_gains(point, gains, weight);
  add_losses(point, gains, weight);
}

void TermSearch::add_gains(std::size_t point, const std::vector<double>& gains, double weight) {
  const auto depth = gains.size();
  const auto sites = term_.by_point.of(point);
  const auto values = term_.by_point.values(point);
  std::size_t better = 0;
  for (std::size_t k = 0; k < sites.size(); ++k) {
    while (better < ranked_.size() && ranked_[better].value >= values[k]) ++better;
    if (better >= depth) return;
    const double after =
        kept_[better] + gains[better] * values[k] + (depth > 0 ? down_[depth - 1] - down_[better] : 0.0);
    add_[sites[k]] += weight * (after - kept_[depth]);
  }
}

void TermSearch::add_losses(std::size_t point, const std::vector<double>& gains, double weight) {
  const auto depth = gains.size();
  const auto sites = term_.by_point.of(point);
  const auto values = term_.by_point.values(point);
  for (std::size_t out = 0; out < std::min(depth, ranked_.size()); ++out) {
    const auto r = ranked_[out].site;
    if (out + 1 < ranked_.size() && out + 1 < depth && ranked_[out + 1].site == r) continue;  // its last vehicle counts
    const double removed = kept_[out] + (up_[depth] - up_[out]);
    loss_[r] += weight * (kept_[depth] - removed);
    if (!exchanges_) continue;
    std::size_t better = 0;
    double* row = &extra(r, 0);
    for (std::size_t k = 0; k < sites.size(); ++k) {
      while (better < ranked_.size() && ranked_[better].value >= values[k]) ++better;
      if (better > depth) break;
      const double alone = better < depth
                               ? kept_[better] + gains[better] * values[k] + (down_[depth - 1] - down_[better])
                               : kept_[depth];
      // what the exchange gives beyond loss and gain alone
      row[sites[k]] += weight * (after_exchange(gains, out, better, values[k]) - alone - removed + kept_[depth]);
      ++work_;
    }
  }
}

}  // namespace kjede::planning
