#include "kjede/catalog/run_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fields.hpp"
#include "kjede/catalog/codes.hpp"
#include "kjede/catalog/goal.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/stats/quantile.hpp"

namespace kjede::catalog {
namespace {

constexpr double tolerance = 1e-9;  // relative: expectations are written with few digits, answers computed as doubles

// Values are shown in the indicator's own unit; durations are judged in seconds.
double shown(double value, const Indicator& indicator) {
  const bool duration = indicator.value && indicator.value->expression->kind == ValueKind::duration;
  const double seconds = duration ? seconds_in(indicator.value_measure) : 0.0;
  return seconds > 0.0 ? value / seconds : value;
}

class Totalling {
 public:
  explicit Totalling(const Indicator& indicator) : indicator_(indicator) {}

  void add(const Judgement& judgement) {
    if (judgement.standing == Standing::not_relevant) return;
    ++totals_.relevant;
    for (const auto& unknown : judgement.unknown) ++totals_.unknown_by[unknown.variable];
    if (judgement.standing == Standing::excluded) {
      ++totals_.excluded;
      ++totals_.excluded_by[judgement.reason];
    }
    if (judgement.standing != Standing::counted) return;
    const bool sums = indicator_.sum_numerator || indicator_.sum_denominator;
    totals_.denominator += sums ? judgement.denominator_sum : 1.0;
    totals_.numerator += sums ? judgement.numerator_sum : judgement.in_numerator ? 1.0 : 0.0;
    if (judgement.value) values_.push_back(*judgement.value);
  }

  TestTotals finish() {
    std::sort(values_.begin(), values_.end());
    const auto type = static_cast<stats::QuantileType>(indicator_.quantile_type);
    for (const int percentile : indicator_.percentiles) {
      if (const auto found = stats::quantile(values_, percentile / 100.0, type))
        totals_.percentiles[percentile] = shown(*found, indicator_);
    }
    set_value();
    set_level(type);
    return std::move(totals_);
  }

 private:
  void set_value() {
    const int main = indicator_.kind == IndicatorKind::median             ? 50
                     : indicator_.goal && indicator_.goal->percentile > 0 ? indicator_.goal->percentile
                                                                          : 50;
    switch (indicator_.kind) {
      case IndicatorKind::proportion:
        if (totals_.denominator > 0.0) totals_.value = totals_.numerator / totals_.denominator;
        return;
      case IndicatorKind::percentile:
      case IndicatorKind::median:
        if (const auto found = totals_.percentiles.find(main); found != totals_.percentiles.end())
          totals_.value = found->second;
        return;
      case IndicatorKind::mean: {
        double sum = 0.0;
        for (const double value : values_) sum += value;
        if (!values_.empty()) totals_.value = shown(sum / static_cast<double>(values_.size()), indicator_);
        return;
      }
      case IndicatorKind::count: totals_.value = totals_.numerator; return;
      case IndicatorKind::rate: return;  // the rows have no population
    }
  }

  void set_level(stats::QuantileType type) {
    if (!indicator_.goal || indicator_.kind == IndicatorKind::rate) return;
    const auto goals = goals_of(*indicator_.goal);
    if (indicator_.goal->percentile > 0) {
      if (const auto found = stats::quantile(values_, indicator_.goal->percentile / 100.0, type))
        totals_.goal_level = level_of(stats::goal_level(*found, goals));
    } else if (indicator_.kind == IndicatorKind::proportion) {
      const auto level = stats::goal_level(static_cast<std::int64_t>(totals_.numerator),
                                           static_cast<std::int64_t>(totals_.denominator), goals);
      if (level) totals_.goal_level = level_of(*level);
    } else if (totals_.value) {
      const double unit = shown(1.0, indicator_);
      totals_.goal_level = level_of(stats::goal_level(*totals_.value / unit, goals));
    }
  }

  const Indicator& indicator_;
  TestTotals totals_;
  std::vector<double> values_;
};

std::string text_of(std::optional<GoalLevel> level) {
  if (!level) return "-";
  return *level == GoalLevel::green ? "green" : *level == GoalLevel::yellow ? "yellow" : "red";
}

std::int64_t count_of(const std::map<std::string, std::int64_t>& counts, const std::string& name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

// What was got for one expectation; nothing: there is none (no denominator, no values).
std::optional<double> got(const std::string& key, const TestTotals& totals) {
  if (key == "numerator") return totals.numerator;
  if (key == "denominator") return totals.denominator;
  if (key == "relevant") return static_cast<double>(totals.relevant);
  if (key == "excluded") return static_cast<double>(totals.excluded);
  if (key == "value") return totals.value;
  if (key.starts_with("excluded.")) return static_cast<double>(count_of(totals.excluded_by, key.substr(9)));
  if (key.starts_with("unknown.")) return static_cast<double>(count_of(totals.unknown_by, key.substr(8)));
  const auto found =
      totals.percentiles.find(static_cast<int>(whole_number(std::string_view(key).substr(1)).value_or(0)));
  return found == totals.percentiles.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> expected(std::string_view text) {
  if (text == "-") return std::nullopt;
  const bool percent = text.ends_with(" %");
  if (percent) text.remove_suffix(2);
  const auto number = decimal_number(text);
  return number && percent ? std::optional(*number / 100.0) : number;
}

bool same(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return std::abs(*a - *b) <= tolerance * std::max({1.0, std::abs(*a), std::abs(*b)});
}

std::string number_text(std::optional<double> number) { return number ? fmt::format("{:.10g}", *number) : "-"; }

void compare(const Indicator& indicator, TestOutcome& outcome) {
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < outcome.rows.size(); ++i) {
    rows.push_back(
        fmt::format("row {}: {}: {}", i + 1, outcome.test->records[i].text, to_words(outcome.rows[i], indicator)));
  }
  for (const auto& [key, value, span] : outcome.test->expect) {
    std::string answer;
    bool met = false;
    if (key == "goal_level") {
      answer = text_of(outcome.totals.goal_level);
      met = answer == value;
    } else {
      const auto number = got(key, outcome.totals);
      answer = number_text(number);
      met = same(expected(value), number);
    }
    if (met) continue;
    auto notes = outcome.problems.empty() ? rows : std::vector<std::string>();
    outcome.problems.push_back(
        {codes::test_failed.id,
         base::Severity::error,
         fmt::format("'{}' expects {} {}, and the definition gives {}", indicator.id, key, value, answer),
         span,
         std::move(notes),
         {}});
  }
}

}  // namespace

std::vector<TestOutcome> run_tests(const Indicator& indicator, const Register& reg) {
  const Judge judge(indicator, reg);
  std::vector<TestOutcome> outcomes;
  for (const auto& test : indicator.tests) {
    TestOutcome outcome;
    outcome.test = &test;
    auto records = test.records;
    derive_across(records, reg);
    Totalling totalling(indicator);
    for (const auto& record : records) {
      outcome.rows.push_back(judge(record.values));
      totalling.add(outcome.rows.back());
    }
    outcome.totals = totalling.finish();
    compare(indicator, outcome);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

std::string to_words(const Judgement& judgement, const Indicator& indicator) {
  switch (judgement.standing) {
    case Standing::not_relevant: return "not in the cohort";
    case Standing::outside: return "outside the denominator";
    case Standing::excluded: return "excluded: " + judgement.reason;
    case Standing::counted: break;
  }
  std::string text = "counted";
  if (indicator.numerator) text += judgement.in_numerator ? ", in the numerator" : ", not in the numerator";
  if (indicator.sum_numerator) text += fmt::format(", {} of {}", judgement.numerator_sum, judgement.denominator_sum);
  if (judgement.value)
    text += fmt::format(", {:.10g}{}{}", shown(*judgement.value, indicator), indicator.value_measure.empty() ? "" : " ",
                        indicator.value_measure);
  for (const auto& unknown : judgement.unknown) {
    text += fmt::format(", unknown {} counts as {}", unknown.variable,
                        unknown.effect == UnknownEffect::counts_as_yes ? "yes" : "no");
  }
  return text;
}

}  // namespace kjede::catalog
