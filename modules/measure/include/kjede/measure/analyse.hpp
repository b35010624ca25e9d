#pragma once
// The catalog's analyses (published tables and distributions that are no indicators), counted by the same statements as
// indicators: one per register, everything coarser added in memory.
//
//   KJEDE_ASSIGN(auto results, analyse(catalog, *records, {.analyses = {"first_rhythm"}}));
//
// What `counts` holds: distribution: the codes of `by` (missing stands under the first code that means unknown);
// cross_table: the named conditions; flow, trend: the cohorts, or the named conditions; completeness: per variable, the
// records where it is missing or unknown. Nothing is masked here.

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/period.hpp"
#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

struct AnalysisCount {
  std::string id{};  // code, named condition, cohort or variable
  catalog::Label name{};
  std::int64_t count = 0;
  bool masked = false;
  std::optional<double> rate{};  // per analysis.per person-years
};

// In the variable's unit of measure. Percentiles of Hyndman–Fan type 7.
struct AnalysisNumbers {
  std::int64_t n = 0;
  double mean = 0, p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0, sum = 0;
};

// Ages from…to years, both included; `to` 0: and older.
struct AnalysisBand {
  int from = 0;
  int to = 0;
  std::int64_t men = 0, women = 0;
  bool men_masked = false, women_masked = false;
};

// One analysis at one unit (or attribute value) in one period.
struct AnalysisResult {
  std::string analysis{};
  std::string level{};
  std::string unit{};
  base::Period period{};
  std::int64_t total = 0;  // records in the cohort
  bool masked = false;     // the total, and with it everything
  std::optional<double> rate{};
  std::vector<AnalysisCount> counts{};
  std::optional<AnalysisNumbers> numbers{};
  bool numbers_masked = false;  // known for too few
  std::vector<AnalysisBand> bands{};
};

struct AnalysisRequest {
  std::vector<std::string> analyses{};  // ids; empty: all
  std::vector<std::string> levels{};    // unit kinds or attributes; empty: all the analysis has
  std::vector<std::string> units{};     // unit ids or attribute values; empty: all
  std::vector<base::PeriodKind> by{};   // empty: the analysis's own kind of period
  std::optional<base::Date> from{};     // widened to whole periods; nothing: as far as there are records
  std::optional<base::Date> to{};
  std::optional<base::Instant> as_of{};
};

// In the catalog's order of analyses, then level, unit, period.
base::Result<std::vector<AnalysisResult>> analyse(const catalog::Catalog& catalog, store::RecordStore& records,
                                                  const AnalysisRequest& request);

}  // namespace kjede::measure
