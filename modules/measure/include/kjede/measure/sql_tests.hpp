#pragma once
// The test rows of definitions, run on the path that measures: rows are imported into a store of their own, counted by
// the statement of sql.hpp, and compared with what the definition expects.
//
//   KJEDE_ASSIGN(const auto outcomes, run_sql_tests(catalog));

#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

// The outcome of one test of one indicator: what the database measured, and what differs from the definition's
// expectations or from catalog::Judge.
struct SqlTestOutcome {
  const catalog::Indicator* indicator = nullptr;
  std::size_t test = 0;        // index into Indicator::tests
  base::Diagnostics problems;  // empty: passed
  bool passed() const { return problems.empty(); }
};

// All tests of all indicators, in an in-memory store.
base::Result<std::vector<SqlTestOutcome>> run_sql_tests(const catalog::Catalog& catalog);

// Imports records as one batch. The key is the register's key variable, or the row's number where that is missing; the
// date is that of the register's date variable, `base_date` where it is missing.
base::Result<void> import_rows(store::RecordStore& records, const catalog::Register& reg,
                               std::span<const catalog::TestRecord> rows, base::Date base_date);

}  // namespace kjede::measure
