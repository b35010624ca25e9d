#pragma once
// Statistical disclosure control on counts, without knowing what they count: non-negative whole numbers, some hidden,
// tied by "total = sum of parts". Two questions: what could an attacker who sees everything shown conclude about a
// hidden count (feasible_intervals), and what else must be hidden so that the conclusion is never too narrow (protect).
// Hundepool et al., Statistical Disclosure Control (2012), ch. 4: primary and secondary suppression, protection levels,
// audit by linear programming.
//
// **Protected** means: the attacker's interval, computed from all that is shown,
// * of a small count that is hidden for its own sake holds 0…k − 1: which of the small counts it is cannot be told, nor
//   that there are any;
// * of another count hidden for its own sake holds at least kFewestValues values;
// * of a count hidden for the sake of others holds at least two.
// What figures that are shown for good (fixed groups) say by themselves, no mask can take back: an interval need not be
// wider than they leave it, but two values it must have.
//
//   CountSystem system;
//   const int a = system.add_group(3), b = system.add_group(9), t = system.add_group(99);
//   … system.add_relation(total, {x_a, x_b}); system.hide_primary(a); protect(system);

#include <cstdint>
#include <span>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::measure {

// Counts that are hidden or shown together: one cell of a table, with its numerator, complement and denominator.
struct Group {
  double cost = 1.0;   // what hiding it loses; protect() hides the cheapest that helps
  bool fixed = false;  // already published or never to be hidden: protect() leaves it shown
  bool hidden = false;
  bool primary = false;      // hidden for its own sake
  bool empty_helps = false;  // protect() may hide it although nothing was counted; else "none" is always shown
  std::vector<int> counts;
};

// How far a hidden count must stay uncertain: not at all, not known exactly, or as its need says while its group is
// hidden for its own sake.
enum class Care { none, not_exact, wide };

// What an attacker can conclude: low ≤ count ≤ high; high < 0: no upper bound.
struct Interval {
  std::int64_t low = 0;
  std::int64_t high = -1;
  bool wider_than(std::int64_t width) const { return high < 0 || high - low > width; }
  bool holds(std::int64_t value) const { return low <= value && (high < 0 || value <= high); }
};

// The fewest values that must be possible for a count hidden for its own sake.
inline constexpr std::int64_t kFewestValues = 3;

// What must stay possible: all of first…last, if there are such, and so many values.
struct Need {
  std::int64_t first = 0;
  std::int64_t last = -1;
  std::int64_t values = 1;
  // Both this and the other.
  void join(const Need& other);
  // Nothing can make the interval wider than this; two values there must be.
  void limit(const Interval& possible);
  bool met_by(const Interval& interval) const {
    return interval.wider_than(values - 2) && (last < first || (interval.holds(first) && interval.holds(last)));
  }
};

struct Count {
  std::int64_t value = 0;
  int group = 0;
  Care care = Care::wide;
  Need need{0, -1, kFewestValues};  // of a wide count
};

struct Relation {
  int total = 0;
  std::vector<int> parts;
};

class CountSystem {
 public:
  int add_group(double cost);
  int add_count(int group, std::int64_t value, Care care = Care::wide);
  // The values must agree: total = Σ parts (a broken promise otherwise).
  void add_relation(int total, std::vector<int> parts);
  void hide_primary(int group);
  void hide(int group);
  void show(int group);
  // A small count: none of first…last may be ruled out while it is hidden for its own sake.
  void keep_possible(int count, std::int64_t first, std::int64_t last);
  void no_secret(int count) { counts_[static_cast<std::size_t>(count)].care = Care::none; }
  // Nothing can make the count's interval wider than this: it need not be.
  void limit_need(int count, const Interval& possible);
  void set_fixed(int group) { groups_[static_cast<std::size_t>(group)].fixed = true; }
  void let_empty_help(int group) { groups_[static_cast<std::size_t>(group)].empty_helps = true; }

  const std::vector<Group>& groups() const { return groups_; }
  const std::vector<Count>& counts() const { return counts_; }
  const std::vector<Relation>& relations() const { return relations_; }
  const std::vector<int>& relations_of(int count) const { return by_count_[static_cast<std::size_t>(count)]; }
  bool hidden(int count) const;

 private:
  std::vector<Group> groups_;
  std::vector<Count> counts_;
  std::vector<Relation> relations_;
  std::vector<std::vector<int>> by_count_;
};

// What must stay possible for a hidden count as it is hidden now.
Need need_of(const CountSystem& system, int count);

// What each of these counts could be if all were hidden that is not fixed: no mask makes it wider, so their needs are
// limited to that (CountSystem::limit_need). By propagation only, which may be too wide: protect() then finds out for
// what it could not protect; or exactly where a need depends on it.
enum class Limit { by_propagation, exactly };
std::vector<Interval> limit_needs(CountSystem& system, std::span<const int> counts, Limit how);

// Hides further groups until every hidden count that matters is protected. Returns the groups for which that was not
// possible because all that could help is fixed (their intervals are as audit reports them). Tables can be added to a
// protected system: parts of it that no relation from `first_relation` on touches are then not looked at again.
std::vector<int> protect(CountSystem& system, std::size_t first_relation = 0);

// Exact feasible intervals of all hidden counts that matter, by linear programming over each connected part
// (in the order of system.counts(); shown counts give their value twice). Integer solutions can only be narrower where
// the system is not totally unimodular; two-way tables with totals are.
std::vector<Interval> feasible_intervals(const CountSystem& system);

// Hidden counts whose interval is too narrow, by feasible_intervals.
std::vector<int> exposed(const CountSystem& system, std::span<const Interval> intervals);

}  // namespace kjede::measure
