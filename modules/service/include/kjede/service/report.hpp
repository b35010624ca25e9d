#pragma once
// Reports: what the plan needs is measured, masked, composed and printed. Every file is returned, none is written.

#include <optional>
#include <string>
#include <vector>

#include "kjede/publish/report.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct ReportQuery {
  std::string kind;                    // annual, short, unit: a shipped plan; or the path of a plan (.yaml)
  std::string year;                    // annual and short
  std::string quarter;                 // unit: 2024-Q4
  std::string unit;                    // unit: id, name or organisation number
  std::vector<std::string> registers;  // none: all the plan needs
  std::optional<std::string> as_of;
};

// `root`: where the renderer and its packages are (publish::find_tools). What could not be protected, and so is masked
// or withheld, goes to `warnings`.
base::Result<std::vector<publish::ExportFile>> report_files(const catalog::Catalog& catalog,
                                                            store::RecordStore& records, const ReportQuery& query,
                                                            const std::string& root,
                                                            base::Diagnostics* warnings = nullptr);

}  // namespace kjede::service
