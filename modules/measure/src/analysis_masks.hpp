#pragma once
// The masks of an analysis's result, one after another, whatever its kind; and what of them no mask can change.

#include <fmt/format.h>

#include <set>
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

// The nation, or whatever has nothing above it.
bool is_top(const catalog::Catalog& catalog, const AnalysisResult& result);

// Decided before the units of the analyses, and not changed by them: the indicators and the national figures. Of the
// counts of units, those that follow from that exactly are returned; those it leaves two values are relaxed.
std::set<int> known_before(const catalog::Catalog& catalog, const std::vector<AnalysisResult>& results,
                           const std::vector<AnalysisCells>& cells, PublishedTables& tables, const Protection& rule);

}  // namespace kjede::measure
