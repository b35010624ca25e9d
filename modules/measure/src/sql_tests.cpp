#include "kjede/measure/sql_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "finest_counts.hpp"
#include "kjede/catalog/run_tests.hpp"
#include "kjede/measure/codes.hpp"
#include "measured_value.hpp"
#include "roll_up.hpp"

namespace kjede::measure {
namespace {

using catalog::Indicator;

constexpr double tolerance = 1e-9;  // Judge adds doubles, the database whole numbers

// All rows of a test in one place, wherever their units are.
Measurement measured(const Indicator& indicator, const Plan& plan, const FinestCounts& finest) {
  const auto& columns = plan.indicators.front();
  Cell cell;
  for (const auto& count : columns.counts) {
    std::int64_t sum = 0;
    for (const auto n : finest.counts[count.column]) sum += n;
    cell.counts.push_back(sum);
  }
  for (std::size_t row = 0; row < finest.rows; ++row) cell.rows.push_back(row);
  Measurement out;
  out.indicator = indicator.id;
  fill(out, columns, cell, finest, std::nullopt);
  return out;
}

class Comparison {
 public:
  Comparison(const Indicator& indicator, const catalog::TestCase& test, SqlTestOutcome& outcome)
      : indicator_(indicator), test_(test), outcome_(outcome) {}

  void number(const std::string& what, std::optional<double> judged, std::optional<double> found) {
    const bool same =
        judged && found ? std::abs(*judged - *found) <= tolerance * std::max({1.0, std::abs(*judged), std::abs(*found)})
                        : judged.has_value() == found.has_value();
    if (!same) differ(what, text(judged), text(found));
  }

  void level(std::optional<catalog::GoalLevel> judged, std::optional<catalog::GoalLevel> found) {
    if (judged != found) differ("goal_level", name(judged), name(found));
  }

 private:
  static std::string text(std::optional<double> number) { return number ? fmt::format("{:.10g}", *number) : "-"; }
  static std::string name(std::optional<catalog::GoalLevel> level) {
    if (!level) return "-";
    return *level == catalog::GoalLevel::green ? "green" : *level == catalog::GoalLevel::yellow ? "yellow" : "red";
  }
  void differ(const std::string& what, const std::string& judged, const std::string& found) {
    outcome_.problems.push_back(
        {codes::sql_differs.id,
         base::Severity::error,
         fmt::format("{}: the database measures {} {}, the definition says {}", indicator_.id, what, found, judged),
         test_.span,
         {},
         {}});
  }

  const Indicator& indicator_;
  const catalog::TestCase& test_;
  SqlTestOutcome& outcome_;
};

std::int64_t total_of(const std::vector<ReasonCount>& list, const std::string& reason) {
  std::int64_t sum = 0;
  for (const auto& entry : list) sum += entry.reason == reason ? entry.count : 0;
  return sum;
}

void compare(const Indicator& indicator, const catalog::TestTotals& judged, const Measurement& found,
             Comparison& comparison) {
  const bool rate = indicator.kind == catalog::IndicatorKind::rate;
  const bool values = indicator.kind == catalog::IndicatorKind::percentile ||
                      indicator.kind == catalog::IndicatorKind::median ||
                      indicator.kind == catalog::IndicatorKind::mean;
  if (!values || indicator.numerator)
    comparison.number("numerator", judged.numerator, static_cast<double>(found.numerator));
  if (!rate) {  // the rows have no population
    comparison.number("denominator", judged.denominator, static_cast<double>(found.denominator));
    comparison.number("value", judged.value, found.value);
    comparison.level(judged.goal_level, found.goal_level);
  }
  comparison.number("relevant", static_cast<double>(judged.relevant), static_cast<double>(found.relevant));
  for (const auto& [reason, count] : judged.excluded_by) {
    comparison.number("excluded." + reason, static_cast<double>(count),
                      static_cast<double>(total_of(found.excluded, reason)));
  }
  for (const auto& [variable, count] : judged.unknown_by) {
    comparison.number("unknown." + variable, static_cast<double>(count),
                      static_cast<double>(total_of(found.unknown, variable)));
  }
  for (const auto& [percentile, value] : judged.percentiles) {
    const auto shown = std::find_if(found.percentiles.begin(), found.percentiles.end(),
                                    [&](const auto& p) { return p.percentile == percentile; });
    comparison.number(fmt::format("p{}", percentile), value,
                      shown == found.percentiles.end() ? std::nullopt : std::optional(shown->value));
  }
}

base::Result<SqlTestOutcome> run(const catalog::Catalog& catalog, const Indicator& indicator, std::size_t number,
                                 const catalog::TestOutcome& judged) {
  SqlTestOutcome outcome{&indicator, number, judged.problems};
  const auto& reg = *catalog.find_register(indicator.register_id);
  const auto& test = indicator.tests[number];
  KJEDE_ASSIGN(auto records, store::open_records({":memory:", {}, store::Mode::read_write}));
  KJEDE_TRY(import_rows(*records, reg, test.records, base::make_date(2024, 1, 1)));
  const Indicator* only[] = {&indicator};
  PlanOptions options;
  options.batch = 1;
  const auto plan = plan_register(reg, only, records->database().dialect(), options);
  KJEDE_ASSIGN(const auto finest, read_counts(records->database(), plan.sql, shape_of(plan), catalog.units));
  Comparison comparison(indicator, test, outcome);
  compare(indicator, judged.totals, measured(indicator, plan, finest), comparison);
  return outcome;
}

}  // namespace

base::Result<std::vector<SqlTestOutcome>> run_sql_tests(const catalog::Catalog& catalog) {
  std::vector<SqlTestOutcome> out;
  for (const auto& indicator : catalog.indicators) {
    const auto* reg = catalog.find_register(indicator.register_id);
    if (reg == nullptr) continue;
    const auto judged = catalog::run_tests(indicator, *reg);
    for (std::size_t i = 0; i < judged.size(); ++i) {
      KJEDE_ASSIGN(auto outcome, run(catalog, indicator, i, judged[i]));
      out.push_back(std::move(outcome));
    }
  }
  return out;
}

}  // namespace kjede::measure
