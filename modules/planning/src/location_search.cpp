#include "location_search.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::planning {
namespace {

constexpr std::uint64_t seed = 1402;
constexpr int most_kicked = 4;                 // of a large fleet only a few: the way back costs as much as the way out
constexpr int exchanges_before_rebuild = 400;  // sums drift by rounding; far below any tolerance until then

}  // namespace

int placed_anew(std::span<const int> earlier, std::span<const int> later) {
  int placed = 0;
  for (std::size_t s = 0; s < later.size(); ++s) placed += std::max(0, later[s] - earlier[s]);
  return placed;
}

LocationSearch::LocationSearch(const Program& program, std::vector<Neighbour> neighbours)
    : program_(program), neighbours_(std::move(neighbours)), fleet_(program.sites) {
  for (const auto& term : program.terms) terms_.push_back(std::make_unique<TermSearch>(term, fleet_));
  for (std::size_t s = 0; s < program.sites; ++s)
    if (program.upper[s] > 0) candidates_.push_back(static_cast<Index>(s));
}

void LocationSearch::rebuild(bool with_exchanges) {
  for (auto& term : terms_) term->rebuild(with_exchanges);
  count_moves();
}

void LocationSearch::start_from(std::span<const int> vehicles) {
  fleet_ = Fleet(program_.sites);
  for (std::size_t s = 0; s < vehicles.size(); ++s)
    for (int v = 0; v < vehicles[s]; ++v) fleet_.add(static_cast<Index>(s));
  rebuild(true);
}

void LocationSearch::place_kept() {
  fleet_ = Fleet(program_.sites);
  for (std::size_t s = 0; s < program_.sites; ++s)
    for (int v = 0; v < program_.lower[s]; ++v) fleet_.add(static_cast<Index>(s));
  rebuild(false);
}

void LocationSearch::build() {
  place_kept();
  while (fleet_.size < program_.fleet && add_best()) {
  }
  rebuild(true);
}

void LocationSearch::build_until_feasible() {
  place_kept();
  while (!feasible() && fleet_.size < program_.fleet && add_best()) {
  }
}

bool LocationSearch::may_add(Index site) const {
  return fleet_.vehicles[site] < program_.upper[site] &&
         (fleet_.vehicles[site] > 0 || fleet_.stations < program_.stations);
}

bool LocationSearch::may_exchange(Index removed, Index added) const {
  if (removed == added || fleet_.vehicles[removed] <= program_.lower[removed] ||
      fleet_.vehicles[added] >= program_.upper[added])
    return false;
  const int stations =
      fleet_.stations + (fleet_.vehicles[added] == 0 ? 1 : 0) - (fleet_.vehicles[removed] == 1 ? 1 : 0);
  return stations <= std::max(program_.stations, fleet_.stations);
}

bool LocationSearch::add_best() {
  std::vector<double> values(terms_.size());
  Exchange best;
  for (const auto s : candidates_) {
    if (!may_add(s)) continue;
    for (std::size_t t = 0; t < terms_.size(); ++t) values[t] = terms_[t]->value() + terms_[t]->add(s);
    const auto score = score_of(values, TermSearch::npos, s);
    if (best.added == TermSearch::npos || score.better_than(best.score, 0.0)) best = {TermSearch::npos, s, score};
  }
  if (best.added == TermSearch::npos) return false;
  apply(TermSearch::npos, best.added);
  return true;
}

void LocationSearch::apply(Index removed, Index added) {
  for (auto& term : terms_) term->withdraw(removed, added);
  if (removed != TermSearch::npos) fleet_.remove(removed);
  if (added != TermSearch::npos) fleet_.add(added);
  for (auto& term : terms_) term->deposit();
  count_moves();
}

// Vehicles placed anew between this plan and a neighbour at one site.
int LocationSearch::anew_at(const Neighbour& neighbour, Index site, int vehicles) {
  const int theirs = neighbour.vehicles[site];
  return std::max(0, neighbour.earlier ? vehicles - theirs : theirs - vehicles);
}

void LocationSearch::count_moves() {
  for (auto& neighbour : neighbours_) {
    neighbour.moves = 0;
    for (std::size_t s = 0; s < program_.sites; ++s)
      neighbour.moves += anew_at(neighbour, static_cast<Index>(s), fleet_.vehicles[s]);
  }
}

double LocationSearch::neighbour_cost(Index removed, Index added) const {
  double cost = 0.0;
  for (const auto& neighbour : neighbours_) {
    int moves = neighbour.moves;
    const auto change = [&](Index site, int by) {
      if (site == TermSearch::npos) return;
      const int vehicles = fleet_.vehicles[site];
      moves += anew_at(neighbour, site, vehicles + by) - anew_at(neighbour, site, vehicles);
    };
    change(removed, -1);
    change(added, 1);
    cost += neighbour.cost * moves;
  }
  return cost;
}

Score LocationSearch::score_of(std::span<const double> values, Index removed, Index added) const {
  Score score;
  std::vector<double> periods(program_.reference.size(), 0.0);
  for (std::size_t t = 0; t < values.size(); ++t) {
    const auto& term = program_.terms[t];
    if (term.hard())
      score.shortage += std::max(0.0, (term.target - values[t]) / std::max(term.target, 1.0));
    else if (program_.regret())
      periods[term.period] += values[t];
    else
      score.value += values[t];
  }
  if (program_.regret()) {
    double worst = -1e300;
    for (std::size_t p = 0; p < periods.size(); ++p) worst = std::max(worst, program_.reference[p] - periods[p]);
    score.value = -worst;
  }
  if (!neighbours_.empty()) score.value -= neighbour_cost(removed, added);
  return score;
}

const std::vector<double>& LocationSearch::term_values() const {
  values_.resize(terms_.size());
  for (std::size_t t = 0; t < terms_.size(); ++t) values_[t] = terms_[t]->value();
  return values_;
}

Score LocationSearch::score() const { return score_of(term_values(), TermSearch::npos, TermSearch::npos); }

std::vector<double> LocationSearch::period_values() const {
  std::vector<double> values(program_.reference.size(), 0.0);
  for (std::size_t t = 0; t < terms_.size(); ++t)
    if (!program_.terms[t].hard()) values[program_.terms[t].period] += terms_[t]->value();
  return values;
}

double LocationSearch::tolerance() const {
  double scale = 1e-9;
  for (const auto& term : terms_) scale = std::max(scale, std::abs(term->value()));
  return 1e-10 * scale;
}

LocationSearch::Exchange LocationSearch::best_simple_exchange() const {
  const auto& term = *terms_.front();
  Exchange best;
  double most = tolerance();
  for (const auto r : fleet_.site_of) {
    if (fleet_.vehicles[r] <= program_.lower[r]) continue;
    for (const auto s : candidates_) {
      const double gain = term.exchange(r, s);
      if (gain <= most || !may_exchange(r, s)) continue;
      most = gain;
      best.removed = r;
      best.added = s;
    }
  }
  return best;
}

// The two sites that gain most from one more vehicle.
std::array<Index, 2> LocationSearch::best_additions() const {
  const auto& term = *terms_.front();
  std::array<Index, 2> best{TermSearch::npos, TermSearch::npos};
  for (const auto s : candidates_) {
    if (fleet_.vehicles[s] >= program_.upper[s]) continue;
    if (best[0] == TermSearch::npos || term.add(s) > term.add(best[0]))
      best = {s, best[0]};
    else if (best[1] == TermSearch::npos || term.add(s) > term.add(best[1]))
      best[1] = s;
  }
  return best;
}

// As best_simple_exchange, looking only at sites near the one given up and at those that gain most anywhere.
LocationSearch::Exchange LocationSearch::best_near_exchange() const {
  auto& term = *terms_.front();
  const auto anywhere = best_additions();
  looked_at_ += static_cast<double>(candidates_.size());
  Exchange best;
  double most = tolerance();
  for (const auto r : fleet_.site_of) {
    if (fleet_.vehicles[r] <= program_.lower[r]) continue;
    Index chosen = TermSearch::npos;
    double gained = most;
    const auto weigh = [&](Index s) {
      if (s == TermSearch::npos || s == r || fleet_.vehicles[s] >= program_.upper[s]) return;
      const double gain = term.exchange(r, s);
      if (gain < gained || (gain == gained && (chosen == TermSearch::npos || s >= chosen))) return;
      gained = gain;
      chosen = s;
    };
    for (const auto s : anywhere) weigh(s);
    const auto near = term.near(r);
    looked_at_ += static_cast<double>(near.size());
    for (const auto s : near) weigh(s);
    if (chosen == TermSearch::npos) continue;
    most = gained;
    best.removed = r;
    best.added = chosen;
  }
  return best;
}

LocationSearch::Exchange LocationSearch::best_exchange() const {
  if (simple() && separable()) return best_near_exchange();
  looked_at_ += static_cast<double>(fleet_.site_of.size() * candidates_.size() * terms_.size());
  if (simple()) return best_simple_exchange();
  Exchange best;
  best.score = score();
  const double least = tolerance();
  std::vector<double> values(terms_.size());
  for (const auto r : fleet_.site_of) {
    if (fleet_.vehicles[r] <= program_.lower[r]) continue;
    for (const auto s : candidates_) {
      if (!may_exchange(r, s)) continue;
      for (std::size_t t = 0; t < terms_.size(); ++t) values[t] = terms_[t]->value() + terms_[t]->exchange(r, s);
      const auto score = score_of(values, r, s);
      if (score.better_than(best.score, least)) best = {r, s, score};
    }
  }
  return best;
}

void LocationSearch::climb() {
  for (int step = 1;; ++step) {
    const auto best = best_exchange();
    if (best.removed == TermSearch::npos) return;
    apply(best.removed, best.added);
    if (step % exchanges_before_rebuild == 0) rebuild(true);
    if (step > 100 * exchanges_before_rebuild) return;  // rounding could make two plans beat each other
  }
}

void LocationSearch::kick(base::Rng& rng) {
  const int exchanges = 2 + static_cast<int>(rng.below(2)) + std::min(fleet_.size / 20, most_kicked);
  for (int k = 0; k < exchanges; ++k) {
    for (int attempt = 0; attempt < 50; ++attempt) {
      const auto r = fleet_.site_of[rng.below(fleet_.site_of.size())];
      const auto s = candidates_[rng.below(candidates_.size())];
      if (fleet_.vehicles[r] == 0 || !may_exchange(r, s)) continue;
      apply(r, s);
      break;
    }
  }
}

void LocationSearch::go_to(const std::vector<int>& vehicles) {
  std::vector<Index> out;
  std::vector<Index> in;
  for (std::size_t s = 0; s < vehicles.size(); ++s) {
    for (int v = vehicles[s]; v < fleet_.vehicles[s]; ++v) out.push_back(static_cast<Index>(s));
    for (int v = fleet_.vehicles[s]; v < vehicles[s]; ++v) in.push_back(static_cast<Index>(s));
  }
  for (std::size_t k = 0; k < std::max(out.size(), in.size()); ++k)
    apply(k < out.size() ? out[k] : TermSearch::npos, k < in.size() ? in[k] : TermSearch::npos);
}

double LocationSearch::work() const {
  double work = looked_at_;
  for (const auto& term : terms_) work += static_cast<double>(term->work());
  return work;
}

void LocationSearch::improve(int rounds, double work_allowed, const std::optional<double>& enough) {
  const double last = work() + work_allowed;
  base::Rng rng(seed);
  climb();
  auto best = fleet_.vehicles;
  auto best_score = score();
  const auto done = [&] {
    return fleet_.size == 0 || (enough && best_score.shortage <= 1e-9 && best_score.value >= *enough - tolerance());
  };
  for (int idle = 0; idle < rounds && !done() && work() < last; ++idle) {
    kick(rng);
    climb();
    const auto reached = score();
    if (reached.better_than(best_score, tolerance())) {
      best = fleet_.vehicles;
      best_score = reached;
      idle = -1;
    } else {
      go_to(best);
    }
  }
  start_from(best);
}

}  // namespace kjede::planning
