#pragma once
// The proof that published tables hold: the feasible interval of every masked cell, as anyone can compute it.

#include <string>

#include "kjede/measure/disclosure.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct TablesAudit {
  std::vector<measure::Measurement> cells;  // everything published of one register
  std::vector<measure::AnalysisResult> analyses;
  measure::Audit audit;  // of every masked one of both
  base::Diagnostics warnings;  // cells that could not be protected, tables that were withheld
  bool safe = true;
};

// All levels, years and charted periods of one register's indicators, and its analyses, masked as they are published,
// and audited together.
base::Result<TablesAudit> audit_tables(const catalog::Catalog& catalog, store::RecordStore& records,
                                       std::string_view register_id, std::optional<base::Instant> as_of);

// For people: how many cells are shown, masked and safe; the unsafe ones, or with `all` every masked one with its
// interval.
std::string to_text(const catalog::Catalog& catalog, const TablesAudit& audit, bool all, std::string_view language);
std::string to_json(const catalog::Catalog& catalog, const TablesAudit& audit);

}  // namespace kjede::service
