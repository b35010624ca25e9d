#pragma once
// The upload to kvalitetsregistre.no (SKDE, imongr): six columns, counts at the finest level with an organisation
// number, one row per indicator, unit and year. The receiving side's own checks run here first, in its order, and
// var <= denominator is checked too (it no longer does).
//
//   KJEDE_ASSIGN(auto upload, skde_upload(catalog, measurements, {}));
//   save("skde.csv", upload.csv);   // upload.notes says what was withheld

#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/measure/measurement.hpp"

namespace kjede::publish {

struct SkdeOptions {
  char delimiter = ';';
  char decimal_mark = ',';
  bool include_masked = false;  // upload counts that are hidden elsewhere (a delivery, not a publication)
};

struct SkdeUpload {
  std::string csv;
  base::Diagnostics notes;  // warnings: rows withheld because they are masked
};

// Years only; other periods and indicators without `publish: skde` are passed over. Shares go at their finest level,
// which SKDE sums upwards; other kinds at every level, which it does not. A unit without an organisation number counts
// for the nearest unit above that has one. Fails with KJ0705 and every breach, KJ0709 for a unit without a number.
base::Result<SkdeUpload> skde_upload(const catalog::Catalog& catalog,
                                     std::span<const measure::Measurement> measurements, const SkdeOptions& options);

// A file's rows as text, with what the receiver knows.
struct SkdeTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
struct SkdeKnown {
  std::vector<std::string> organisations;
  std::vector<std::string> fractions;  // ids of indicators whose var is a count
  std::vector<std::string> computed;   // ids whose var is a final value
  char decimal_mark = ',';
};
// Every breach, in the order the receiver looks for them: missing_var, invalid_var, invalid_context, invalid_org,
// invalid_ind, numeric_var, natural_var, numeric_denominator, natural_denominator, zero_denominator, numeric_year,
// natural_year, values_exists, duplicated_inds; then ours, overflow_var. Each note names its check.
base::Diagnostics check_skde(const SkdeTable& table, const SkdeKnown& known);

}  // namespace kjede::publish
