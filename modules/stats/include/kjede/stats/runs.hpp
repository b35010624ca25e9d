#pragma once
// Anhøj's runs analysis: is a series shifting or drifting around its centre line? (Anhøj & Olesen 2014, PLoS ONE
// 9(11):e113825; longest run: Schilling 2012; crossings: Chen 2010.)
//
//   auto limits = stats::runs_limits(24);      // longest run 8, crossings 8
//   auto runs = stats::runs_analysis(signs);   // -1 below, 0 on the line or missing, +1 above

#include <cstddef>
#include <optional>
#include <span>

namespace kjede::stats {

// A signal is a longest run above longest_run_max or fewer crossings than n_crossings_min.
struct RunsLimits {
  int longest_run_max = 0;  // round(log2 n) + 3
  int n_crossings_min = 0;  // smallest c with P(Bin(n−1, ½) <= c) >= 0.05, by exact integers
};

// n_useful >= 1.
RunsLimits runs_limits(int n_useful);

// Below this many useful observations the authors advise against judging.
inline constexpr int enough_to_judge = 10;

struct RunsAnalysis {
  int n_useful = 0;  // observations that are neither missing nor on the line
  // Empty when n_useful = 0.
  std::optional<int> longest_run{};
  std::optional<int> longest_run_max{};
  std::optional<int> n_crossings{};
  std::optional<int> n_crossings_min{};
  std::size_t run_first = 0;  // position in `signs` of the first and last useful observation of the longest run
  std::size_t run_last = 0;   // (the earliest, if several are as long)
  bool long_run = false;
  bool few_crossings = false;

  bool signal() const { return long_run || few_crossings; }
  bool too_few() const { return n_useful < enough_to_judge; }
};

RunsAnalysis runs_analysis(std::span<const int> signs);

// The probability that pure noise signals, for a series of n useful observations: exact, as the R package crossrun.
struct FalseAlarm {
  double either = 0;
  double long_run = 0;
  double few_crossings = 0;
};
FalseAlarm runs_false_alarm(int n_useful);  // n_useful >= 1; time grows as n² log n

}  // namespace kjede::stats
