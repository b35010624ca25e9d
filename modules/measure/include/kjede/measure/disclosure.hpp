#pragma once
// Small numbers in published tables: which cells are masked, and the proof that what is masked cannot be worked out
// from what is shown. Built on count_system.hpp.
//
// Primary rules per indicator (catalog::Disclosure): a count of 1…k−1 (numerator, complement, denominator), or only the
// number of events as the printed report does; data for less than half of the events; the PROM double rule. No events
// is another thing than too few and is shown, unless it has to help: a masked cell may be empty. A publication must not
// tell primary from secondary masks: "4 + 4 = 8, and both are at most 4" would give both away. Secondary: further
// cells, until no masked count can be derived from totals, sister units, sister indicators that count the same, or
// other periods.
//
// Masks must not depend on what was asked for, or two questions could be subtracted. So the caller gives the whole
// cube: all levels of the register's indicators over all its years, and the periods of their control charts. Other
// kinds of period, which only a question brings up, are shown for units if none of the indicator's cells of that kind
// is small, else for the nation alone; they change nothing before them.

#include <vector>

#include "kjede/measure/analyse.hpp"
#include "kjede/measure/count_system.hpp"
#include "kjede/measure/measurement.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

// Sets `masked` of the measurements of one register. Gives the indices of cells that could not be protected because all
// that would help is already published: the caller must not publish the table.
std::vector<std::size_t> mask(const catalog::Catalog& catalog, std::vector<Measurement>& cube);
// The same, but what a register publishes by itself is looked up in the store when it was decided before, and kept
// there when not: the search takes seconds. The masks are the same with and without.
base::Result<std::vector<std::size_t>> mask(const catalog::Catalog& catalog, std::vector<Measurement>& cube,
                                            store::RecordStore& records);

// Counts of analyses below this are hidden at units.
inline constexpr std::int64_t kHideAnalysesBelow = 5;

// Sets the masks of the analyses of the same register: counts 1…4 of units, the share they would leave of a total, too
// few known values, and what would give a masked count back: within a table, along the unit tree, in a sister table
// that counts the same people, as year and quarter, or from the indicators, which are published first and stay as they
// are. The top of the tree is shown unless it would give away what an indicator hides; a count that the published
// indicators give away by their own rules is no secret. A result of which something cannot be protected is withheld:
// all of it is masked. `results` must hold all units and periods of the register's analyses, `published` its masked
// cube. Gives the indices of those results.
std::vector<std::size_t> mask_analyses(const catalog::Catalog& catalog, const std::vector<Measurement>& published,
                                       std::vector<AnalysisResult>& results);
base::Result<std::vector<std::size_t>> mask_analyses(const catalog::Catalog& catalog,
                                                     const std::vector<Measurement>& published,
                                                     std::vector<AnalysisResult>& results, store::RecordStore& records);

struct AuditedCell {
  std::size_t measurement = 0;  // index into the cube
  Interval numerator;           // what can be concluded from everything shown
  Interval denominator;
  bool safe = true;
};

// The feasible interval of every masked cell, computed from what is shown alone.
std::vector<AuditedCell> audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube);

struct AuditedCount {
  std::size_t result = 0;  // index into the analyses
  std::string part;        // "" the total, the part's id, "men 0", "women 85" by the band's first age, "values"
  Interval interval;
  bool safe = true;
};
struct Audit {
  std::vector<AuditedCell> cells;
  std::vector<AuditedCount> counts;
};
// The same of a register's indicators and analyses together, as a reader has them.
Audit audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
            const std::vector<AnalysisResult>& analyses);

}  // namespace kjede::measure
