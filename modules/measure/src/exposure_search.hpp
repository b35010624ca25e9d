#pragma once
// Which hidden counts of one connected part can be concluded too narrowly, exactly. Each solution of the linear program
// is evidence for many counts at once: the range every count was seen in is remembered, and only counts that no
// solution has moved far enough need programs of their own.

#include <algorithm>
#include <limits>
#include <vector>

#include "linear_program.hpp"

namespace kjede::measure {

enum class Look { for_all, for_one };

class ExposureSearch {
 public:
  ExposureSearch(const CountSystem& system, const Protection& rule, const Component& component, const Bounds& bounds)
      : system_(system), rule_(rule), component_(component), program_(system, component, bounds) {
    low_.assign(component.counts.size(), std::numeric_limits<double>::max());
    high_.assign(component.counts.size(), std::numeric_limits<double>::lowest());
  }

  // Of the counts at these indices of the component, those whose interval is too narrow; or the first of them found.
  std::vector<int> run(std::vector<std::size_t> open, Look look) {
    spread(open);
    std::vector<int> narrow;
    for (const auto i : open) {
      if (wide_enough(i) || has_room(i)) continue;
      narrow.push_back(component_.counts[i]);
      if (look == Look::for_one) break;
    }
    return narrow;
  }

 private:
  // While a shot at all open counts settles a tenth of them, it is cheaper than one program each.
  void spread(std::vector<std::size_t>& open) {
    base::Rng rng(1);
    std::size_t before = 0;
    do {
      before = open.size();
      if (before == 0) return;
      for (int shot = 0; shot < 2; ++shot) see(program_.spread(open, rng));
      std::erase_if(open, [this](std::size_t i) { return wide_enough(i); });
    } while (open.size() * 10 < before * 9);
  }

  bool wide_enough(std::size_t i) const {
    const auto width = static_cast<double>(required_width(system_, component_.counts[i], rule_));
    return high_[i] - low_[i] >= width + 1.0 - 1e-6;
  }

  bool has_room(std::size_t i) {
    for (const int sign : {+1, -1}) {
      program_.extreme(i, sign);
      see(program_.solution());
      if (wide_enough(i)) return true;
    }
    return false;
  }

  void see(const double* solution) {
    for (std::size_t i = 0; i < low_.size(); ++i) {
      low_[i] = std::min(low_[i], solution[i]);
      high_[i] = std::max(high_[i], solution[i]);
    }
  }

  const CountSystem& system_;
  const Protection& rule_;
  const Component& component_;
  LinearProgram program_;
  std::vector<double> low_;
  std::vector<double> high_;
};

}  // namespace kjede::measure
