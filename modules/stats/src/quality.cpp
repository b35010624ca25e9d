#include "kjede/stats/quality.hpp"

#include "kjede/stats/proportion.hpp"

namespace kjede::stats {

std::optional<Share> share(std::int64_t numerator, std::int64_t denominator, double level) {
  const auto ci = wilson(numerator, denominator, level);
  if (!ci) return std::nullopt;
  return Share{numerator, denominator, static_cast<double>(numerator) / static_cast<double>(denominator), *ci};
}

std::optional<Share> correctness(std::int64_t equal, std::int64_t compared, double level) {
  return share(equal, compared, level);
}

Completeness completeness(std::int64_t missing, std::int64_t unknown, std::int64_t eligible, double level) {
  return {share(eligible - missing - unknown, eligible, level), share(missing, eligible, level),
          share(unknown, eligible, level)};
}

Coverage coverage(const CoverageCounts& counts, double level) {
  const auto all = counts.registry_only + counts.other_only + counts.both;
  const auto registry = counts.registry_only + counts.both, other = counts.other_only + counts.both;
  Coverage result{share(registry, all, level), share(other, all, level), std::nullopt};
  if (result.registry && result.other)
    result.estimated_total = (static_cast<double>(registry) + 1) * (static_cast<double>(other) + 1) /
                                 (static_cast<double>(counts.both) + 1) -
                             1;
  return result;
}

}  // namespace kjede::stats
