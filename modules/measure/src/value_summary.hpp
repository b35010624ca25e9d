#pragma once
// Quantiles, means and their intervals of values that come as many short lists. Whole numbers are counted or sorted as
// integers, and their quantiles are exact fractions: a percentile on the goal is never decided by rounding.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kjede/stats/goal.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::measure {

using stats::Wide;

// numerator / denominator, denominator > 0.
struct ExactRatio {
  Wide numerator = 0;
  Wide denominator = 1;
  double as_double() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
};

// Sorted whole numbers: a histogram when they are dense, else a sorted list.
class WholeSample {
 public:
  explicit WholeSample(std::span<const std::span<const std::int64_t>> parts);
  std::size_t size() const { return size_; }
  Wide sum() const { return sum_; }
  std::int64_t at(std::size_t rank) const;  // 0-based
  // Percentile `percent` (0–100) of the Hyndman–Fan type 2, 6, 7 or 8. size() > 0.
  ExactRatio quantile(int percent, int type) const;
  std::vector<double> values() const;  // ascending

 private:
  std::size_t size_ = 0;
  Wide sum_ = 0;
  std::int64_t lowest_ = 0;
  std::int64_t step_ = 1;
  std::vector<std::uint64_t> cumulated_;  // histogram: values at or below lowest_ + i·step_
  std::vector<std::int64_t> sorted_;
};

// Ranks (1-based) of the order statistics between which the true percentile lies with at least `level` (Conover 1999,
// ch. 3.2: binomial). A rank outside 1…n: no limit on that side.
struct RankInterval {
  std::optional<std::size_t> low;
  std::optional<std::size_t> high;
};
RankInterval percentile_ranks(std::size_t n, int percent, double level = 0.95);

}  // namespace kjede::measure
