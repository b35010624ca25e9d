#pragma once
// What a measurement says: one indicator, one unit, one period, with everything a reader may ask of the number.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/period.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::measure {

// A count with its reason: why a record was left out, or which unknown decided.
struct ReasonCount {
  std::string reason;  // exclusion id, or variable name
  std::string effect;  // "excluded", "counts as no", "counts as yes"
  std::int64_t count = 0;
};

struct PercentileValue {
  int percentile = 0;
  double value = 0.0;  // in the indicator's value_measure
};

// One value of what the measurement is broken down by (breakdown.hpp).
struct GroupValue {
  std::string by;     // as asked for: "place"
  std::string value;  // code, text, unit id or number; empty: unknown
  auto operator<=>(const GroupValue&) const = default;
};

// Mean and standard deviation (n − 1) of the natural logarithms of the values above 0, in value_measure.
struct LogMoments {
  std::int64_t n = 0;
  double mean = 0.0;
  double sd = 0.0;
};

enum class MaskReason { none, few_events, complement, small_denominator, half_of_events, prom_rule, secondary };

struct Measurement {
  std::string indicator;
  std::string level;  // unit kind, or attribute group "angiography"
  std::string unit;   // unit id; for groups the attribute value
  base::Period period;
  std::optional<base::Period> until;  // the last period, when the whole range was taken as one
  std::vector<GroupValue> groups;     // in the order asked for; empty: not broken down
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;  // rates: person-years (persons × years); values: records with a value
  std::int64_t relevant = 0;     // records in the cohort, before exclusions
  std::vector<ReasonCount> excluded;
  std::vector<ReasonCount> unknown;
  std::optional<double> value;  // fraction, value in value_measure, or rate per `per`; nothing: no data
  std::optional<double> ci_low;
  std::optional<double> ci_high;
  std::string ci_method;  // "wilson", "clopper_pearson", "exact", "byar", "t", "order_statistics", ""
  std::vector<PercentileValue> percentiles;
  std::optional<double> mean;
  std::optional<LogMoments> logs;  // on request
  std::optional<double> rate;      // extra rate beside a proportion
  std::optional<double> rate_low;
  std::optional<double> rate_high;
  std::optional<catalog::GoalLevel> goal_level;
  MaskReason masked = MaskReason::none;
  std::string definition_hash;
  std::string data_version;
};

}  // namespace kjede::measure
