#pragma once
// Small numbers in measurements that are broken down (breakdown.hpp). The groups of a breakdown add up to what stands
// without it, units to their parents: both are shown elsewhere, so a small cell takes a second one with it.
//
// Masks may not depend on what was asked for (disclosure.hpp): the caller gives the breakdown at all levels and over
// all records, and asks for the coarser tables first. Two breakdowns of which one refines the other by its expression
// (`hour of x` and `hour of x < 12`) are each protected by itself only.

#include <vector>

#include "kjede/measure/measurement.hpp"

namespace kjede::measure {

// Sets `masked` of one breakdown's cells. `coarser`: the same register's masked cells with fewer groups, none included.
// Years are protected cell by cell; of a finer kind of period all cells of an indicator are hidden when one is small.
void mask_breakdown(const catalog::Catalog& catalog, const std::vector<Measurement>& coarser,
                    std::vector<Measurement>& cells);

// Masks of whole ranges (Request::whole_range): hidden when small, or when a year within has the same cell hidden.
void mask_whole_range(const catalog::Catalog& catalog, const std::vector<Measurement>& years,
                      std::vector<Measurement>& whole);

}  // namespace kjede::measure
