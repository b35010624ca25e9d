#pragma once
// Runs the test rows of definitions and compares with what they expect. The rows are judged by Judge; room measure
// runs the same rows through SQL.
//
//   for (const auto& outcome : run_tests(indicator, reg)) if (!outcome.passed()) print(render(outcome.problems));

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/catalog/judge.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

// What the rows of one test add up to.
struct TestTotals {
  double numerator = 0.0;  // records; sums in counted registers
  double denominator = 0.0;
  std::int64_t relevant = 0;
  std::int64_t excluded = 0;
  std::optional<double> value;  // as room measure shows it: a fraction, or in the indicator's value_measure
  std::map<int, double> percentiles;
  std::optional<GoalLevel> goal_level;
  std::map<std::string, std::int64_t> excluded_by;  // reason
  std::map<std::string, std::int64_t> unknown_by;   // variable
};

struct TestOutcome {
  const TestCase* test = nullptr;
  TestTotals totals;
  std::vector<Judgement> rows;
  base::Diagnostics problems;  // one per expectation that was not met
  bool passed() const { return problems.empty(); }
};

std::vector<TestOutcome> run_tests(const Indicator& indicator, const Register& reg);

// "outside", "excluded: no_time", "counted, in the numerator, 5.5 min": for `kjede test --rows`.
std::string to_words(const Judgement& judgement, const Indicator& indicator);

// Fills in what the register derives across records: next times in seconds, ranks.
void derive_across(std::vector<TestRecord>& records, const Register& reg);

}  // namespace kjede::catalog
