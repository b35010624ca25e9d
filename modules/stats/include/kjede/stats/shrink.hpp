#pragma once
// Empirical Bayes for the means of many small groups: each mean is drawn towards that of its parent as far as its own
// few values leave room, parents likewise towards the mean of all. Normal–normal model with a common variance within
// groups; variances between by the method of moments (DerSimonian & Laird 1986; Efron & Morris 1975).
//
//   const auto shrunk = stats::shrink_means(groups);   // e.g. mean log response time per place, parent: municipality

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kjede::stats {

struct GroupMean {
  std::size_t parent = 0;  // groups of one number belong together
  std::int64_t n = 0;      // ≥ 1; groups without values are left as they are
  double mean = 0.0;
  double sd = 0.0;  // n − 1; 0 below two values
};

struct ShrunkMean {
  double mean = 0.0;    // of the group, shrunk
  double parent = 0.0;  // what it was drawn towards
  double weight = 1.0;  // of its own values: 1 not drawn at all, 0 the parent's mean
};

struct Shrinkage {
  std::vector<ShrunkMean> means;  // in the order of the groups
  double sd_within = 0.0;         // pooled
  double sd_between = 0.0;        // between groups of one parent
  double sd_parents = 0.0;        // between parents
};

// Deterministic; one group alone, or no spread between groups beyond chance, gives the parent's mean for all.
Shrinkage shrink_means(std::span<const GroupMean> groups);

}  // namespace kjede::stats
