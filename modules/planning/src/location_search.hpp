#pragma once
// The heuristic: greedy start, best exchange until none helps, then seeded kicks. Same program, same plan.

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "kjede/base/rng.hpp"
#include "location_term_search.hpp"

namespace kjede::planning {

// Shortage of the hard terms first, then value.
struct Score {
  double shortage = 0.0;
  double value = 0.0;
  bool better_than(const Score& other, double tolerance) const {
    if (shortage < other.shortage - 1e-9) return true;
    return shortage <= other.shortage + 1e-9 && value > other.value + tolerance;
  }
};

// The plan of a neighbouring period: vehicles that only one of the two has cost `cost` each.
struct Neighbour {
  std::vector<int> vehicles;
  double cost = 0.0;
  bool earlier = true;  // it comes before: vehicles this plan has and it has not are placed anew
  int moves = 0;        // vehicles placed anew between the two, as the search stands
};

int placed_anew(std::span<const int> earlier, std::span<const int> later);

class LocationSearch {
 public:
  explicit LocationSearch(const Program& program, std::vector<Neighbour> neighbours = {});

  // Vehicles where they must be, then one by one where they are worth most.
  void build();
  // The same, but only until the hard terms are met.
  void build_until_feasible();
  void start_from(std::span<const int> vehicles);
  // Exchanges until none is better, then `rounds` kicks in a row without a better plan, `work` links touched at most.
  void improve(int rounds, double work, const std::optional<double>& enough = std::nullopt);

  const std::vector<int>& vehicles() const { return fleet_.vehicles; }
  Score score() const;
  std::vector<double> period_values() const;  // of the soft terms; regret rule
  bool feasible() const { return score().shortage <= 1e-9; }

 private:
  struct Exchange {
    Index removed = TermSearch::npos;
    Index added = TermSearch::npos;
    Score score;
  };

  void place_kept();
  void rebuild(bool with_exchanges);
  void apply(Index removed, Index added);
  void climb();
  void kick(base::Rng& rng);
  void go_to(const std::vector<int>& vehicles);
  bool add_best();
  bool may_add(Index site) const;
  bool may_exchange(Index removed, Index added) const;
  Exchange best_exchange() const;
  Exchange best_simple_exchange() const;
  Exchange best_near_exchange() const;
  std::array<Index, 2> best_additions() const;
  bool simple() const { return terms_.size() == 1 && neighbours_.empty() && !program_.regret() && !terms_are_hard(); }
  // Every site with room can take the vehicle, wherever it comes from, and far ones differ only in what they gain.
  bool separable() const {
    return terms_.front()->concave() &&
           program_.stations >= std::min<int>(program_.fleet, static_cast<int>(program_.sites));
  }
  bool terms_are_hard() const { return program_.terms.front().hard(); }
  Score score_of(std::span<const double> values, Index removed, Index added) const;
  static int anew_at(const Neighbour& neighbour, Index site, int vehicles);
  void count_moves();
  double work() const;
  double neighbour_cost(Index removed, Index added) const;
  double tolerance() const;
  const std::vector<double>& term_values() const;

  const Program& program_;
  std::vector<Neighbour> neighbours_;
  Fleet fleet_;
  std::vector<std::unique_ptr<TermSearch>> terms_;
  std::vector<Index> candidates_;
  mutable std::vector<double> values_;
  mutable double looked_at_ = 0.0;  // exchanges weighed
};

}  // namespace kjede::planning
