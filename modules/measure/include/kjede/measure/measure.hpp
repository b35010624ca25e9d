#pragma once
// Measures indicators: one statement per register at the finest grain (sql.hpp), everything coarser added in memory.
//
//   KJEDE_ASSIGN(auto results, measure(catalog, *records, {.indicators = {"bystander_cpr"}}));
//
// Results stand in the catalog's order of indicators, then level (as the indicator names them, groups last), unit (as
// in the unit tree), kind of period, period. Nothing is masked here: see disclosure.hpp.

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/measure/measurement.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

// What is asked for; an empty list means all. Periods are never cut: the range is widened to whole ones. Without a
// range it is that of the register's records. Periods without records, and units without records in a period in which
// they were open, are results too: denominator 0, value missing.
struct Request {
  std::vector<std::string> indicators{};  // ids
  std::vector<std::string> levels{};      // unit kinds, or unit attributes
  std::vector<std::string> units{};       // unit ids, or values of the attributes
  std::vector<base::PeriodKind> by{base::PeriodKind::year};
  std::optional<base::Date> from{};
  std::optional<base::Date> to{};
  std::optional<base::Instant> as_of{};  // as the store was then; nothing: now
  // What to break down by beside units and periods, e.g. {{"place"}, {"place", "hour"}}: the results of each stand one
  // after the other, all from one pass. Groups without a record in the cohort are left out. Empty: no breakdown.
  std::vector<std::vector<std::string>> breakdowns{};
  bool whole_range = false;  // for each kind in `by` the whole range, widened to whole periods, as one
  bool logs = false;         // Measurement::logs
  bool check_codes = false;  // warn of stored codes that the definition no longer has: one more pass
};

// Warnings (population missing, records at units that are not in the catalog or were closed) go to `warnings`.
// Records without a known unit count at the top of the unit tree only.
base::Result<std::vector<Measurement>> measure(const catalog::Catalog& catalog, store::RecordStore& records,
                                               const Request& request, base::Diagnostics* warnings = nullptr);

}  // namespace kjede::measure
