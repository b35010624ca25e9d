#pragma once
// What an attacker can conclude of the unknowns of one view, exactly. Each solution of a linear program is evidence for
// many unknowns at once: the range in which every unknown was seen is remembered. Hiding more only makes more possible,
// so what was seen stays seen until something is shown again. Only unknowns whose range is neither wide enough yet nor
// as wide as propagation allows need programs of their own.

#include <functional>
#include <optional>
#include <vector>

#include "attacker_view.hpp"
#include "linear_program.hpp"

namespace kjede::measure {

class ExposureSearch {
 public:
  explicit ExposureSearch(const AttackerView& view);

  // Whether the attacker's interval, or a part of it, is wide enough for the unknown.
  using Enough = std::function<bool(int unknown, const Interval& interval)>;

  // Of the open unknowns of the component those whose interval is not enough; or only the first one found.
  enum class Look { for_all, for_one };
  std::vector<int> narrow_ones(const Component& component, const std::vector<int>& open, const Enough& enough,
                               Look look = Look::for_all);
  // The exact intervals of these unknowns (ascending) of the component.
  void find_intervals(const Component& component, std::vector<int> wanted);
  // The part of the interval that was seen; all of it after find_intervals.
  Interval seen(int unknown) const;
  void forget(const Component& component);
  // What another search of the same view has seen.
  void take(const ExposureSearch& other) {
    low_ = other.low_;
    high_ = other.high_;
  }

 private:
  void spread(LinearProgram& program, std::vector<int>& open, const Enough& enough);
  void see(const LinearProgram& program);
  void push(LinearProgram& program, int unknown, int sign);
  bool at_low(int unknown) const;
  bool at_high(int unknown) const;

  const AttackerView& view_;
  std::vector<double> low_;
  std::vector<double> high_;
  Standing standing_;
};

}  // namespace kjede::measure
