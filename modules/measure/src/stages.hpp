#pragma once
// A register publishes in stages, each knowing what stands already: its indicators with the national figures first,
// then the national figures of its analyses, then the analyses of units. What a stage has published is fixed for the
// next. The search for masks and the audit go through the same stages.

#include <fmt/format.h>

#include <string>
#include <vector>

#include "published_tables.hpp"

namespace kjede::measure {

// visit(count, masked, part) for every count: the total (part ""), the parts by id, values, men and women by band. A
// masked total takes everything with it. `Result`: AnalysisResult, const or not; masked is a reference into it.
template <class Result, class Visit>
void each_mask(Result& result, const AnalysisCells& cells, const Visit& visit) {
  if (cells.total < 0) return;
  visit(cells.total, result.masked, std::string());
  for (std::size_t p = 0; p < cells.parts.size(); ++p)
    visit(cells.parts[p], result.counts[p].masked, result.counts[p].id);
  if (cells.known >= 0) visit(cells.known, result.numbers_masked, std::string("values"));
  for (std::size_t b = 0; b < cells.men.size(); ++b) {
    auto& band = result.bands[b];
    visit(cells.men[b], band.men_masked, fmt::format("men {}", band.from));
    visit(cells.women[b], band.women_masked, fmt::format("women {}", band.from));
  }
}

bool is_national(const catalog::Catalog& catalog, const Measurement& measurement);
// The nation, or whatever has nothing above it.
bool is_top(const catalog::Catalog& catalog, const AnalysisResult& result);

// Adds the cells, hides those that are masked, and fixes the national figures. What those say of small cells by
// themselves, no mask can take back.
std::vector<CellCounts> publish_indicators(const catalog::Catalog& catalog,
                                           const std::vector<const Measurement*>& cells, PublishedTables& tables,
                                           Limit how);

// What stands so far is shown and hidden for good.
void fix_all(CountSystem& system);

// The secrets of the analyses of units, which are added and shown, beside what is fixed.
struct UnitSecrets {
  std::vector<int> known;  // counts that follow from it exactly: no secrets; ascending
  std::vector<int> small;  // few, and not known
  std::vector<int> rests;  // of totals, few and not known: hidden for their own sake from now on
};
UnitSecrets unit_secrets(const catalog::Catalog& catalog, const std::vector<AnalysisResult>& results,
                         const std::vector<AnalysisCells>& cells, PublishedTables& tables, Limit how);

}  // namespace kjede::measure
