// Secondary suppression: find a count that can be concluded too narrowly, hide the cheapest cell that widens it, look
// again. Propagation finds most; the exact intervals find the rest (a hidden cell that bridges two groups of hidden
// cells is determined although every row and column has two).

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "exposure_search.hpp"

namespace kjede::measure {
namespace {

// How many relations away help is looked for when everything beside a count is hidden already.
constexpr std::size_t kReach = 64;

class Protector {
 public:
  Protector(CountSystem& system, const Protection& rule, std::size_t first_relation)
      : system_(system), rule_(rule), first_relation_(static_cast<int>(first_relation)) {}

  std::vector<int> run() {
    for (;;) {
      while (hide_for(exposed_by_propagation())) {
      }
      if (!hide_for(exposed_exactly())) break;
    }
    release();
    return still_exposed();
  }

 private:
  // A cell that was hidden for others and is known all the same protects nothing: it is shown again, unless that would
  // expose another.
  void release() {
    const auto candidates = given_up_;
    for (const int group : candidates) {
      if (system_.groups()[static_cast<std::size_t>(group)].primary) continue;
      const auto settled = settled_;
      unsettle_around(group);
      system_.show(group);
      if (exposed_by_propagation().empty() && exposed_exactly(Look::for_one).empty()) {
        given_up_.erase(group);
      } else {
        system_.hide(group);
        settled_ = settled;
      }
    }
  }

  // What showing a group may expose: the counts that hang together with it.
  void unsettle_around(int group) {
    const auto& own = system_.groups()[static_cast<std::size_t>(group)].counts;
    for (const auto& component : components(system_)) {
      const bool together = std::any_of(own.begin(), own.end(), [&](int count) {
        return std::binary_search(component.counts.begin(), component.counts.end(), count);
      });
      if (!together) continue;
      for (const int count : component.counts) settled_.erase(count);
    }
  }

  // What was given up early may have been helped by what was hidden later.
  std::vector<int> still_exposed() {
    if (given_up_.empty()) return {};
    for (int i = 0; i < static_cast<int>(system_.counts().size()); ++i) {
      if (given_up_.count(system_.counts()[static_cast<std::size_t>(i)].group) == 0) settled_.insert(i);
    }
    given_up_.clear();
    exposed_by_propagation();
    std::set<int> groups;
    for (const int count : exposed_exactly()) groups.insert(system_.counts()[static_cast<std::size_t>(count)].group);
    return {groups.begin(), groups.end()};
  }

  std::int64_t required(int count) const { return required_width(system_, count, rule_); }

  bool matters(int count) const {
    const auto& c = system_.counts()[static_cast<std::size_t>(count)];
    return c.care != Care::none && system_.hidden(count) && given_up_.count(c.group) == 0;
  }

  std::vector<int> exposed_by_propagation() {
    bounds_ = propagate(system_);
    std::vector<int> found;
    for (int i = 0; i < static_cast<int>(system_.counts().size()); ++i) {
      if (matters(i) && width(i) <= required(i)) found.push_back(i);
    }
    return found;
  }

  // Hiding more only makes more possible: a count that was once found wide enough stays so.
  std::vector<int> exposed_exactly(Look look = Look::for_all) {
    std::vector<int> found;
    for (const auto& component : components(system_)) {
      const auto& relations = component.relations;  // ascending
      if (first_relation_ > 0 && (relations.empty() || relations.back() < first_relation_)) continue;
      std::vector<std::size_t> open;
      for (std::size_t i = 0; i < component.counts.size(); ++i) {
        if (matters(component.counts[i]) && settled_.count(component.counts[i]) == 0) open.push_back(i);
      }
      if (open.empty()) continue;
      const auto narrow = ExposureSearch(system_, rule_, component, bounds_).run(open, look);
      if (look == Look::for_one && !narrow.empty()) return narrow;
      for (const auto i : open) settled_.insert(component.counts[i]);
      for (const int count : narrow) settled_.erase(count);
      found.insert(found.end(), narrow.begin(), narrow.end());
    }
    return found;
  }

  std::int64_t width(int count) const {
    const auto i = static_cast<std::size_t>(count);
    return bounds_.high[i] >= kUnbounded ? kUnbounded : bounds_.high[i] - bounds_.low[i];
  }

  // A count that is alone in a relation first: one that is exposed only because its hidden neighbour is will be helped
  // with the neighbour.
  bool hide_for(const std::vector<int>& counts) {
    std::vector<int> alone;
    std::copy_if(counts.begin(), counts.end(), std::back_inserter(alone), [this](int count) {
      const auto& relations = system_.relations_of(count);
      return std::any_of(relations.begin(), relations.end(), [this](int r) { return hidden_members(r) == 1; });
    });
    return hide_for_each(alone) || hide_for_each(counts);
  }

  // Hides one more group for each exposed count that no group hidden in this round already helps.
  bool hide_for_each(const std::vector<int>& counts) {
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

  // Among the relations that hold the count tightest: the shown group that loses least, counts in most of them and,
  // once hidden, is not itself the only hidden one in other relations.
  std::optional<int> best_partner(int count) const {
    std::map<int, int> covered;  // candidate count → tight relations it would loosen
    for (const int r : tightest_relations(count)) {
      const auto& relation = system_.relations()[static_cast<std::size_t>(r)];
      if (usable(relation.total)) ++covered[relation.total];
      for (const int part : relation.parts) {
        if (usable(part)) ++covered[part];
      }
    }
    std::optional<int> best;
    double best_score = std::numeric_limits<double>::max();
    for (const auto& [candidate, relations] : covered) {
      const double score = loss(candidate, count) / (relations * relations);
      if (score < best_score) {
        best_score = score;
        best = system_.counts()[static_cast<std::size_t>(candidate)].group;
      }
    }
    return best;
  }

  double loss(int candidate, int count) const {
    const auto& c = system_.counts()[static_cast<std::size_t>(candidate)];
    int alone = 0;
    for (const int r : system_.relations_of(candidate)) alone += hidden_members(r) == 0 && spans_cells(r) ? 1 : 0;
    const double too_small = c.value <= required(count) ? 4.0 : 1.0;
    return system_.groups()[static_cast<std::size_t>(c.group)].cost * (1.0 + 10.0 * alone) * too_small;
  }

  // Not numerator and complement of one cell, which are hidden together.
  bool spans_cells(int r) const {
    const auto& relation = system_.relations()[static_cast<std::size_t>(r)];
    const auto group_of = [this](int count) { return system_.counts()[static_cast<std::size_t>(count)].group; };
    return group_of(relation.total) != group_of(relation.parts.front());
  }

  int hidden_members(int r) const {
    const auto& relation = system_.relations()[static_cast<std::size_t>(r)];
    int n = system_.hidden(relation.total) ? 1 : 0;
    for (const int part : relation.parts) n += system_.hidden(part) ? 1 : 0;
    return n;
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
    bool found = has_candidate(reach);
    for (std::size_t next = 0; next < reach.size() && reach.size() < kReach && !found; ++next) {
      const auto relation = system_.relations()[static_cast<std::size_t>(reach[next])];
      auto members = relation.parts;
      members.push_back(relation.total);
      for (const int member : members) {
        if (!system_.hidden(member)) continue;
        for (const int r : system_.relations_of(member)) {
          if (!known.insert(r).second) continue;
          reach.push_back(r);
          found = found || candidate_in(r);
        }
      }
    }
    using Tightness =
        std::pair<bool, std::int64_t>;  // not the only hidden count in it; how much its hidden neighbours can move
    std::optional<Tightness> least;
    std::vector<int> tight;
    for (const int r : reach) {
      if (!candidate_in(r)) continue;
      const Tightness tightness{hidden_members(r) > 1,
                                freedom(system_.relations()[static_cast<std::size_t>(r)], count)};
      if (!least || tightness < *least) tight.clear();
      if (!least || tightness <= *least) {
        least = tightness;
        tight.push_back(r);
      }
    }
    return tight;
  }

  // A group without any event is shown as such, unless it may help: "none" is another thing than too few.
  bool usable(int count) const {
    const auto& group =
        system_.groups()[static_cast<std::size_t>(system_.counts()[static_cast<std::size_t>(count)].group)];
    if (group.hidden || group.fixed) return false;
    return group.empty_helps || std::any_of(group.counts.begin(), group.counts.end(), [this](int i) {
             return system_.counts()[static_cast<std::size_t>(i)].value > 0;
           });
  }

  bool candidate_in(int r) const {
    const auto& relation = system_.relations()[static_cast<std::size_t>(r)];
    return usable(relation.total) ||
           std::any_of(relation.parts.begin(), relation.parts.end(), [this](int i) { return usable(i); });
  }

  bool has_candidate(const std::vector<int>& relations) const {
    return std::any_of(relations.begin(), relations.end(), [this](int r) { return candidate_in(r); });
  }

  CountSystem& system_;
  Protection rule_;
  int first_relation_;
  Bounds bounds_;
  std::set<int> given_up_;
  std::set<int> settled_;
};

}  // namespace

std::vector<int> protect(CountSystem& system, const Protection& rule, std::size_t first_relation) {
  return Protector(system, rule, first_relation).run();
}

}  // namespace kjede::measure
