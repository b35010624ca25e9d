#pragma once
// From definitions to SQL: one statement per register counts every indicator at the finest grain, which is the
// combination of the unit variables the indicators use, and the month. Everything coarser is added in memory
// (roll_up.hpp).
//
//   const Plan plan = plan_register(reg, indicators, store::Dialect::duckdb, {.batch = 12});
//   database.scan(plan.sql, {}, …);
//
// A record is judged as docs/decisions/0000-contract.md says. Text from definitions stands quoted in the statement,
// never as SQL. The statement is the same on both databases but for membership in a list of texts (DuckDB:
// list_contains, which it evaluates once per dictionary entry) and the microseconds between two times.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/store/database.hpp"

namespace kjede::measure {

enum class CountPart { relevant, excluded, unknown, denominator, numerator };

// One column of counts: which part of which indicator it is, and the reason and effect where there is one.
struct CountColumn {
  CountPart part = CountPart::relevant;
  std::string reason;
  std::string effect;
  std::size_t column = 0;
};

struct IndicatorColumns {
  const catalog::Indicator* indicator = nullptr;
  std::size_t unit = 0;  // column of its unit variable
  std::vector<CountColumn> counts;
  std::optional<std::size_t> values;  // column with the list of values inside the denominator
  std::int64_t value_micros = 0;      // > 0: values are whole numbers of so many microseconds; 0: as they are
};

struct RowPlan;  // the same counts by rows (tally.hpp)

// Columns: the unit variables, what is broken down by (as text), the month index, the number of records, then the
// counts and lists named below.
struct Plan {
  std::string sql;
  std::vector<std::string> unit_variables;
  std::size_t keys = 0;  // columns broken down by
  std::size_t month = 0;
  std::size_t records = 0;
  std::vector<IndicatorColumns> indicators;
  std::shared_ptr<const RowPlan> rows{};  // not where rows are already counted
};

struct PlanOptions {
  std::int64_t batch = 0;            // records as of this batch
  std::optional<base::Date> from{};  // first and last event date; nothing: all
  std::optional<base::Date> to{};
  const catalog::Units* units = nullptr;  // where records are placed: needed for counting by rows
};

// `by`: expressions that records are grouped by beside units and months.
Plan plan_register(const catalog::Register& reg, std::span<const catalog::Indicator* const> indicators,
                   store::Dialect dialect, const PlanOptions& options, std::span<const catalog::ExpressionPtr> by = {});

// `no`, `yes`, `excluded` as Measurement writes them: "counts as no", "counts as yes", "excluded".
std::string_view effect_text(catalog::UnknownEffect effect);

}  // namespace kjede::measure
