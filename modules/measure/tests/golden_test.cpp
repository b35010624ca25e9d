// tests/golden/indicator: the statement of each indicator, where PostgreSQL's differs, and what both databases measure
// on its test rows, byte for byte.

#include "kjede/testing/golden.hpp"

#include <fmt/format.h>

#include <sstream>

#include "kjede/catalog/load.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/measure/sql.hpp"
#include "kjede/measure/sql_tests.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::measure {
namespace {

const std::filesystem::path folder = std::filesystem::path(KJEDE_SOURCE_DIR) / "tests/golden/indicator";

const catalog::Catalog& golden_catalog() {
  static const auto loaded = [] {
    auto result = catalog::load(folder / "catalog");
    if (!result) throw std::runtime_error(base::render(result.error()));
    return *std::move(result);
  }();
  return loaded;
}

std::string statement(const catalog::Indicator& indicator, store::Dialect dialect) {
  const catalog::Indicator* only[] = {&indicator};
  PlanOptions options;
  options.batch = 1;
  return plan_register(golden_catalog().registers.front(), only, dialect, options).sql + "\n";
}

// The lines that differ; the two statements have the same lines otherwise.
std::string difference(const std::string& a, const std::string& b) {
  std::istringstream left(a);
  std::istringstream right(b);
  std::string out;
  std::string x;
  std::string y;
  while (std::getline(left, x) && std::getline(right, y)) {
    if (x != y) out += fmt::format("-{}\n+{}\n", x, y);
  }
  return out;
}

std::string number(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : std::string(); }

std::string reasons(const std::vector<ReasonCount>& list) {
  std::vector<std::string> parts;
  for (const auto& r : list) parts.push_back(fmt::format("{} {} {}", r.reason, r.effect, r.count));
  return fmt::format("{}", fmt::join(parts, "|"));
}

std::string table(const std::vector<Measurement>& results) {
  std::string out =
      "level,unit,period,relevant,excluded,unknown,numerator,denominator,value,ci_low,ci_high,ci_method,percentiles,"
      "goal_level\n";
  constexpr std::array<std::string_view, 3> levels{"green", "yellow", "red"};
  for (const auto& m : results) {
    std::vector<std::string> percentiles;
    for (const auto& p : m.percentiles) percentiles.push_back(fmt::format("p{} {}", p.percentile, p.value));
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", m.level, m.unit, m.period.label(), m.relevant,
                       reasons(m.excluded), reasons(m.unknown), m.numerator, m.denominator, number(m.value),
                       number(m.ci_low), number(m.ci_high), m.ci_method, fmt::join(percentiles, "|"),
                       m.goal_level ? levels[static_cast<std::size_t>(*m.goal_level)] : "");
  }
  return out;
}

TEST(GoldenStatement, IsTheSameButForTheListedDifferences) {
  for (const auto& indicator : golden_catalog().indicators) {
    const auto duckdb = statement(indicator, store::Dialect::duckdb);
    kjede::testing::expect_golden(duckdb, folder / indicator.id / "expected.sql");
    kjede::testing::expect_golden(difference(duckdb, statement(indicator, store::Dialect::postgres)),
                                  folder / indicator.id / "postgres.diff");
  }
}

class GoldenIndicator : public kjede::testing::StoreTest {};

TEST_P(GoldenIndicator, MeasuresTheSameOnBothDatabases) {
  const auto& catalog = golden_catalog();
  for (const auto& indicator : catalog.indicators) {
    auto only = catalog;  // a register's table of its own per indicator
    only.registers.front().id = "golden_" + indicator.id;
    for (auto& one : only.indicators) one.register_id = only.registers.front().id;
    auto records = store::open_records({location_, folder_ / "keys", store::Mode::read_write});
    ASSERT_TRUE(records) << base::render(records.error());
    const auto done =
        import_rows(**records, only.registers.front(), indicator.tests.front().records, base::make_date(2024, 1, 1));
    ASSERT_TRUE(done) << base::render(done.error());
    Request request;
    request.indicators = {indicator.id};
    request.by = {base::PeriodKind::year, base::PeriodKind::quarter};
    request.from = base::make_date(2024, 1, 1);
    request.to = base::make_date(2024, 12, 31);
    const auto results = measure(only, **records, request);
    ASSERT_TRUE(results) << base::render(results.error());
    kjede::testing::expect_golden(table(*results), folder / indicator.id / "expected.csv");
  }
}

KJEDE_BOTH_ADAPTERS(GoldenIndicator);

}  // namespace
}  // namespace kjede::measure
