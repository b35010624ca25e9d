#pragma once
// Quality of registered data: correctness, completeness, coverage (dekningsgrad).
//
//   auto c = stats::coverage({.registry_only = 40, .other_only = 60, .both = 900});
//   c.registry->value;   // 0.94

#include <cstdint>
#include <optional>

#include "kjede/stats/interval.hpp"

namespace kjede::stats {

struct Share {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  double value = 0;
  Interval ci{};  // Wilson
};
// Nothing when there is no denominator or numerator is outside [0, denominator].
std::optional<Share> share(std::int64_t numerator, std::int64_t denominator, double level = 0.95);

// Equal values of those compared; both missing counts as equal (the caller counts them so).
std::optional<Share> correctness(std::int64_t equal, std::int64_t compared, double level = 0.95);

// What an eligible record can be: known, missing, or "unknown" ticked. Both parts are shown.
struct Completeness {
  std::optional<Share> complete{};  // 1 − (missing + unknown)/eligible
  std::optional<Share> missing{};
  std::optional<Share> unknown{};
};
Completeness completeness(std::int64_t missing, std::int64_t unknown, std::int64_t eligible, double level = 0.95);

// Matches between the registry and another source, for example the patient registry NPR.
struct CoverageCounts {
  std::int64_t registry_only = 0;
  std::int64_t other_only = 0;
  std::int64_t both = 0;
};
struct Coverage {
  std::optional<Share> registry{};          // (registry_only + both) / all three
  std::optional<Share> other{};             // (other_only + both) / all three
  std::optional<double> estimated_total{};  // Chapman 1951: an extra, assumes independent sources
};
Coverage coverage(const CoverageCounts& counts, double level = 0.95);

}  // namespace kjede::stats
