#pragma once
// Secondary suppression in one independent part: find a count that can be concluded too narrowly, hide the cheapest
// cell that widens it, look again. Propagation finds most; the exact intervals find the rest (a hidden cell that
// bridges two groups of hidden cells is determined although every row and column has two).

#include <optional>
#include <set>
#include <vector>

#include "exposure_search.hpp"

namespace kjede::measure {

// What was found, as groups of the system.
struct PartMasks {
  std::vector<int> hidden;  // all that are
  std::vector<int> open;    // could not be protected
};

class PartProtector {
 public:
  PartProtector(const CountSystem& system, const Quantities& quantities, const IndependentPart& part,
                std::size_t first_relation);

  PartMasks run();

 private:
  // A count of an unknown that needs protection while its group is hidden.
  struct Cared {
    int group = 0;  // of the view
    Need need;
  };
  using Look = ExposureSearch::Look;

  void note_cared(const Quantities& quantities);
  void note_groups(const Quantities& quantities);
  Need need(int unknown) const;
  bool matters(int unknown) const;
  bool enough(int unknown, const Interval& interval) const { return need(unknown).met_by(interval); }
  Interval bounds(int unknown) const;

  std::vector<int> exposed_by_propagation();
  std::vector<int> exposed_exactly(Look look = Look::for_all);
  bool is_new(const Component& component) const;

  bool hide_for(const std::vector<int>& unknowns);
  bool hide_for_each(const std::vector<int>& unknowns);
  std::optional<int> best_partner(int unknown) const;
  double loss(int candidate, int unknown) const;
  double cost(int unknown) const;
  std::int64_t freedom(const Equation& equation, int unknown) const;
  std::vector<int> tightest_equations(int unknown) const;
  std::vector<int> reach_of(int unknown) const;
  bool usable(int unknown) const;
  bool candidate_in(int equation) const;
  bool within_a_cell(const Equation& equation) const;
  void hide_with_sisters(int unknown);
  void hide_sisters_of(int group);

  void hide_all_needed();
  void loosen();
  void release();
  bool hidden_for_others(int group) const;
  std::vector<int> sisters_of(int group) const;
  bool can_be_shown(int group);
  void limit_exactly(const std::vector<int>& unknowns);
  std::vector<int> still_exposed();

  const CountSystem& system_;
  const Quantities& quantities_;
  const IndependentPart& part_;
  AttackerView view_;
  ExposureSearch search_;
  int first_relation_;
  std::vector<std::vector<Cared>> cared_;  // by unknown
  std::vector<char> allowed_;              // groups that may be hidden for others
  std::vector<char> leaky_;                // groups of which something is known all the same
  std::vector<char> inner_;                // equations within one cell
  std::vector<char> given_up_;             // unknowns
};

}  // namespace kjede::measure
