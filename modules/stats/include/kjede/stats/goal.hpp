#pragma once
// Goal levels, decided on the exact fraction with integers: 179 of 199 prints as 90 % but is below 90 %.
//
//   stats::Goals goals{.green = {Comparison::at_least, {90, 100}}, .yellow = Goal{Comparison::at_least, {70, 100}}};
//   auto level = stats::goal_level(179, 199, goals);   // yellow

#include <cstdint>
#include <optional>

namespace kjede::stats {

// For products of two 64-bit numbers, and percentiles of microseconds. An extension that g++ and clang both have.
__extension__ typedef __int128 Wide;

// numerator / denominator, denominator > 0. 92.5 % is {925, 1000}.
struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

enum class Comparison { at_least, more_than, at_most, less_than };
enum class GoalLevel { green, yellow, red };

struct Goal {
  Comparison comparison = Comparison::at_least;
  Fraction threshold{};
};

// Without a yellow goal what is not green is red.
struct Goals {
  Goal green{};
  std::optional<Goal> yellow{};
};

// x/n against the threshold, exactly. n > 0.
bool meets(Wide x, Wide n, const Goal& goal);
// A measured value (a percentile, a mean) against the threshold; 12.0 against "less than 12" does not meet it.
bool meets(double value, const Goal& goal);

// Nothing when there is no denominator.
std::optional<GoalLevel> goal_level(Wide x, Wide n, const Goals& goals);
GoalLevel goal_level(double value, const Goals& goals);

// x/n · scale · 10^decimals as an integer, rounded half away from zero on the exact fraction: one rule everywhere.
// rounded(179, 199, 100, 0) = 90; rounded(9, 2515, 100, 1) = 4, that is 0.4 %. n > 0.
std::int64_t rounded(std::int64_t x, std::int64_t n, std::int64_t scale, int decimals);

}  // namespace kjede::stats
