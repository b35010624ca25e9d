// Random definitions over random records: the evaluator, record by record, and each database, in one statement, must
// count the same.

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "../src/tally.hpp"
#include "kjede/catalog/judge.hpp"
#include "kjede/testing/fresh_store.hpp"
#include "random_definitions.hpp"

namespace kjede::measure::testing {
namespace {

using kjede::testing::said;

class AgreementTest : public kjede::testing::StoreTest {};

struct Tally {
  std::int64_t relevant = 0;
  std::int64_t denominator = 0;
  std::int64_t numerator = 0;
  std::map<std::string, std::int64_t> reasons;
  double sum = 0;
};

std::string shown(const Tally& tally) {
  auto out = fmt::format("{} {} {}", tally.relevant, tally.denominator, tally.numerator);
  for (const auto& [reason, n] : tally.reasons) out += fmt::format(" {}={}", reason, n);
  if (tally.denominator > 0) out += fmt::format(" mean {:.9g}", tally.sum / static_cast<double>(tally.denominator));
  return out;
}

Tally judged(const Indicator& indicator, const Register& reg, const std::vector<TestRecord>& rows) {
  Tally out;
  const Judge judge(indicator, reg);
  for (const auto& row : rows) {
    const auto verdict = judge(row.values);
    if (verdict.standing == Standing::not_relevant) continue;
    ++out.relevant;
    for (const auto& u : verdict.unknown)
      ++out.reasons[fmt::format("unknown {} {}", u.variable, static_cast<int>(u.effect))];
    if (verdict.standing == Standing::excluded) ++out.reasons["excluded " + verdict.reason];
    if (verdict.standing != Standing::counted) continue;
    ++out.denominator;
    out.numerator += verdict.in_numerator ? 1 : 0;
    out.sum += verdict.value.value_or(0.0);
  }
  return out;
}

int effect_number(const std::string& effect) {
  return effect == "counts as no" ? 0 : effect == "counts as yes" ? 1 : 2;
}

Tally measured(const Measurement& m) {
  Tally out{m.relevant, m.denominator, m.numerator, {}, 0};
  for (const auto& r : m.unknown)
    out.reasons[fmt::format("unknown {} {}", r.reason, effect_number(r.effect))] += r.count;
  for (const auto& r : m.excluded) out.reasons["excluded " + r.reason] += r.count;
  out.sum = m.mean.value_or(0.0) * static_cast<double>(m.denominator);
  return out;
}

TEST_P(AgreementTest, TheDatabaseCountsAsTheEvaluator) {
  int round = 0;
  const bool holds = rc::check("database and evaluator agree", [&](std::uint64_t seed) {
    SmallCatalog small;
    RandomDefinitions random(small, seed);
    std::vector<TestRecord> rows;
    for (int i = 0; i < 40; ++i) rows.push_back(random.record());
    for (int i = 0; i < 4; ++i) small.catalog.indicators.push_back(random.indicator(i));
    small.catalog.registers.front().id = fmt::format("arrests{}", ++round);
    for (auto& indicator : small.catalog.indicators) indicator.register_id = small.reg().id;
    auto records = store_with(location_, folder_ / "keys", small.reg(), rows);
    const auto result = measure(small.catalog, *records, Request{});
    if (!result) RC_FAIL(said(result));
    RC_ASSERT(result->size() == small.catalog.indicators.size());
    for (std::size_t i = 0; i < result->size(); ++i) {
      RC_ASSERT(shown(measured((*result)[i])) == shown(judged(small.catalog.indicators[i], small.reg(), rows)));
    }
  });
  EXPECT_TRUE(holds);
}

// Rows as lines of text, so that they compare whatever their order.
std::multiset<std::string> lines(const FinestCounts& counts) {
  std::multiset<std::string> out;
  for (std::size_t row = 0; row < counts.rows; ++row) {
    auto line = fmt::format("{}", counts.months[row]);
    for (const auto& units : counts.units) line += fmt::format(" {}", units[row]);
    for (std::size_t k = 0; k < counts.keys.size(); ++k)
      line += fmt::format(" '{}'", counts.key_values[k][static_cast<std::size_t>(counts.keys[k][row])]);
    for (const auto& column : counts.counts) line += column.empty() ? " -" : fmt::format(" {}", column[row]);
    for (const auto& [column, lists] : counts.values) {
      std::multiset<double> values;
      for (auto i = lists.offsets[row]; i < lists.offsets[row + 1]; ++i)
        values.insert(lists.whole ? static_cast<double>(lists.integers[i]) : lists.reals[i]);
      line += fmt::format(" [{}]", fmt::join(values, ","));
    }
    out.insert(line);
  }
  return out;
}

// measure() takes the way that is faster on its database; here each takes both.
TEST_P(AgreementTest, RowsCountAsTheStatement) {
  int round = 0;
  const bool holds = rc::check("rows and statement agree", [&](std::uint64_t seed) {
    SmallCatalog small;
    RandomDefinitions random(small, seed);
    std::vector<TestRecord> rows;
    for (int i = 0; i < 300; ++i) rows.push_back(random.record());
    for (int i = 0; i < 6; ++i) small.catalog.indicators.push_back(random.indicator(i));
    small.catalog.registers.front().id = fmt::format("rows{}", ++round);
    std::vector<const Indicator*> indicators;
    for (const auto& indicator : small.catalog.indicators) indicators.push_back(&indicator);
    auto records = store_with(location_, folder_ / "keys", small.reg(), rows);
    const std::vector<ExpressionPtr> by{small.tree("age > 17"), small.tree("capnography = yes")};
    PlanOptions options;
    options.batch = 1'000'000;  // whatever there is
    options.units = &small.catalog.units;
    const auto plan = plan_register(small.reg(), indicators, records->database().dialect(), options, by);
    RC_ASSERT(plan.rows != nullptr);
    const auto by_statement = read_counts(records->database(), plan.sql, shape_of(plan), small.catalog.units);
    const auto by_rows = tally(records->database(), plan);
    if (!by_statement || !by_rows) RC_FAIL(said(by_statement) + said(by_rows));
    RC_ASSERT(lines(*by_rows) == lines(*by_statement));
  });
  EXPECT_TRUE(holds);
}

TEST_P(AgreementTest, ADerivedCodeThatMeansUnknownIsUnknownToBoth) {
  SmallCatalog small;
  // The reader of definitions refuses an unknown code as a value; a tree may hold one all the same.
  const auto code = [](const std::string& text) {
    return std::make_shared<const Expression>(Expression{Op::literal, ValueKind::code, {}, text, {}, {}});
  };
  auto secured = coded("secured", {"yes", "no", "unknown"});
  secured.derived = Derived{};
  secured.derived->expression = std::make_shared<const Expression>(
      Expression{Op::choose, ValueKind::code, {}, {}, {small.tree("age > 17"), code("yes"), code("unknown")}, {}});
  small.catalog.registers.front().variables.push_back(std::move(secured));
  auto& indicator = small.add("secured", IndicatorKind::proportion);
  indicator.numerator = small.clause("secured = yes");
  indicator.unknown = {{"secured", UnknownEffect::excluded}};
  const auto rows = small.rows(
      {"event_id", "arrest_date", "service", "age"},
      {{"a", "2024-01-01", "bodo", "40"}, {"b", "2024-01-01", "bodo", "9"}, {"c", "2024-01-01", "bodo", "-"}});
  auto records = store_with(location_, folder_ / "keys", small.reg(), rows);
  Request request;
  request.levels = {"nation"};
  const auto result = measure(small.catalog, *records, request);
  ASSERT_EQ(said(result), "ok");
  ASSERT_EQ(result->size(), 1U);
  const auto counted = shown(judged(indicator, small.reg(), rows));
  EXPECT_EQ(counted, "3 1 1 excluded secured=2 unknown secured 2=2 mean 0");
  EXPECT_EQ(shown(measured(result->front())), counted);
}

KJEDE_BOTH_ADAPTERS(AgreementTest);

}  // namespace
}  // namespace kjede::measure::testing
