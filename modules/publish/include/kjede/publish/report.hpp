#pragma once
// Reports. A report is described in a YAML file (report/*.yaml): sections, texts with placeholders for measured
// numbers, tables and figures named by indicator or analysis. Nothing in a report is typed in twice: every number in
// the prose, the tables and the figures comes from the same measurements, so they cannot contradict each other.
//
//   KJEDE_ASSIGN(auto plan, load_report(file));              // or shipped_report("annual")
//   auto data = …;                                           // what needs_of(plan, catalog) asks for, measured
//   KJEDE_ASSIGN(auto document, compose(plan, data));
//   KJEDE_ASSIGN(auto files, print_report(document, tools)); // HTML, PDF/UA-1, the figures

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/measure/analyse.hpp"
#include "kjede/measure/measurement.hpp"
#include "kjede/publish/document.hpp"
#include "kjede/publish/fhir.hpp"
#include "kjede/publish/render.hpp"

namespace kjede::publish {

using measure::AnalysisBand;
using measure::AnalysisCount;
using measure::AnalysisNumbers;
using measure::AnalysisResult;

// ---- The description of a report.
struct ReportPlan;
using ReportPlanPtr = std::shared_ptr<const ReportPlan>;
base::Result<ReportPlanPtr> load_report(std::shared_ptr<const base::SourceFile> file);
// annual, short, unit: the files of report/, built in. Fails for other names.
base::Result<ReportPlanPtr> shipped_report(std::string_view name);
std::vector<std::string> shipped_reports();

// The plan about these of its registers: blocks, sentences and sections of the others are left out and the rest is
// numbered anew. No registers, or all of them, or `together` in the file: the plan as it is.
ReportPlanPtr narrowed(const ReportPlanPtr& plan, const catalog::Catalog& catalog,
                       const std::vector<std::string>& registers);

// What must be measured for it: indicators and analyses by year, for all years there are (trends go back); the
// indicators with control charts also by their chart's periods.
struct ReportNeeds {
  std::vector<std::string> registers;
  std::set<std::string> indicators;
  std::set<std::string> analyses;
  std::set<std::string> by_quarter;  // indicators
  std::set<std::string> by_tertial;
};
ReportNeeds needs_of(const ReportPlan& plan, const catalog::Catalog& catalog);

struct ReportData {
  const catalog::Catalog* catalog = nullptr;
  std::vector<measure::Measurement> measurements = {};  // disclosure control already done
  std::vector<AnalysisResult> analyses = {};
  base::Period period = {};  // the year, or the quarter of a unit report
  std::string unit = {};     // unit report: whose
  base::Date date = {};      // of the data
  std::string data_version = {};
  bool synthetic = false;
};

// Fails with every placeholder, indicator and analysis that does not exist, at its place in the file. What exists but
// was not measured is written as –.
base::Result<Document> compose(const ReportPlan& plan, const ReportData& data);

// <id>.html and <id>.pdf, and figures/<id>.svg with figures/<id>.vl.json. One node process draws and typesets all.
base::Result<std::vector<ExportFile>> print_report(const Document& document, const Tools& tools);

}  // namespace kjede::publish
