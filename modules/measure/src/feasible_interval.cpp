#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "attacker_view.hpp"
#include "each_part.hpp"
#include "exposure_search.hpp"

namespace kjede::measure {
namespace {

bool cared_for(const CountSystem& system, const Quantity& quantity) {
  return std::any_of(quantity.counts.begin(), quantity.counts.end(),
                     [&](int c) { return need_of(system, c).values > 1; });
}

// Of all unknowns of one part that a reader cares for.
std::vector<std::pair<int, Interval>> intervals_of(const CountSystem& system, const Quantities& quantities,
                                                   const IndependentPart& part) {
  AttackerView view(system, quantities, part);
  view.narrow();
  std::vector<int> hidden;
  for (int u = 0; u < static_cast<int>(view.unknowns().size()); ++u) {
    if (view.unknown(u).hidden()) hidden.push_back(u);
  }
  ExposureSearch search(view);
  std::vector<std::pair<int, Interval>> found;
  for (const auto& component : view.components_of(hidden)) {
    auto wanted = component.unknowns;
    std::erase_if(wanted, [&](int u) {
      return !cared_for(system, quantities.all()[static_cast<std::size_t>(view.unknown(u).quantity)]);
    });
    search.find_intervals(component, wanted);
    for (const int u : wanted) found.emplace_back(view.unknown(u).quantity, search.seen(u));
  }
  return found;
}

}  // namespace

std::vector<Interval> feasible_intervals(const CountSystem& system) {
  std::vector<Interval> intervals;
  for (const auto& count : system.counts()) intervals.push_back({count.value, count.value});
  const Quantities quantities(system);
  const auto parts = quantities.parts();
  std::vector<std::vector<std::pair<int, Interval>>> found(parts.size());
  for_each_part(parts.size(), [&](std::size_t i) { found[i] = intervals_of(system, quantities, parts[i]); });
  for (const auto& part : found) {
    for (const auto& [quantity, interval] : part) {
      for (const int count : quantities.all()[static_cast<std::size_t>(quantity)].counts)
        intervals[static_cast<std::size_t>(count)] = interval;
    }
  }
  return intervals;
}

namespace {

// What the quantities of one part could be if all of it were hidden. Bounds by propagation, exact where those leave a
// need unmet that is not.
class Possible {
 public:
  Possible(const CountSystem& system, const Quantities& quantities, const IndependentPart& part)
      : view_(system, quantities, part), search_(view_) {
    for (int g = 0; g < static_cast<int>(view_.groups().size()); ++g) view_.hide(g);
    view_.narrow();
  }

  // `needs` by quantity; none: not asked.
  void find(const std::map<int, Need>& needs, std::vector<Interval>& out) {
    std::vector<int> asked;
    for (int u = 0; u < static_cast<int>(view_.unknowns().size()); ++u) {
      const int quantity = view_.unknown(u).quantity;
      out[static_cast<std::size_t>(quantity)] = {view_.low(u), view_.high(u) >= kUnbounded ? -1 : view_.high(u)};
      if (needs.count(quantity) > 0) asked.push_back(u);
    }
    for (const auto& component : view_.components_of(asked)) {
      std::vector<int> mine;
      std::set_intersection(asked.begin(), asked.end(), component.unknowns.begin(), component.unknowns.end(),
                            std::back_inserter(mine));
      const auto enough = [&](int u, const Interval& seen) {
        auto need = needs.at(view_.unknown(u).quantity);
        need.limit(out[static_cast<std::size_t>(view_.unknown(u).quantity)]);
        return need.met_by(seen);
      };
      for (const int u : search_.narrow_ones(component, mine, enough))
        out[static_cast<std::size_t>(view_.unknown(u).quantity)] = search_.seen(u);
    }
  }

 private:
  AttackerView view_;
  ExposureSearch search_;
};

}  // namespace

std::vector<Interval> limit_needs(CountSystem& system, std::span<const int> counts, Limit how) {
  const Quantities quantities(system);
  const auto parts = quantities.parts();
  std::vector<Interval> possible;
  for (const auto& quantity : quantities.all()) possible.push_back({quantity.value, quantity.value});
  std::map<int, Need> needs;
  for (const int count : counts) {
    const auto& own = system.counts()[static_cast<std::size_t>(count)];
    if (how == Limit::exactly && own.care == Care::wide) needs[quantities.of(count)].join(own.need);
  }
  for_each_part(parts.size(), [&](std::size_t i) { Possible(system, quantities, parts[i]).find(needs, possible); });
  std::vector<Interval> out;
  for (const int count : counts) {
    out.push_back(possible[static_cast<std::size_t>(quantities.of(count))]);
    system.limit_need(count, out.back());
  }
  return out;
}

}  // namespace kjede::measure
