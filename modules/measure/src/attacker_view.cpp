#include "attacker_view.hpp"

#include <algorithm>
#include <map>

namespace kjede::measure {

AttackerView::AttackerView(const CountSystem& system, const Quantities& quantities, const IndependentPart& part)
    : system_(system) {
  add_groups(quantities, part);
  add_equations(quantities, part);
  for (int u = 0; u < static_cast<int>(unknowns_.size()); ++u) {
    low_.push_back(unknown(u).value);
    high_.push_back(unknown(u).value);
    changed_.push_back(u);
  }
  queued_.assign(equations_.size(), 0);
}

void AttackerView::add_groups(const Quantities& quantities, const IndependentPart& part) {
  std::map<int, int> local;
  for (const int q : part.quantities) {
    const auto& quantity = quantities.all()[static_cast<std::size_t>(q)];
    const int u = static_cast<int>(unknowns_.size());
    auto& unknown = unknowns_.emplace_back();
    unknown.quantity = q;
    unknown.value = quantity.value;
    unknown.newest = quantity.newest;
    for (const int id : quantity.groups) {
      const auto [place, fresh] = local.try_emplace(id, static_cast<int>(groups_.size()));
      if (fresh) groups_.push_back({id, system_.groups()[static_cast<std::size_t>(id)].hidden, {}});
      auto& group = groups_[static_cast<std::size_t>(place->second)];
      group.unknowns.push_back(u);
      unknown.groups.push_back(place->second);
      unknown.shown_by += group.hidden ? 0 : 1;
    }
  }
}

void AttackerView::add_equations(const Quantities& quantities, const IndependentPart& part) {
  std::map<int, int> local;
  for (int u = 0; u < static_cast<int>(unknowns_.size()); ++u) local[unknown(u).quantity] = u;
  for (const int s : part.sums) {
    auto sum = quantities.sums()[static_cast<std::size_t>(s)];
    // a part that is the total leaves nothing for the others
    const auto same = std::find(sum.parts.begin(), sum.parts.end(), sum.total);
    const bool cancels = same != sum.parts.end();
    if (cancels) sum.parts.erase(same);
    const int e = static_cast<int>(equations_.size());
    auto& equation = equations_.emplace_back();
    equation.newest = sum.newest;
    const auto add = [&](int quantity, int sign) {
      const auto found = local.find(quantity);
      if (found == local.end()) return;  // shown for good
      auto& unknown = unknowns_[static_cast<std::size_t>(found->second)];
      equation.members.push_back({found->second, sign});
      unknown.equations.push_back(e);
      if (!unknown.hidden()) return;
      ++equation.hidden;
      equation.rest += sign * unknown.value;
    };
    if (!cancels) add(sum.total, -1);
    for (const int p : sum.parts) add(p, +1);
  }
}

void AttackerView::flip(int u) {
  const auto& unknown = unknowns_[static_cast<std::size_t>(u)];
  changed_.push_back(u);
  const int by = unknown.hidden() ? 1 : -1;
  for (const int e : unknown.equations) {
    auto& equation = equations_[static_cast<std::size_t>(e)];
    for (const auto& member : equation.members) {
      if (member.unknown != u) continue;
      equation.hidden += by;
      equation.rest += by * member.sign * unknown.value;
    }
    if (by > 0) continue;
    for (const auto& member : equation.members) {
      if (this->unknown(member.unknown).hidden()) changed_.push_back(member.unknown);
    }
  }
}

void AttackerView::hide(int g) {
  auto& group = groups_[static_cast<std::size_t>(g)];
  if (group.hidden) return;
  group.hidden = true;
  for (const int u : group.unknowns) {
    if (--unknowns_[static_cast<std::size_t>(u)].shown_by == 0) flip(u);
  }
}

void AttackerView::show(int g) {
  auto& group = groups_[static_cast<std::size_t>(g)];
  if (!group.hidden) return;
  group.hidden = false;
  for (const int u : group.unknowns) {
    if (unknowns_[static_cast<std::size_t>(u)].shown_by++ == 0) flip(u);
  }
}

std::int64_t AttackerView::width(int u) const { return high(u) >= kUnbounded ? kUnbounded : high(u) - low(u); }

std::vector<Component> AttackerView::components_of(const std::vector<int>& from) const {
  std::vector<char> reached(unknowns_.size(), 0);
  std::vector<char> tied(equations_.size(), 0);
  std::vector<Component> found;
  for (const int start : from) {
    if (!unknown(start).hidden() || reached[static_cast<std::size_t>(start)] != 0) continue;
    auto& component = found.emplace_back();
    component.unknowns.push_back(start);
    reached[static_cast<std::size_t>(start)] = 1;
    for (std::size_t next = 0; next < component.unknowns.size(); ++next) {
      for (const int e : unknown(component.unknowns[next]).equations) {
        if (tied[static_cast<std::size_t>(e)] != 0) continue;
        tied[static_cast<std::size_t>(e)] = 1;
        component.equations.push_back(e);
        for (const auto& member : equation(e).members) {
          auto& seen = reached[static_cast<std::size_t>(member.unknown)];
          if (seen != 0 || !unknown(member.unknown).hidden()) continue;
          seen = 1;
          component.unknowns.push_back(member.unknown);
        }
      }
    }
    std::sort(component.unknowns.begin(), component.unknowns.end());
    std::sort(component.equations.begin(), component.equations.end());
  }
  return found;
}

void AttackerView::narrow() {
  if (changed_.empty()) return;
  for (const int u : changed_) {
    if (unknown(u).hidden()) continue;
    low_[static_cast<std::size_t>(u)] = high_[static_cast<std::size_t>(u)] = unknown(u).value;
  }
  for (const auto& component : components_of(changed_)) {
    for (const int u : component.unknowns) {
      low_[static_cast<std::size_t>(u)] = 0;
      high_[static_cast<std::size_t>(u)] = kUnbounded;
    }
    for (const int e : component.equations) {
      queue_.push_back(e);
      queued_[static_cast<std::size_t>(e)] = 1;
    }
  }
  changed_.clear();
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    queued_[static_cast<std::size_t>(queue_[next])] = 0;
    tighten(equation(queue_[next]));
  }
  queue_.clear();
}

void AttackerView::tighten(const Equation& equation) {
  std::int64_t least = 0, most = 0;  // of Σ sign · x over the hidden members, infinite ones left out
  int no_least = 0, no_most = 0;
  const auto ends = [this](const Equation::Member& m) {
    const auto l = low(m.unknown), h = high(m.unknown);
    return m.sign > 0 ? std::pair{l, h} : std::pair{h >= kUnbounded ? -kUnbounded : -h, -l};
  };
  for (const auto& member : equation.members) {
    if (!unknown(member.unknown).hidden()) continue;
    const auto [l, h] = ends(member);
    l <= -kUnbounded ? ++no_least : least += l;
    h >= kUnbounded ? ++no_most : most += h;
  }
  for (const auto& member : equation.members) {
    if (!unknown(member.unknown).hidden()) continue;
    const auto [l, h] = ends(member);
    const bool others_have_most = no_most == (h >= kUnbounded ? 1 : 0);
    const bool others_have_least = no_least == (l <= -kUnbounded ? 1 : 0);
    const auto at_least = others_have_most ? equation.rest - (most - (h >= kUnbounded ? 0 : h)) : -kUnbounded;
    const auto at_most = others_have_least ? equation.rest - (least - (l <= -kUnbounded ? 0 : l)) : kUnbounded;
    if (member.sign > 0)
      narrow_one(member.unknown, at_least, at_most);
    else
      narrow_one(member.unknown, at_most >= kUnbounded ? 0 : -at_most,
                 at_least <= -kUnbounded ? kUnbounded : -at_least);
  }
}

void AttackerView::narrow_one(int u, std::int64_t to_low, std::int64_t to_high) {
  auto& low = low_[static_cast<std::size_t>(u)];
  auto& high = high_[static_cast<std::size_t>(u)];
  if (to_low <= low && to_high >= high) return;
  low = std::max(low, to_low);
  high = std::min(high, to_high);
  for (const int e : unknown(u).equations) {
    auto& queued = queued_[static_cast<std::size_t>(e)];
    if (queued == 0) queue_.push_back(e);
    queued = 1;
  }
}

}  // namespace kjede::measure
