#pragma once
// Rows become subgroups: grouped by x, ordered, summed. Inside the charts' arithmetic a missing number is NaN, so that
// it passes through formulas by itself; it becomes an empty optional only in the finished points.

#include <limits>
#include <span>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede::stats {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Subgroup {
  AxisValue x;
  double y_sum = missing;
  double n = 0;     // sum of denominators, or size where none are given
  double size = 0;  // rows with a value
  double y_mean = missing;
  double y_sd = missing;
  double value = missing;  // what the chart plots, before multiply
};

// What messages call the row at this position.
std::uint64_t row_name(const SpcInput& input, std::size_t position);

// Every fault of the input and of the options, with the number of its row, counted from 1.
base::Diagnostics check_input(const SpcInput& input, const SpcOptions& options);

// The subgroups of these rows (positions in input), ordered by x. The input has been checked.
base::Result<std::vector<Subgroup>> make_subgroups(const SpcInput& input, std::span<const std::size_t> rows,
                                                   const SpcOptions& options);

// x cut to the first day of its period, if the options ask for periods.
AxisValue cut_to_period(const AxisValue& x, const SpcOptions& options);

}  // namespace kjede::stats
