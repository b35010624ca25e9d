#pragma once
// Statistics files: a file of cases (JSON) or rows (CSV) goes in, the same file comes out with what we compute for
// each. What the file expected before is not looked at; everything else in it is kept, in its order.
//
//   KJEDE_ASSIGN(auto file, service::recompute("spc", "spc_p.json", content));
//   print(file.text); report(file.faults);
//
// kind         form   members or columns written
// spc          JSON   expected.summary, expected.points (and expected_unscreened where the case has it)
// funnel       JSON   expected: sd3, exact_binomial, phe, and the overdispersed limits by kind of case
// agreement    JSON   expected: percent agreement and chance-corrected coefficients
// standardise  JSON   expected: direct (Dobson–Byar, Fay–Feuer) or indirect
// survival     JSON   expected: steps, median, and the intervals `at` the times asked for
// quantile     JSON   n, type2, type6, type7, type8, fivenum, mean, sd, mean_ci95 of the case itself
// proportion   CSV    est; lower and upper of wilson, cp, wilson_cc, ac, jeffreys
// rate         CSV    rate; lower and upper of exact, byar, phe (and phe_method), proflik
// anhoej       CSV    longest_run_max, n_crossings_min; p_false_alarm, p_long_run_only, p_few_crossings_only
//
// Columns and members of methods that are not offered are left out. The times of `survival` are those of an `at` member
// of the case, its options or its old expectation; without one, 0, 1, 30, 90, 365 and every step.

#include <span>
#include <string>
#include <string_view>

#include "kjede/base/result.hpp"

namespace kjede::service {

std::span<const std::string> stats_kinds();

// The file, and what is wrong with the cases (rows) that could not be computed: they stand in it without values.
struct Recomputed {
  std::string text;
  base::Diagnostics faults;
};

// `file_name` is shown in messages. Fails when the kind is not known or the file cannot be read as its form.
base::Result<Recomputed> recompute(std::string_view kind, std::string_view file_name, std::string_view text);

}  // namespace kjede::service
