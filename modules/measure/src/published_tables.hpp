#pragma once
// The published measurements and analyses of a register as one system of counts: a group per cell, what adds up within
// it, and all relations between cells (named_counts.hpp).

#include <map>
#include <string>
#include <vector>

#include "count_key.hpp"
#include "kjede/measure/analyse.hpp"
#include "kjede/measure/measurement.hpp"
#include "named_counts.hpp"

namespace kjede::measure {

// The counts of a measurement; −1: it has none such.
struct CellCounts {
  int group = -1;
  int numerator = -1;
  int denominator = -1;
};

// The counts of one analysis at one unit in one period, each its own group.
struct AnalysisCells {
  int total = -1;
  std::vector<int> parts;  // as AnalysisResult::counts
  int known = -1;          // records with a value
  std::vector<int> men;    // as AnalysisResult::bands
  std::vector<int> women;
  std::vector<int> rests;  // of parts that leave a small rest of the total: that rest; −1: no secret
};

class PublishedTables {
 public:
  explicit PublishedTables(const catalog::Catalog& catalog) : catalog_(catalog), counts_(catalog.units) {}

  CellCounts add(const Measurement& measurement);
  AnalysisCells add(const AnalysisResult& result);
  // The relations of the tables that have grown since the last call.
  void relate() { counts_.relate(); }

  CountSystem& system() { return counts_.system(); }
  int group_of(int count) { return system().counts()[static_cast<std::size_t>(count)].group; }
  int first_alike(int count) const { return counts_.first_alike(count); }

 private:
  struct IndicatorTable {
    const catalog::Indicator* indicator = nullptr;
    int table = 0;
    std::string numerator;
    std::string denominator;
  };
  struct AnalysisTable {
    const catalog::Analysis* analysis = nullptr;
    int table = 0;
    AnalysisKeys keys;
  };
  class IndicatorCell;

  const IndicatorTable* table_of(const std::string& indicator);
  const AnalysisTable* analysis_table(const std::string& analysis);
  int add_part(const AnalysisTable& table, const AnalysisResult& result, const std::string& what, std::int64_t value);
  void add_rests(const AnalysisResult& result, bool codes, AnalysisCells& cells);
  void add_bands(const AnalysisTable& table, const AnalysisResult& result, AnalysisCells& cells);

  const catalog::Catalog& catalog_;
  NamedCounts counts_;
  std::map<std::string, IndicatorTable> indicators_;
  std::map<std::string, AnalysisTable> analyses_;
};

// Parts that are counted among the cohort; the cohorts of a flow are not parts of one total.
bool within_total(const catalog::Analysis& analysis);

}  // namespace kjede::measure
