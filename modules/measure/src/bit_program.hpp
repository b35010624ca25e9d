#pragma once
// Conditions worked out for 64 records at a time: a register holds one condition's bits, one bit per record. What
// several conditions share is worked out once.

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "condition.hpp"

namespace kjede::measure {

class BitProgram {
 public:
  struct Leaf {
    std::string sql;
    std::size_t place = 0;  // its register
  };

  struct Comparison {
    std::size_t distance = 0;
    Relation relation = Relation::unknown;
    std::int64_t bound = 0;
    std::size_t place = 0;
  };
  struct Ends {
    std::size_t to = 0;  // of ends()
    std::size_t from = 0;
  };

  // The register of a condition's bits.
  std::size_t add(const Tree& tree);
  // The number of a distance.
  std::size_t add(const Distance& distance);
  const std::vector<Leaf>& leaves() const { return leaves_; }
  const std::vector<Comparison>& comparisons() const { return comparisons_; }
  const std::vector<Ends>& distances() const { return distances_; }
  const std::vector<std::string>& ends() const { return ends_; }
  std::size_t registers() const { return 1 + leaves_.size() + comparisons_.size() + steps_.size(); }
  // `bits` holds one register after the other, so many words each; those of leaves and comparisons are filled in. Bits
  // beyond the last record mean nothing.
  void run(std::span<std::uint64_t> bits, std::size_t words) const;

 private:
  using Kind = ConditionTree::Kind;
  struct Step {
    Kind kind;
    std::size_t a;
    std::size_t b;
    std::size_t into;
  };
  std::size_t leaf(const std::string& sql);
  std::size_t comparison(const ConditionTree& tree);
  std::size_t end(const std::string& sql);
  std::size_t step(Kind kind, std::size_t a, std::size_t b);

  std::vector<Leaf> leaves_;
  std::vector<Comparison> comparisons_;
  std::vector<Ends> distances_;
  std::vector<std::string> ends_;
  std::vector<Step> steps_;
  std::map<std::string, std::size_t> leaf_places_;
  std::map<std::array<std::size_t, 3>, std::size_t> step_places_;
  std::map<Tree, std::size_t> tree_places_;  // looked up only
};

}  // namespace kjede::measure
