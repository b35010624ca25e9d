#pragma once
// Statistical disclosure control on counts, without knowing what they count: non-negative whole numbers, some hidden,
// tied by "total = sum of parts". Two questions: what could an attacker who sees everything shown conclude about a
// hidden count (feasible_intervals), and what else must be hidden so that the conclusion is never too narrow (protect).
// Hundepool et al., Statistical Disclosure Control (2012), ch. 4: primary and secondary suppression, audit by linear
// programming.
//
//   CountSystem system;
//   const int a = system.add_group(3), b = system.add_group(9), t = system.add_group(99);
//   … system.add_relation(total, {x_a, x_b}); system.hide(a); protect(system, {});

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

// How far a hidden count must stay uncertain: not at all, not known exactly, or as Protection says.
enum class Care { none, not_exact, wide };

struct Count {
  std::int64_t value = 0;
  int group = 0;
  Care care = Care::wide;
};

struct Relation {
  int total = 0;
  std::vector<int> parts;
};

// What an attacker can conclude: low ≤ count ≤ high; high < 0: no upper bound.
struct Interval {
  std::int64_t low = 0;
  std::int64_t high = -1;
  bool wider_than(std::int64_t width) const { return high < 0 || high - low > width; }
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
  // What is known of the count anyway leaves it no wide interval: it must only not be known exactly.
  void relax(int count);
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

struct Protection {
  // A hidden wide count of a primary group must have more than primary_width + 1 possible values; every other hidden
  // count that matters more than one.
  std::int64_t primary_width = 1;
};

// The width that the interval of a hidden count must exceed.
std::int64_t required_width(const CountSystem& system, int count, const Protection& rule);

// Hides further groups until every hidden count that matters is protected. Returns the groups for which that was not
// possible because all that could help is fixed (their intervals are as audit reports them). Tables can be added to a
// protected system: parts of it that no relation from `first_relation` on touches are then not looked at again.
std::vector<int> protect(CountSystem& system, const Protection& rule, std::size_t first_relation = 0);

// Exact feasible intervals of all hidden counts that matter, by linear programming over each connected part
// (in the order of system.counts(); shown counts give their value twice). Integer solutions can only be narrower where
// the system is not totally unimodular; two-way tables with totals are.
std::vector<Interval> feasible_intervals(const CountSystem& system);

// Hidden counts whose interval is too narrow under the rule, by feasible_intervals.
std::vector<int> exposed(const CountSystem& system, std::span<const Interval> intervals, const Protection& rule);

}  // namespace kjede::measure
