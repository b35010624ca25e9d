#include "location_bound.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

namespace kjede::planning {
namespace {

// Prices of one term's links and what the relaxed problem answers to them.
class PricedTerm {
 public:
  virtual ~PricedTerm() = default;
  // Adds each site's worth at the prices, and gives the points' own part of the bound; `scale`: price of the whole
  // term (1 for the objective, the multiplier of a hard term).
  virtual double price(double scale, std::vector<double>& worth) = 0;
  // After the sites are chosen: the subgradient of the prices.
  virtual void slope(std::span<const double> vehicles, std::vector<double>& slope) = 0;
  // The subgradient of the term's own price (value reached by the relaxed answer).
  virtual double reached() const = 0;
  std::vector<double> prices;
};

// Link: Σ_k y_ik ≤ vehicles that cover i.
class PricedCover final : public PricedTerm {
 public:
  PricedCover(const Term& term, int fleet, std::span<const int> vehicles)
      : term_(term),
        fleet_(static_cast<std::size_t>(std::max(fleet, 0))),
        concave_(term.concave()),
        wanted_(term.weight.size(), 0.0) {
    for (std::size_t i = 0; i < term.weight.size(); ++i) {
      const auto& gains = term.gains_of(i);
      std::size_t n = 0;
      for (const auto s : term.by_point.of(i)) n += static_cast<std::size_t>(vehicles[s]);
      const double last = n > 0 && n <= gains.size() ? gains[n - 1] : 0.0;
      const double next = n < gains.size() ? gains[n] : 0.0;
      prices.push_back(term.weight[i] * 0.5 * (last + next));
    }
  }

  double price(double scale, std::vector<double>& worth) override {
    double own = 0.0;
    reached_ = 0.0;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      const double price = prices[i];
      const auto& gains = term_.gains_of(i);
      double sum = 0.0;
      double value = 0.0;
      double best = 0.0;
      double best_value = 0.0;
      wanted_[i] = 0.0;
      for (std::size_t k = 0; k < std::min(gains.size(), fleet_); ++k) {
        value += term_.weight[i] * gains[k];
        sum = scale * value - price * static_cast<double>(k + 1);
        if (sum <= best && concave_) break;  // those further down are worth less still
        if (sum <= best) continue;
        best = sum;
        best_value = value;
        wanted_[i] = static_cast<double>(k + 1);
      }
      own += best;
      reached_ += best_value;
      if (price > 0.0)
        for (const auto s : term_.by_point.of(i)) worth[s] += price;
    }
    return own;
  }

  void slope(std::span<const double> vehicles, std::vector<double>& slope) override {
    slope.resize(prices.size());
    for (std::size_t i = 0; i < prices.size(); ++i) slope[i] = -wanted_[i];
    for (std::size_t s = 0; s < vehicles.size(); ++s) {
      if (vehicles[s] <= 0.0) continue;
      for (const auto i : term_.by_site.of(s)) slope[i] += vehicles[s];
    }
  }

  double reached() const override { return reached_; }

 private:
  const Term& term_;
  std::size_t fleet_;
  bool concave_;
  std::vector<double> wanted_;
  double reached_ = 0.0;
};

// Link: each rank of a point is taken by one vehicle at most; prices by point and rank.
class PricedRanks final : public PricedTerm {
 public:
  PricedRanks(const Term& term, std::span<const int> vehicles) : term_(term), depth_(depth_of(term)) {
    prices.assign(term.weight.size() * depth_, 0.0);
    for (std::size_t i = 0; i < term.weight.size(); ++i) start_prices(i, vehicles);
    tail_ = tail();
  }

  double price(double scale, std::vector<double>& worth) override {
    scale_ = scale;
    for (std::size_t i = 0; i < term_.weight.size(); ++i) {
      const auto sites = term_.by_point.of(i);
      const auto values = term_.by_point.values(i);
      for (std::size_t k = 0; k < sites.size(); ++k) {
        const auto [gain, rank] = best_rank(i, values[k]);
        if (gain <= 0.0) {
          if (depth_ == 1) break;  // those further down are worth less still
          continue;
        }
        worth[sites[k]] += gain;
      }
    }
    return std::accumulate(prices.begin(), prices.end(), 0.0) + scale * tail_;
  }

  void slope(std::span<const double> vehicles, std::vector<double>& slope) override {
    slope.assign(prices.size(), 1.0);
    for (std::size_t s = 0; s < vehicles.size(); ++s) {
      if (vehicles[s] <= 0.0) continue;
      const auto points = term_.by_site.of(s);
      const auto values = term_.by_site.values(s);
      for (std::size_t k = 0; k < points.size(); ++k) {
        const auto [gain, rank] = best_rank(points[k], values[k]);
        if (gain > 0.0) slope[points[k] * depth_ + rank] -= vehicles[s];
      }
    }
  }

  double reached() const override { return 0.0; }  // never a hard term

 private:
  // Ranks whose gains matter; what is beyond is granted in full to everyone (tail).
  static std::size_t depth_of(const Term& term) {
    std::size_t depth = 1;
    for (const auto& gains : term.gains)
      for (std::size_t k = 0; k < gains.size(); ++k)
        if (gains[k] > 1e-5 * gains.front()) depth = std::max(depth, k + 1);
    return depth;
  }

  void start_prices(std::size_t i, std::span<const int> vehicles) {
    const auto sites = term_.by_point.of(i);
    const auto values = term_.by_point.values(i);
    const auto& gains = term_.gains_of(i);
    std::vector<double> ranked;
    for (std::size_t k = 0; k < sites.size() && ranked.size() <= depth_; ++k)
      for (int v = 0; v < vehicles[sites[k]]; ++v) ranked.push_back(values[k]);
    ranked.resize(depth_ + 1, 0.0);
    // what the rank would lose by falling to the next vehicle
    for (std::size_t k = 0; k < std::min(depth_, gains.size()); ++k)
      prices[i * depth_ + k] =
          term_.weight[i] * gains[k] * ranked[k + 1] + 0.5 * term_.weight[i] * gains[k] * (ranked[k] - ranked[k + 1]);
  }

  double tail() const {
    double tail = 0.0;
    for (std::size_t i = 0; i < term_.weight.size(); ++i) {
      const auto& gains = term_.gains_of(i);
      if (term_.by_point.of(i).empty()) continue;
      for (std::size_t k = depth_; k < gains.size(); ++k)
        tail += term_.weight[i] * gains[k] * term_.by_point.values(i).front();
    }
    return tail;
  }

  std::pair<double, std::size_t> best_rank(std::size_t i, double value) const {
    const auto& gains = term_.gains_of(i);
    std::pair<double, std::size_t> best{0.0, 0};
    for (std::size_t k = 0; k < std::min(depth_, gains.size()); ++k) {
      const double gain = scale_ * term_.weight[i] * gains[k] * value - prices[i * depth_ + k];
      if (gain > best.first) best = {gain, k};
    }
    return best;
  }

  const Term& term_;
  std::size_t depth_;
  double tail_ = 0.0;
  double scale_ = 1.0;
};

// The best `fleet` vehicles at the sites' worth, within bounds.
double choose_sites(const Program& program, const std::vector<double>& worth, std::vector<double>& vehicles) {
  std::vector<Index> order(program.sites);
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return worth[a] > worth[b]; });
  int left = program.fleet;
  double sum = 0.0;
  for (std::size_t s = 0; s < program.sites; ++s) {
    vehicles[s] = program.lower[s];
    sum += worth[s] * program.lower[s];
    left -= program.lower[s];
  }
  for (const auto s : order) {
    if (left <= 0) break;
    const int more = std::min(left, program.upper[s] - program.lower[s]);
    if (more <= 0) continue;
    vehicles[s] += more;
    sum += worth[s] * more;
    left -= more;
  }
  return sum;
}

// The volume algorithm: from the best prices so far, along a running mean of slopes (which tends to the fractional plan
// behind the bound), as far as the plan in hand allows.
class Descent {
 public:
  Descent(std::vector<std::unique_ptr<PricedTerm>>& terms, double found)
      : terms_(terms), mean_(terms.size()), found_(found) {}

  // After the bound at the current prices was found, and their slopes.
  void judge(double bound, const std::vector<std::vector<double>>& slopes) {
    const bool first = mean_.front().empty();
    if (first)
      mean_ = slopes;
    else
      mix(slopes);
    if (first || bound < best_bound_ - 1e-7 * std::abs(best_bound_)) {
      if (along(slopes) > 0.0) factor_ = std::min(2.0, factor_ * 1.1);  // still downhill: longer steps
      best_bound_ = bound;
      best_.clear();
      for (const auto& term : terms_) best_.push_back(term->prices);
      stuck_ = 0;
    } else if (++stuck_ >= 8) {
      factor_ *= 0.66;
      stuck_ = 0;
    }
    if (++count_ % 100 != 0) return;
    if (best_bound_ > checked_ - 0.01 * std::abs(checked_ - found_)) most_ = std::max(most_ * 0.5, 1e-3);
    checked_ = best_bound_;
  }

  void step(double distance) {
    double norm = 0.0;
    for (std::size_t t = 0; t < mean_.size(); ++t)
      for (std::size_t i = 0; i < mean_[t].size(); ++i)
        if (best_[t][i] > 0.0 || mean_[t][i] < 0.0) norm += mean_[t][i] * mean_[t][i];
    if (norm <= 0.0) return;
    const double length = factor_ * distance / norm;
    for (std::size_t t = 0; t < mean_.size(); ++t)
      for (std::size_t i = 0; i < mean_[t].size(); ++i)
        terms_[t]->prices[i] = std::max(0.0, best_[t][i] - length * mean_[t][i]);
  }

  bool exhausted() const { return factor_ < 1e-4; }

 private:
  double along(const std::vector<std::vector<double>>& slopes) const {
    double sum = 0.0;
    for (std::size_t t = 0; t < slopes.size(); ++t)
      for (std::size_t i = 0; i < slopes[t].size(); ++i) sum += slopes[t][i] * mean_[t][i];
    return sum;
  }

  // The mixture of mean and new slope that is shortest, within limits.
  void mix(const std::vector<std::vector<double>>& slopes) {
    double mm = 0.0;
    double ms = 0.0;
    double ss = 0.0;
    for (std::size_t t = 0; t < slopes.size(); ++t)
      for (std::size_t i = 0; i < slopes[t].size(); ++i) {
        mm += mean_[t][i] * mean_[t][i];
        ms += mean_[t][i] * slopes[t][i];
        ss += slopes[t][i] * slopes[t][i];
      }
    const double spread = mm - 2.0 * ms + ss;
    double share = spread > 0.0 ? (mm - ms) / spread : most_;
    share = std::clamp(share, most_ / 10.0, most_);
    for (std::size_t t = 0; t < slopes.size(); ++t)
      for (std::size_t i = 0; i < slopes[t].size(); ++i)
        mean_[t][i] = share * slopes[t][i] + (1.0 - share) * mean_[t][i];
  }

  std::vector<std::unique_ptr<PricedTerm>>& terms_;
  std::vector<std::vector<double>> mean_, best_;
  double found_;
  double best_bound_ = 0.0;
  double checked_ = std::numeric_limits<double>::infinity();
  double factor_ = 0.2;
  double most_ = 0.15;
  int stuck_ = 0;
  int count_ = 0;
};

std::vector<std::unique_ptr<PricedTerm>> priced_terms(const Program& program, std::span<const int> vehicles) {
  std::vector<std::unique_ptr<PricedTerm>> terms;
  for (const auto& term : program.terms) {
    if (term.unit())
      terms.push_back(std::make_unique<PricedCover>(term, program.fleet, vehicles));
    else
      terms.push_back(std::make_unique<PricedRanks>(term, vehicles));
  }
  return terms;
}

// A few seconds' worth at most: every iteration looks at each pair of site and point a few times.
int affordable_iterations(const Program& program) {
  double pairs = 1.0;
  for (const auto& term : program.terms) pairs += static_cast<double>(term.by_point.member.size());
  return static_cast<int>(std::clamp(1.2e9 / pairs, 100.0, 10'000.0));
}

}  // namespace

double upper_bound(const Program& program, double found, std::span<const int> vehicles, int iterations) {
  auto terms = priced_terms(program, vehicles);
  std::vector<double> scale;  // prices of the terms themselves
  for (std::size_t t = 0; t < terms.size(); ++t) {
    scale.push_back(program.terms[t].hard() ? 0.0 : 1.0);
    if (program.terms[t].hard()) std::fill(terms[t]->prices.begin(), terms[t]->prices.end(), 0.0);
  }
  std::vector<double> worth(program.sites);
  std::vector<double> chosen(program.sites);
  std::vector<std::vector<double>> slopes(terms.size());
  Descent descent(terms, found);
  iterations = std::min(iterations, affordable_iterations(program));
  double best = std::numeric_limits<double>::infinity();
  for (int k = 0; k < iterations && !descent.exhausted(); ++k) {
    std::fill(worth.begin(), worth.end(), 0.0);
    double bound = 0.0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      bound += terms[t]->price(scale[t], worth);
      if (program.terms[t].hard()) bound -= scale[t] * program.terms[t].target;
    }
    bound += choose_sites(program, worth, chosen);
    best = std::min(best, bound);
    if (best <= found + 1e-9 * std::max(1.0, std::abs(found))) break;
    for (std::size_t t = 0; t < terms.size(); ++t) terms[t]->slope(chosen, slopes[t]);
    descent.judge(bound, slopes);
    descent.step(std::max(best - found, 1e-7 * std::abs(found)));
    const double distance = std::max(bound - found, 0.0);
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (!program.terms[t].hard()) continue;
      const double miss = terms[t]->reached() - program.terms[t].target;
      if (miss != 0.0) scale[t] = std::max(0.0, scale[t] - 0.1 * distance / (miss * miss) * miss);
    }
  }
  return best;
}

double fewest_vehicles(const Program& program, int found, int iterations) {
  struct Priced {
    const Term* term;
    std::vector<double> prices, slopes;
  };
  std::vector<Priced> terms;
  for (const auto& term : program.terms) {
    Priced priced{&term, std::vector<double>(term.weight.size(), 1.0), {}};
    for (std::size_t i = 0; i < term.weight.size(); ++i)  // no site's points together cost more than the site
      for (const auto s : term.by_point.of(i))
        priced.prices[i] = std::min(priced.prices[i], 1.0 / static_cast<double>(term.by_site.of(s).size()));
    terms.push_back(std::move(priced));
  }
  double best = 0.0;
  double factor = 1.0;
  int stuck = 0;
  for (int k = 0; k < iterations && factor > 1e-3; ++k) {
    std::vector<double> reduced(program.sites, 1.0);
    double bound = 0.0;
    for (auto& priced : terms) {
      for (std::size_t i = 0; i < priced.prices.size(); ++i) {
        bound += priced.prices[i];
        for (const auto s : priced.term->by_point.of(i)) reduced[s] -= priced.prices[i];
      }
      priced.slopes.assign(priced.prices.size(), 1.0);
    }
    for (std::size_t s = 0; s < program.sites; ++s) {
      const int vehicles = reduced[s] < 0.0 ? program.upper[s] : program.lower[s];
      bound += reduced[s] * vehicles;
      if (vehicles == 0) continue;
      for (auto& priced : terms)
        for (const auto i : priced.term->by_site.of(s)) priced.slopes[i] -= vehicles;
    }
    stuck = bound > best + 1e-6 ? 0 : stuck + 1;
    if (stuck >= 10) {
      factor *= 0.6;
      stuck = 0;
    }
    best = std::max(best, bound);
    if (best > found - 1.0 + 1e-6) break;
    double norm = 0.0;
    for (const auto& priced : terms)
      for (const auto slope : priced.slopes) norm += slope * slope;
    if (norm <= 0.0) break;
    const double length = factor * std::max(found - bound, 0.01) / norm;
    for (auto& priced : terms)
      for (std::size_t i = 0; i < priced.prices.size(); ++i)
        priced.prices[i] = std::max(0.0, priced.prices[i] + length * priced.slopes[i]);
  }
  return best;
}

}  // namespace kjede::planning
