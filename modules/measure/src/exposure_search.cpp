#include "exposure_search.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::measure {
namespace {

constexpr double kTolerance = 1e-6;
constexpr double kFarAway = LinearProgram::kFarAway;

}  // namespace

ExposureSearch::ExposureSearch(const AttackerView& view) : view_(view) {
  for (const auto& unknown : view.unknowns()) low_.push_back(static_cast<double>(unknown.value));
  high_ = low_;
}

void ExposureSearch::forget(const Component& component) {
  for (const int u : component.unknowns)
    low_[static_cast<std::size_t>(u)] = high_[static_cast<std::size_t>(u)] =
        static_cast<double>(view_.unknown(u).value);
}

Interval ExposureSearch::seen(int u) const {
  const double high = high_[static_cast<std::size_t>(u)];
  return {static_cast<std::int64_t>(std::ceil(low_[static_cast<std::size_t>(u)] - kTolerance)),
          high >= kFarAway ? -1 : static_cast<std::int64_t>(std::floor(high + kTolerance))};
}

std::vector<int> ExposureSearch::narrow_ones(const Component& component, const std::vector<int>& open,
                                             const Enough& enough, Look look) {
  auto left = open;
  std::erase_if(left, [&](int u) { return enough(u, seen(u)); });
  std::vector<int> narrow;
  if (left.empty()) return narrow;
  LinearProgram program(view_, component, left, standing_);
  spread(program, left, enough);
  for (const int u : left) {
    for (const int sign : {+1, -1}) {
      if (!enough(u, seen(u))) push(program, u, sign);
    }
    if (enough(u, seen(u))) continue;
    narrow.push_back(u);
    if (look == Look::for_one) break;
  }
  return narrow;
}

void ExposureSearch::find_intervals(const Component& component, std::vector<int> wanted) {
  const auto at_both_ends = [this](int u, const Interval&) { return at_low(u) && at_high(u); };
  std::erase_if(wanted, [&](int u) { return at_both_ends(u, {}); });
  if (wanted.empty()) return;
  LinearProgram program(view_, component, wanted, standing_);
  spread(program, wanted, at_both_ends);
  for (const int u : wanted) {
    for (const int sign : {+1, -1}) push(program, u, sign);
  }
}

// Nothing to solve where propagation says that there is no more to see.
void ExposureSearch::push(LinearProgram& program, int u, int sign) {
  if (sign > 0 ? at_low(u) : at_high(u)) return;
  program.extreme(u, sign);
  see(program);
}

bool ExposureSearch::at_low(int u) const {
  return low_[static_cast<std::size_t>(u)] <= static_cast<double>(view_.low(u)) + kTolerance;
}

bool ExposureSearch::at_high(int u) const {
  const double high = high_[static_cast<std::size_t>(u)];
  return high >= kFarAway || high >= static_cast<double>(view_.high(u)) - kTolerance;
}

// A shot at all open unknowns moves the whole program, and costs as much as some programs of one unknown each.
void ExposureSearch::spread(LinearProgram& program, std::vector<int>& open, const Enough& enough) {
  constexpr std::size_t kWorthIt = 4;
  base::Rng rng(1);
  std::size_t before = 0;
  do {
    before = open.size();
    if (before < kWorthIt) return;
    program.spread(open, rng);
    see(program);
    std::erase_if(open, [&](int u) { return enough(u, seen(u)); });
  } while (open.size() + kWorthIt <= before);
}

void ExposureSearch::see(const LinearProgram& program) {
  program.each_value([this](int unknown, double value) {
    const auto u = static_cast<std::size_t>(unknown);
    low_[u] = std::min(low_[u], value);
    high_[u] = std::max(high_[u], value);
  });
}

}  // namespace kjede::measure
