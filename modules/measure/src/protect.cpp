// Secondary suppression: find a count that can be concluded too narrowly, hide the cheapest cell that widens it, look
// again. Propagation finds most; the exact intervals find the rest (a hidden cell that bridges two groups of hidden
// cells is determined although every row and column has two).

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "linear_program.hpp"

namespace kjede::measure {
namespace {

class Protector {
 public:
  Protector(CountSystem& system, const Protection& rule) : system_(system), rule_(rule) {}

  std::vector<int> run() {
    for (;;) {
      while (hide_for(exposed_by_propagation())) {
      }
      if (!hide_for(exposed_exactly())) break;
    }
    return {given_up_.begin(), given_up_.end()};
  }

 private:
  std::int64_t required(int count) const {
    const auto& c = system_.counts()[static_cast<std::size_t>(count)];
    return system_.groups()[static_cast<std::size_t>(c.group)].primary ? rule_.primary_width : rule_.secondary_width;
  }

  bool matters(int count) const {
    const auto& c = system_.counts()[static_cast<std::size_t>(count)];
    return c.protect && system_.hidden(count) && given_up_.count(c.group) == 0;
  }

  std::vector<int> exposed_by_propagation() {
    bounds_ = propagate(system_);
    std::vector<int> found;
    for (int i = 0; i < static_cast<int>(system_.counts().size()); ++i) {
      if (matters(i) && width(i) <= required(i)) found.push_back(i);
    }
    return found;
  }

  // Solutions are remembered as the range each count was seen in: most counts need no program of their own.
  std::vector<int> exposed_exactly() {
    std::vector<int> found;
    for (const auto& component : components(system_)) {
      LinearProgram program(system_, component, bounds_);
      const auto n = component.counts.size();
      std::vector<double> low(n, std::numeric_limits<double>::max());
      std::vector<double> high(n, std::numeric_limits<double>::lowest());
      for (std::size_t i = 0; i < n; ++i) {
        const int count = component.counts[i];
        if (!matters(count)) continue;
        const auto need = static_cast<double>(required(count)) + 1.0 - 1e-6;
        for (const int sign : {+1, -1}) {
          if (high[i] - low[i] >= need) break;
          if (program.extreme(i, sign) >= static_cast<double>(kUnbounded)) high[i] = static_cast<double>(kUnbounded);
          else see(program.solution(), low, high);
        }
        if (high[i] - low[i] < need) found.push_back(count);
      }
    }
    return found;
  }

  static void see(const double* solution, std::vector<double>& low, std::vector<double>& high) {
    for (std::size_t i = 0; i < low.size(); ++i) {
      low[i] = std::min(low[i], solution[i]);
      high[i] = std::max(high[i], solution[i]);
    }
  }

  std::int64_t width(int count) const {
    const auto i = static_cast<std::size_t>(count);
    return bounds_.high[i] >= kUnbounded ? kUnbounded : bounds_.high[i] - bounds_.low[i];
  }

  // Hides one more group for each exposed count that no group hidden in this round already helps.
  bool hide_for(const std::vector<int>& counts) {
    std::set<int> helped;
    bool changed = false;
    for (const int count : counts) {
      const int group = system_.counts()[static_cast<std::size_t>(count)].group;
      if (helped.count(group) > 0 || given_up_.count(group) > 0) continue;
      const auto partner = best_partner(count);
      if (!partner) {
        given_up_.insert(group);
        continue;
      }
      system_.hide(*partner);
      helped.insert(group);
      changed = true;
    }
    return changed;
  }

  // Among the relations that hold the count tightest: the shown group that costs least; a count of at least the
  // missing width is preferred, for then one is enough.
  std::optional<int> best_partner(int count) const {
    std::optional<int> best;
    double best_cost = std::numeric_limits<double>::max();
    for (const int r : tightest_relations(count)) {
      const auto& relation = system_.relations()[static_cast<std::size_t>(r)];
      consider(relation.total, count, best, best_cost);
      for (const int part : relation.parts) consider(part, count, best, best_cost);
    }
    return best;
  }

  void consider(int candidate, int count, std::optional<int>& best, double& best_cost) const {
    const auto& c = system_.counts()[static_cast<std::size_t>(candidate)];
    const auto& group = system_.groups()[static_cast<std::size_t>(c.group)];
    if (!usable(candidate)) return;
    const double penalty = c.value <= required(count) ? 1000.0 : 1.0;
    if (group.cost * penalty < best_cost) {
      best_cost = group.cost * penalty;
      best = c.group;
    }
  }

  std::int64_t freedom(const Relation& relation, int count) const {
    std::int64_t sum = 0;
    const auto add = [&](int other) {
      if (other != count && system_.hidden(other)) sum = std::min(kUnbounded, sum + width(other));
    };
    add(relation.total);
    for (const int part : relation.parts) add(part);
    return sum;
  }

  // Relations of the count and, when none of those has anything left to hide, of the counts hidden beside it.
  std::vector<int> tightest_relations(int count) const {
    std::vector<int> reach = system_.relations_of(count);
    std::set<int> known(reach.begin(), reach.end());
    for (std::size_t next = 0; next < reach.size(); ++next) {
      if (has_candidate(reach)) break;
      const auto relation = system_.relations()[static_cast<std::size_t>(reach[next])];
      auto members = relation.parts;
      members.push_back(relation.total);
      for (const int member : members) {
        if (!system_.hidden(member)) continue;
        for (const int r : system_.relations_of(member)) {
          if (known.insert(r).second) reach.push_back(r);
        }
      }
    }
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const int r : reach) {
      if (candidate_in(r)) least = std::min(least, freedom(system_.relations()[static_cast<std::size_t>(r)], count));
    }
    std::vector<int> tight;
    for (const int r : reach) {
      if (candidate_in(r) && freedom(system_.relations()[static_cast<std::size_t>(r)], count) == least) tight.push_back(r);
    }
    return tight;
  }

  // A group without any event is shown as such: hiding it would protect nothing.
  bool usable(int count) const {
    const auto& group = system_.groups()[static_cast<std::size_t>(system_.counts()[static_cast<std::size_t>(count)].group)];
    return !group.hidden && !group.fixed && std::any_of(group.counts.begin(), group.counts.end(), [this](int i) {
      return system_.counts()[static_cast<std::size_t>(i)].value > 0;
    });
  }

  bool candidate_in(int r) const {
    const auto& relation = system_.relations()[static_cast<std::size_t>(r)];
    return usable(relation.total) || std::any_of(relation.parts.begin(), relation.parts.end(), [this](int i) { return usable(i); });
  }

  bool has_candidate(const std::vector<int>& relations) const {
    return std::any_of(relations.begin(), relations.end(), [this](int r) { return candidate_in(r); });
  }

  CountSystem& system_;
  Protection rule_;
  Bounds bounds_;
  std::set<int> given_up_;
};

}  // namespace

std::vector<int> protect(CountSystem& system, const Protection& rule) { return Protector(system, rule).run(); }

}  // namespace kjede::measure
