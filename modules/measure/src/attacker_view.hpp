#pragma once
// One independent part of a count system as an attacker sees it: unknowns, the equations among them, and what follows
// from those at once. Groups are hidden and shown again here; the system itself is left alone.
//
//   AttackerView view(system, quantities, part); view.hide(group); view.narrow(); … view.low(u), view.high(u)

#include <vector>

#include "quantities.hpp"

namespace kjede::measure {

inline constexpr std::int64_t kUnbounded = std::int64_t{1} << 52;  // exact in a double

// A quantity that may be hidden. Numbers of groups and equations are those of the view.
struct Unknown {
  int quantity = 0;
  std::int64_t value = 0;
  int newest = -1;
  std::vector<int> groups;
  std::vector<int> equations;
  int shown_by = 0;  // groups; none: hidden
  bool hidden() const { return shown_by == 0; }
};

struct Equation {
  struct Member {
    int unknown = 0;
    int sign = 1;  // parts +1, the total −1
  };
  std::vector<Member> members;
  std::int64_t rest = 0;  // Σ sign · value of the hidden members, as anyone can compute
  int hidden = 0;         // members
  int newest = -1;
};

struct ViewGroup {
  int id = 0;  // in the system
  bool hidden = false;
  std::vector<int> unknowns;
};

// Hidden unknowns that hang together, and what ties them.
struct Component {
  std::vector<int> unknowns;
  std::vector<int> equations;
};

class AttackerView {
 public:
  AttackerView(const CountSystem& system, const Quantities& quantities, const IndependentPart& part);

  const std::vector<Unknown>& unknowns() const { return unknowns_; }
  const std::vector<Equation>& equations() const { return equations_; }
  const std::vector<ViewGroup>& groups() const { return groups_; }
  const Unknown& unknown(int u) const { return unknowns_[static_cast<std::size_t>(u)]; }
  const Equation& equation(int e) const { return equations_[static_cast<std::size_t>(e)]; }
  const ViewGroup& group(int g) const { return groups_[static_cast<std::size_t>(g)]; }

  void hide(int group);
  void show(int group);

  // Bounds of all unknowns after the last narrow(): never narrower than the exact intervals. Shown: the value twice.
  std::int64_t low(int u) const { return low_[static_cast<std::size_t>(u)]; }
  std::int64_t high(int u) const { return high_[static_cast<std::size_t>(u)]; }
  std::int64_t width(int u) const;
  // Propagates through the equations, to a fixpoint, around what was hidden or shown since the last call.
  void narrow();

  // What hangs together with one of these unknowns, smallest unknown first.
  std::vector<Component> components_of(const std::vector<int>& unknowns) const;

 private:
  void add_groups(const Quantities& quantities, const IndependentPart& part);
  void add_equations(const Quantities& quantities, const IndependentPart& part);
  void flip(int unknown);
  void tighten(const Equation& equation);
  void narrow_one(int unknown, std::int64_t to_low, std::int64_t to_high);

  const CountSystem& system_;
  std::vector<Unknown> unknowns_;
  std::vector<Equation> equations_;
  std::vector<ViewGroup> groups_;
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
  std::vector<int> changed_;  // unknowns around which bounds are old
  std::vector<int> queue_;    // equations
  std::vector<char> queued_;
};

}  // namespace kjede::measure
