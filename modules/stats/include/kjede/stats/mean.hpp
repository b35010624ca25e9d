#pragma once
// Mean and standard deviation, summed with care so that decimal ties are seen, and Student's interval.
//
//   auto m = stats::mean(minutes);
//   auto ci = stats::mean_t(minutes);

#include <optional>
#include <span>

#include "kjede/stats/interval.hpp"

namespace kjede::stats {

double sum(std::span<const double> values);                                // long double inside; 0 for none
std::optional<double> mean(std::span<const double> values);                // two passes; nothing for no values
std::optional<double> standard_deviation(std::span<const double> values);  // n−1; nothing below two values

// mean ± t(n−1)·sd/√n. Nothing when n < 2 or the sd is 0 (then the sample cannot say how sure it is).
std::optional<Interval> mean_t(std::span<const double> values, double level = 0.95);

// The same from moments kept elsewhere: n values with this mean and standard deviation.
std::optional<Interval> mean_t(std::size_t n, double mean, double standard_deviation, double level = 0.95);

}  // namespace kjede::stats
