#pragma once
// Counts as an attacker sees them: the same count in several tables is one quantity, the same sum in several tables one
// relation. What can never hang together falls apart into independent parts, each to be solved alone.

#include <vector>

#include "kjede/measure/count_system.hpp"

namespace kjede::measure {

struct Quantity {
  std::int64_t value = 0;
  int newest = -1;          // the last relation that made its counts one
  std::vector<int> counts;  // ascending
  std::vector<int> groups;  // of those counts, ascending, each once
};

// Σ parts = total.
struct Sum {
  int total = 0;
  std::vector<int> parts;  // ascending
  int newest = -1;         // the last relation that says so
};

// Quantities that may hang together through relations or groups once enough is hidden, and the sums among them.
struct IndependentPart {
  std::vector<int> quantities;
  std::vector<int> sums;
};

class Quantities {
 public:
  explicit Quantities(const CountSystem& system);

  const std::vector<Quantity>& all() const { return quantities_; }
  const std::vector<Sum>& sums() const { return sums_; }
  int of(int count) const { return of_[static_cast<std::size_t>(count)]; }
  // Shown for good: a fixed group shows it.
  bool given(int quantity) const { return given_[static_cast<std::size_t>(quantity)] != 0; }
  // Without those that are shown for good.
  std::vector<IndependentPart> parts() const;

 private:
  void merge_counts();
  void merge_relations();

  const CountSystem& system_;
  std::vector<int> of_;
  std::vector<Quantity> quantities_;
  std::vector<char> given_;
  std::vector<Sum> sums_;
};

}  // namespace kjede::measure
