#pragma once
// The test rows of definitions, run on the path that measures: rows are imported into a store of their own, counted by
// the statement of sql.hpp, and compared with what the definition expects.
//
//   for (const auto& outcome : run_sql_tests(catalog)) …

#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

// One record: a value per variable of the register, in its order (derived ones are not read), and whose it is.
struct TestRecord {
  std::vector<base::Value> values;
  std::string person;  // any name for one person; empty: not known
};

// Imports records as one batch. The key is the register's key variable, or the row's number where that is missing; the
// date is that of the register's date variable, `base_date` where it is missing.
base::Result<void> import_rows(store::RecordStore& records, const catalog::Register& reg, std::span<const TestRecord> rows,
                               base::Date base_date);

}  // namespace kjede::measure
