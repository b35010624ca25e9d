#pragma once
// Exact shares. The demonstration does not hope that random draws come out right: it says how many, and these
// functions decide who. Only + - * / and comparisons, so that every machine decides alike.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "kjede/base/rng.hpp"

namespace kjede::demo {

using Members = std::vector<std::uint32_t>;  // positions in a list of records

// `count` of the pool, each the likelier the larger its weight (systematic sampling in random order). Weight 0 is
// taken only when nothing else is left. Throws std::logic_error if the pool is smaller than the count.
Members choose(base::Rng& rng, Members pool, std::vector<double> weights, std::size_t count);

template <class Weight>
Members choose(base::Rng& rng, const Members& pool, std::size_t count, Weight&& weight) {
  std::vector<double> weights;
  weights.reserve(pool.size());
  for (const std::uint32_t member : pool) weights.push_back(static_cast<double>(weight(member)));
  return choose(rng, pool, std::move(weights), count);
}

inline Members choose(base::Rng& rng, const Members& pool, std::size_t count) {
  return choose(rng, pool, std::vector<double>(pool.size(), 1.0), count);
}

// The positions of records that fulfil a condition.
template <class Records, class Condition>
Members members(const Records& records, Condition&& condition) {
  Members found;
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    if (condition(records[i])) found.push_back(i);
  }
  return found;
}

// `total` in whole numbers in proportion to the weights, by largest remainder.
std::vector<int> apportion(int total, std::span<const double> weights);
std::vector<int> apportion(int total, std::initializer_list<double> weights);

// What falls to part `index` of `parts` when `total` is spread over them in order: the sums are exact.
int portion(int total, std::span<const int> parts, std::size_t index);

// A point of a distribution: so large a share lies at or below the value.
struct Knot {
  double share = 0.0;
  double value = 0.0;
};

// n values from smallest to largest, straight lines between the knots, whose type 7 quantile at each knot is
// exactly its value. The first knot has share 0, the last 1.
std::vector<double> quantile_values(std::size_t n, std::span<const Knot> knots);

// The same values dealt out by rank: who has the k-th smallest latent value gets the k-th smallest value.
std::vector<double> spread(std::span<const double> latent, std::span<const Knot> knots);

// The value at a share between 0 and 1, on the straight lines between the knots.
double at_share(std::span<const Knot> knots, double share);

// The published percentage of a fraction: half rounds up, as the reports do.
constexpr int percent(std::int64_t part, std::int64_t whole) {
  return static_cast<int>((200 * part + whole) / (2 * whole));
}

// The smallest and largest number of `whole` that is printed as this percentage; first > second: there is none.
std::pair<int, int> counts_printed_as(int percentage, int whole);

}  // namespace kjede::demo
