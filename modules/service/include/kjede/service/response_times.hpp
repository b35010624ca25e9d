#pragma once
// Response times of ambulance missions, group by group: n, mean, median, 90th percentile with interval, share within
// the national limits, what was left out and why, and for small groups the times shrunk towards their municipality.
// Every number comes from the engine that measures indicators; nothing here counts records.
//
//   KJEDE_ASSIGN(const auto times, service::response_times(catalog, *records, {.measure = {.by = "place"}}));

#include <optional>
#include <string>
#include <vector>

#include "kjede/service/measure.hpp"
#include "kjede/service/measurement_table.hpp"

namespace kjede::service {

struct ResponseTimesQuery {
  MeasureQuery measure{.by = "place"};  // its indicators are those below; without a level the coarsest one
  std::string indicator = "mission_response";
  std::vector<std::string> within = {"mission_within_12", "mission_within_25"};
  int few = 20;  // groups with fewer missions are marked
};

struct ResponseShare {
  std::string indicator;
  std::int64_t within = 0;
  std::optional<double> share, low, high;  // Wilson
};

// Drawn towards the municipality (places), else towards all groups: stats/shrink.hpp on the logarithms. A group with many
// missions keeps its own figures.
struct ShrunkTimes {
  double median = 0, p90 = 0;  // minutes
  double weight = 1;           // of the group's own missions
};

struct ResponseRow {
  std::string unit;
  base::Period period;
  std::optional<base::Period> until;
  std::vector<measure::GroupValue> groups;
  bool masked = false;  // then nothing below is set
  std::int64_t n = 0;
  std::optional<double> mean, median, p90, p90_low, p90_high;  // minutes
  std::vector<ResponseShare> shares;                           // as `within` names them
  std::vector<measure::ReasonCount> excluded;
  std::optional<ShrunkTimes> shrunk;
  bool few = false;
};

struct ResponseTimes {
  std::vector<ResponseRow> rows;
  base::Diagnostics warnings;
};

// Fails as measure() does; with KJ0914 when the indicator is no percentile of a time, or one of `within` no proportion
// of the same register.
base::Result<ResponseTimes> response_times(const catalog::Catalog& catalog, store::RecordStore& records,
                                           const ResponseTimesQuery& query);

std::string response_table(const catalog::Catalog& catalog, const ResponseTimes& times, const ResponseTimesQuery& query,
                           const TableOptions& options);
std::string response_json(const ResponseTimes& times, const ResponseTimesQuery& query);
// Times as hh:mm:ss. `columns`: which, in this order; empty: all. Fails with KJ0912 for one there is not.
base::Result<std::string> response_csv(const ResponseTimes& times, const ResponseTimesQuery& query,
                                       const std::vector<std::string>& columns);

// 12.5 → "00:12:30", to whole seconds, half a second up.
std::string clock_text(double minutes);

}  // namespace kjede::service
