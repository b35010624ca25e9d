#include "part_protector.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

namespace kjede::measure {
namespace {

// How many equations away help is looked for when everything beside a count is hidden already.
constexpr std::size_t kReach = 64;

}  // namespace

PartProtector::PartProtector(const CountSystem& system, const Quantities& quantities, const IndependentPart& part,
                             std::size_t first_relation)
    : system_(system),
      quantities_(quantities),
      part_(part),
      view_(system, quantities, part),
      search_(view_),
      first_relation_(static_cast<int>(first_relation)),
      given_up_(view_.unknowns().size(), 0) {
  note_cared(quantities);
  note_groups(quantities);
  for (const auto& equation : view_.equations()) inner_.push_back(within_a_cell(equation) ? 1 : 0);
}

void PartProtector::note_cared(const Quantities& quantities) {
  std::map<int, int> group_of;
  for (std::size_t g = 0; g < view_.groups().size(); ++g) group_of[view_.groups()[g].id] = static_cast<int>(g);
  for (const auto& unknown : view_.unknowns()) {
    auto& list = cared_.emplace_back();
    for (const int c : quantities.all()[static_cast<std::size_t>(unknown.quantity)].counts) {
      const auto& count = system_.counts()[static_cast<std::size_t>(c)];
      if (count.care == Care::none) continue;
      const bool primary = system_.groups()[static_cast<std::size_t>(count.group)].primary;
      list.push_back({group_of.at(count.group), primary && count.care == Care::wide ? count.need : Need{0, -1, 2}});
    }
  }
}

// A group without any event is shown as such, unless it may help: "none" is another thing than too few.
void PartProtector::note_groups(const Quantities& quantities) {
  for (const auto& own : view_.groups()) {
    const auto& group = system_.groups()[static_cast<std::size_t>(own.id)];
    const auto count = [this](int c) -> const Count& { return system_.counts()[static_cast<std::size_t>(c)]; };
    const bool some =
        std::any_of(group.counts.begin(), group.counts.end(), [&](int c) { return count(c).care != Care::none; });
    allowed_.push_back(group.empty_helps || some ? 1 : 0);
    leaky_.push_back(std::any_of(group.counts.begin(), group.counts.end(), [&](int c) {
      return count(c).care != Care::none && quantities.given(quantities.of(c));
    }));
  }
}

// Not numerator and complement of one cell, which are hidden together.
bool PartProtector::within_a_cell(const Equation& equation) const {
  if (equation.members.empty()) return true;
  const auto has = [&](int u, int g) {
    const auto& groups = view_.unknown(u).groups;
    return std::find(groups.begin(), groups.end(), g) != groups.end();
  };
  const auto& groups = view_.unknown(equation.members.front().unknown).groups;
  return std::any_of(groups.begin(), groups.end(), [&](int g) {
    return std::all_of(equation.members.begin(), equation.members.end(),
                       [&](const auto& member) { return has(member.unknown, g); });
  });
}

PartMasks PartProtector::run() {
  for (int g = 0; g < static_cast<int>(view_.groups().size()); ++g) {
    if (view_.group(g).hidden) hide_sisters_of(g);
  }
  hide_all_needed();
  loosen();
  hide_all_needed();
  release();
  PartMasks masks;
  masks.open = still_exposed();
  for (const auto& group : view_.groups()) {
    if (group.hidden) masks.hidden.push_back(group.id);
  }
  return masks;
}

void PartProtector::hide_all_needed() {
  for (;;) {
    while (hide_for(exposed_by_propagation())) {
    }
    if (!hide_for(exposed_exactly())) return;
  }
}

Need PartProtector::need(int u) const {
  Need all;
  for (const auto& cared : cared_[static_cast<std::size_t>(u)]) {
    if (!view_.group(cared.group).hidden) continue;
    all.join(cared.need);
  }
  return all;
}

bool PartProtector::matters(int u) const {
  if (given_up_[static_cast<std::size_t>(u)] != 0) return false;
  const auto& list = cared_[static_cast<std::size_t>(u)];
  return std::any_of(list.begin(), list.end(), [this](const Cared& c) { return view_.group(c.group).hidden; });
}

Interval PartProtector::bounds(int u) const { return {view_.low(u), view_.high(u) >= kUnbounded ? -1 : view_.high(u)}; }

std::vector<int> PartProtector::exposed_by_propagation() {
  view_.narrow();
  std::vector<int> found;
  for (int u = 0; u < static_cast<int>(view_.unknowns().size()); ++u) {
    if (matters(u) && !enough(u, bounds(u))) found.push_back(u);
  }
  return found;
}

// Tables that were protected before and that nothing new touches.
bool PartProtector::is_new(const Component& component) const {
  return std::any_of(component.equations.begin(), component.equations.end(),
                     [this](int e) { return view_.equation(e).newest >= first_relation_; }) ||
         std::any_of(component.unknowns.begin(), component.unknowns.end(),
                     [this](int u) { return view_.unknown(u).newest >= first_relation_; });
}

std::vector<int> PartProtector::exposed_exactly(Look look) {
  std::vector<int> open;
  for (int u = 0; u < static_cast<int>(view_.unknowns().size()); ++u) {
    if (matters(u) && !enough(u, search_.seen(u))) open.push_back(u);
  }
  std::vector<int> found;
  for (const auto& component : view_.components_of(open)) {
    if (first_relation_ > 0 && !is_new(component)) continue;
    std::vector<int> mine;
    std::set_intersection(open.begin(), open.end(), component.unknowns.begin(), component.unknowns.end(),
                          std::back_inserter(mine));
    const auto narrow = search_.narrow_ones(
        component, mine, [this](int u, const Interval& interval) { return enough(u, interval); }, look);
    found.insert(found.end(), narrow.begin(), narrow.end());
    if (look == Look::for_one && !found.empty()) break;
  }
  return found;
}

// A count that is alone in an equation first: one that is exposed only because its hidden neighbour is will be helped
// with the neighbour.
bool PartProtector::hide_for(const std::vector<int>& unknowns) {
  std::vector<int> alone;
  std::copy_if(unknowns.begin(), unknowns.end(), std::back_inserter(alone), [this](int u) {
    const auto& equations = view_.unknown(u).equations;
    return std::any_of(equations.begin(), equations.end(), [this](int e) { return view_.equation(e).hidden == 1; });
  });
  return hide_for_each(alone) || hide_for_each(unknowns);
}

// Hides more for each exposed unknown that nothing hidden in this round already helps.
bool PartProtector::hide_for_each(const std::vector<int>& unknowns) {
  std::set<int> helped;
  bool changed = false;
  for (const int u : unknowns) {
    const auto& groups = view_.unknown(u).groups;
    if (given_up_[static_cast<std::size_t>(u)] != 0) continue;
    if (std::any_of(groups.begin(), groups.end(), [&](int g) { return helped.count(g) > 0; })) continue;
    const auto partner = best_partner(u);
    if (!partner) {
      given_up_[static_cast<std::size_t>(u)] = 1;
      continue;
    }
    hide_with_sisters(*partner);
    helped.insert(groups.begin(), groups.end());
    changed = true;
  }
  return changed;
}

// All tables that show it, and what must be hidden with those.
void PartProtector::hide_with_sisters(int u) {
  for (const int g : view_.unknown(u).groups) {
    if (view_.group(g).hidden) continue;
    view_.hide(g);
    hide_sisters_of(g);
  }
}

// What matters in a hidden cell must not be shown by a sister table.
void PartProtector::hide_sisters_of(int group) {
  for (const int u : view_.group(group).unknowns) {
    const auto& list = cared_[static_cast<std::size_t>(u)];
    const bool cares = std::any_of(list.begin(), list.end(), [&](const Cared& c) { return c.group == group; });
    if (cares && !view_.unknown(u).hidden()) hide_with_sisters(u);
  }
}

// Among the equations that hold the unknown tightest: the shown one that loses least, stands in most of them and, once
// hidden, is not itself the only hidden one in other equations.
std::optional<int> PartProtector::best_partner(int u) const {
  std::map<int, int> covered;  // candidate → tight equations it would loosen
  for (const int e : tightest_equations(u)) {
    for (const auto& member : view_.equation(e).members) {
      if (usable(member.unknown)) ++covered[member.unknown];
    }
  }
  std::optional<int> best;
  double best_score = std::numeric_limits<double>::max();
  for (const auto& [candidate, equations] : covered) {
    const double score = loss(candidate, u) / (equations * equations);
    if (score < best_score) {
      best_score = score;
      best = candidate;
    }
  }
  return best;
}

double PartProtector::loss(int candidate, int u) const {
  int alone = 0;
  for (const int e : view_.unknown(candidate).equations)
    alone += view_.equation(e).hidden == 0 && inner_[static_cast<std::size_t>(e)] == 0 ? 1 : 0;
  const auto wanted = need(u);
  const bool too_small = view_.unknown(candidate).value < std::max(wanted.last, wanted.values - 1);
  return cost(candidate) * (1.0 + 10.0 * alone) * (too_small ? 4.0 : 1.0);
}

double PartProtector::cost(int u) const {
  constexpr double kLeaky = 100.0;
  double sum = 0.0;
  for (const int g : view_.unknown(u).groups) {
    if (view_.group(g).hidden) continue;
    sum += system_.groups()[static_cast<std::size_t>(view_.group(g).id)].cost *
           (leaky_[static_cast<std::size_t>(g)] != 0 ? kLeaky : 1.0);
  }
  return sum;
}

std::int64_t PartProtector::freedom(const Equation& equation, int u) const {
  std::int64_t sum = 0;
  for (const auto& member : equation.members) {
    if (member.unknown != u && view_.unknown(member.unknown).hidden())
      sum = std::min(kUnbounded, sum + view_.width(member.unknown));
  }
  return sum;
}

// Equations of the unknown and, when none of those has anything left to hide, of the unknowns hidden beside it.
std::vector<int> PartProtector::reach_of(int u) const {
  std::vector<int> reach = view_.unknown(u).equations;
  std::set<int> known(reach.begin(), reach.end());
  bool found = std::any_of(reach.begin(), reach.end(), [this](int e) { return candidate_in(e); });
  for (std::size_t next = 0; next < reach.size() && reach.size() < kReach && !found; ++next) {
    for (const auto& member : view_.equation(reach[next]).members) {
      if (!view_.unknown(member.unknown).hidden()) continue;
      for (const int e : view_.unknown(member.unknown).equations) {
        if (!known.insert(e).second) continue;
        reach.push_back(e);
        found = found || candidate_in(e);
      }
    }
  }
  return reach;
}

std::vector<int> PartProtector::tightest_equations(int u) const {
  using Tightness =
      std::pair<bool, std::int64_t>;  // not the only hidden one in it; how much its hidden neighbours can move
  std::optional<Tightness> least;
  std::vector<int> tight;
  for (const int e : reach_of(u)) {
    if (!candidate_in(e)) continue;
    const Tightness tightness{view_.equation(e).hidden > 1, freedom(view_.equation(e), u)};
    if (!least || tightness < *least) tight.clear();
    if (!least || tightness <= *least) {
      least = tightness;
      tight.push_back(e);
    }
  }
  return tight;
}

bool PartProtector::usable(int u) const {
  const auto& unknown = view_.unknown(u);
  return !unknown.hidden() && std::all_of(unknown.groups.begin(), unknown.groups.end(), [this](int g) {
    return view_.group(g).hidden || allowed_[static_cast<std::size_t>(g)] != 0;
  });
}

bool PartProtector::candidate_in(int e) const {
  const auto& members = view_.equation(e).members;
  return std::any_of(members.begin(), members.end(), [this](const auto& m) { return usable(m.unknown); });
}

// What was hidden early may be needless beside what was hidden later: the dearest first, each cell is shown again that
// propagation does not miss. What it cannot see is found and hidden after this.
void PartProtector::loosen() {
  std::vector<int> candidates;
  for (int g = 0; g < static_cast<int>(view_.groups().size()); ++g)
    if (hidden_for_others(g)) candidates.push_back(g);
  const auto cost_of = [this](int g) { return system_.groups()[static_cast<std::size_t>(view_.group(g).id)].cost; };
  std::stable_sort(candidates.begin(), candidates.end(), [&](int a, int b) { return cost_of(a) > cost_of(b); });
  for (const int g : candidates) {
    const auto sisters = sisters_of(g);
    for (const int sister : sisters) view_.show(sister);
    if (sisters.empty() || exposed_by_propagation().empty()) continue;
    for (const int sister : sisters) view_.hide(sister);
  }
  view_.narrow();
  search_.take(ExposureSearch(view_));
}

// A cell that was hidden for others and is known all the same protects nothing: it is shown again, unless that would
// expose another.
void PartProtector::release() {
  std::set<int> candidates;
  for (int u = 0; u < static_cast<int>(view_.unknowns().size()); ++u) {
    if (given_up_[static_cast<std::size_t>(u)] == 0) continue;
    const auto& groups = view_.unknown(u).groups;
    candidates.insert(groups.begin(), groups.end());
  }
  for (int g = 0; g < static_cast<int>(view_.groups().size()); ++g) {
    if (leaky_[static_cast<std::size_t>(g)] != 0) candidates.insert(g);
  }
  for (const int g : candidates) {
    if (!hidden_for_others(g) || !can_be_shown(g)) continue;
    for (const int u : view_.group(g).unknowns) given_up_[static_cast<std::size_t>(u)] = 0;
  }
}

bool PartProtector::hidden_for_others(int g) const {
  const auto& group = system_.groups()[static_cast<std::size_t>(view_.group(g).id)];
  return view_.group(g).hidden && !group.primary && !group.fixed && !group.hidden;
}

// The cell and all hidden ones that may only be shown together with it; none if one of them must stay hidden.
std::vector<int> PartProtector::sisters_of(int first) const {
  std::vector<int> sisters{first};
  for (std::size_t next = 0; next < sisters.size(); ++next) {
    if (!hidden_for_others(sisters[next])) return {};
    for (const int u : view_.group(sisters[next]).unknowns) {
      for (const auto& cared : cared_[static_cast<std::size_t>(u)]) {
        if (view_.group(cared.group).hidden && std::find(sisters.begin(), sisters.end(), cared.group) == sisters.end())
          sisters.push_back(cared.group);
      }
    }
  }
  return sisters;
}

// Leaves it shown if so.
bool PartProtector::can_be_shown(int g) {
  const auto before = search_;
  for (const auto& component : view_.components_of(view_.group(g).unknowns)) search_.forget(component);
  view_.show(g);
  if (exposed_by_propagation().empty() && exposed_exactly(Look::for_one).empty()) return true;
  view_.hide(g);
  view_.narrow();
  search_.take(before);
  return false;
}

// What no mask can widen need not be wider: what the unknowns could be if everything were hidden.
void PartProtector::limit_exactly(const std::vector<int>& unknowns) {
  AttackerView all(system_, quantities_, part_);
  for (int g = 0; g < static_cast<int>(all.groups().size()); ++g) all.hide(g);
  all.narrow();
  ExposureSearch search(all);
  for (const auto& component : all.components_of(unknowns)) {
    std::vector<int> mine;
    std::set_intersection(unknowns.begin(), unknowns.end(), component.unknowns.begin(), component.unknowns.end(),
                          std::back_inserter(mine));
    search.find_intervals(component, mine);
  }
  for (const int u : unknowns) {
    for (auto& cared : cared_[static_cast<std::size_t>(u)]) cared.need.limit(search.seen(u));
  }
}

// What was given up early may have been helped by what was hidden later, or cannot be helped by any mask.
std::vector<int> PartProtector::still_exposed() {
  if (std::find(given_up_.begin(), given_up_.end(), 1) == given_up_.end()) return {};
  std::fill(given_up_.begin(), given_up_.end(), 0);
  const auto all_exposed = [this] {
    auto found = exposed_by_propagation();
    const auto exactly = exposed_exactly();
    found.insert(found.end(), exactly.begin(), exactly.end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  };
  limit_exactly(all_exposed());
  std::set<int> groups;
  for (const int u : all_exposed()) {
    for (const auto& cared : cared_[static_cast<std::size_t>(u)]) {
      if (view_.group(cared.group).hidden) groups.insert(view_.group(cared.group).id);
    }
  }
  return {groups.begin(), groups.end()};
}

}  // namespace kjede::measure
