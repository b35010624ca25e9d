#pragma once
// The hidden unknowns that hang together as a linear program (COIN-OR Clp).

#include <functional>
#include <memory>
#include <vector>

#include "attacker_view.hpp"
#include "kjede/base/rng.hpp"

namespace kjede::measure {

// Where a solution stood, by unknown and equation of the view: the next program of the same view starts there, whatever
// was hidden in between. Empty at first.
struct Standing {
  std::vector<char> unknowns;
  std::vector<char> equations;
};

class LinearProgram {
 public:
  // Of the unknowns at least those that are wanted (ascending); others that stand in one equation only become slack.
  // The view must be narrowed.
  LinearProgram(const AttackerView& view, const Component& component, const std::vector<int>& wanted,
                Standing& standing);
  ~LinearProgram();
  // Solves for the smallest (sign +1) or largest (sign −1) value of a wanted unknown.
  void extreme(int unknown, int sign);
  // Pushes the chosen unknowns apart at random: cheap evidence of how far they can move.
  void spread(const std::vector<int>& chosen, base::Rng& rng);
  // The last solution; a value at kFarAway or beyond is unbounded.
  void each_value(const std::function<void(int unknown, double value)>& visit) const;

  static constexpr double kFarAway = 5e6;  // no count of a register is as large

 private:
  void add_columns(const Component& component, const std::vector<int>& wanted);
  void add_rows(const Component& component);
  void solve();
  void start();
  void leave();

  struct Model;
  const AttackerView& view_;
  Standing& standing_;
  std::vector<int> unknowns_;   // by column
  std::vector<int> equations_;  // by row
  std::vector<int> column_of_;  // by unknown; −1: slack
  std::unique_ptr<Model> model_;
};

}  // namespace kjede::measure
