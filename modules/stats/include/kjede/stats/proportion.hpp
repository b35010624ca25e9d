#pragma once
// Confidence intervals of a proportion: x successes of n, two-sided, at `level`. All answer nothing when n = 0, when x
// is outside [0, n], or when level is outside (0, 1).
//
//   auto ci = stats::wilson(18, 24);          // 0.551 to 0.880
//   auto wide = stats::wilson(18, 24, 0.99);

#include <cstdint>
#include <optional>

#include "kjede/stats/interval.hpp"

namespace kjede::stats {

// x/n; nothing when n = 0.
std::optional<double> proportion(std::int64_t x, std::int64_t n);

// Wilson 1927, the score interval: Kjede's default and Norwegian practice. Exactly 0 at x = 0 and 1 at x = n.
std::optional<Interval> wilson(std::int64_t x, std::int64_t n, double level = 0.95);
// Wilson with the continuity correction of R's prop.test (Newcombe 1998, method 4).
std::optional<Interval> wilson_corrected(std::int64_t x, std::int64_t n, double level = 0.95);
// Clopper & Pearson 1934: never covers less than `level`, so wider than Wilson.
std::optional<Interval> clopper_pearson(std::int64_t x, std::int64_t n, double level = 0.95);
// Agresti & Coull 1998; may leave [0, 1].
std::optional<Interval> agresti_coull(std::int64_t x, std::int64_t n, double level = 0.95);
// Brown, Cai & DasGupta 2001: Beta(x+½, n−x+½) quantiles, lower 0 at x = 0, upper 1 at x = n.
std::optional<Interval> jeffreys(std::int64_t x, std::int64_t n, double level = 0.95);
// Exact with half the probability of x itself in each tail (Lancaster 1961).
std::optional<Interval> mid_p(std::int64_t x, std::int64_t n, double level = 0.95);

}  // namespace kjede::stats
