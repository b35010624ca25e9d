#include "bit_program.hpp"

#include <algorithm>

namespace kjede::measure {
namespace {

constexpr std::size_t kAlways = 0;  // the register that is all ones

template <class Operation>
void combine(const std::uint64_t* a, const std::uint64_t* b, std::uint64_t* into, std::size_t words,
             Operation operation) {
  for (std::size_t w = 0; w < words; ++w) into[w] = operation(a[w], b[w]);
}

}  // namespace

std::size_t BitProgram::add(const Tree& tree) {
  if (const auto known = tree_places_.find(tree); known != tree_places_.end()) return known->second;
  std::size_t place = kAlways;
  switch (tree->kind) {
    case Kind::always: break;
    case Kind::never: place = step(Kind::negation, kAlways, kAlways); break;
    case Kind::leaf: place = leaf(tree->leaf); break;
    case Kind::distance: place = comparison(*tree); break;
    case Kind::negation:
      place = add(tree->parts.front());
      place = step(Kind::negation, place, place);
      break;
    case Kind::all:
    case Kind::any:
      place = add(tree->parts.front());
      for (std::size_t i = 1; i < tree->parts.size(); ++i) place = step(tree->kind, place, add(tree->parts[i]));
  }
  return tree_places_[tree] = place;
}

std::size_t BitProgram::leaf(const std::string& sql) {
  const auto [found, is_new] = leaf_places_.try_emplace(sql, registers());
  if (is_new) leaves_.push_back({sql, found->second});
  return found->second;
}

std::size_t BitProgram::end(const std::string& sql) {
  const auto found = std::find(ends_.begin(), ends_.end(), sql);
  if (found != ends_.end()) return static_cast<std::size_t>(found - ends_.begin());
  ends_.push_back(sql);
  return ends_.size() - 1;
}

std::size_t BitProgram::add(const Distance& distance) {
  const Ends ends{end(distance.to), end(distance.from)};
  for (std::size_t i = 0; i < distances_.size(); ++i) {
    if (distances_[i].to == ends.to && distances_[i].from == ends.from) return i;
  }
  distances_.push_back(ends);
  return distances_.size() - 1;
}

std::size_t BitProgram::comparison(const ConditionTree& tree) {
  const auto distance = add(tree.distance);
  for (const auto& known : comparisons_) {
    if (known.distance == distance && known.relation == tree.relation && known.bound == tree.bound) return known.place;
  }
  comparisons_.push_back({distance, tree.relation, tree.bound, registers()});
  return comparisons_.back().place;
}

std::size_t BitProgram::step(Kind kind, std::size_t a, std::size_t b) {
  if (kind != Kind::negation) {
    if (a > b) std::swap(a, b);
    if (a == b) return a;
    if (a == kAlways) return kind == Kind::all ? b : kAlways;
  }
  const auto [found, is_new] = step_places_.try_emplace({static_cast<std::size_t>(kind), a, b}, registers());
  if (is_new) steps_.push_back({kind, a, b, found->second});
  return found->second;
}

void BitProgram::run(std::span<std::uint64_t> bits, std::size_t words) const {
  std::fill_n(bits.begin(), words, ~std::uint64_t{0});
  for (const auto& step : steps_) {
    const auto* a = bits.data() + step.a * words;
    const auto* b = bits.data() + step.b * words;
    auto* into = bits.data() + step.into * words;
    if (step.kind == Kind::all)
      combine(a, b, into, words, [](auto x, auto y) { return x & y; });
    else if (step.kind == Kind::any)
      combine(a, b, into, words, [](auto x, auto y) { return x | y; });
    else
      combine(a, b, into, words, [](auto x, auto) { return ~x; });
  }
}

}  // namespace kjede::measure
