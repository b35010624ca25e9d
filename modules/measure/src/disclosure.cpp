#include "kjede/measure/disclosure.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "primary_rule.hpp"
#include "published_tables.hpp"

namespace kjede::measure {
namespace {

using base::PeriodKind;

bool is_national(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* unit = catalog.units.find(m.unit);
  return unit != nullptr && unit->parent.empty();
}

// What a register publishes by itself comes first: years, and the periods of an indicator's control chart. What only a
// question brings up comes later and changes nothing before it. Tertials are last: a tertial less a quarter is a month.
int stage_of(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* indicator = catalog.find_indicator(m.indicator);
  const bool charted = indicator != nullptr && !indicator->chart.chart.empty() && indicator->chart.by == m.period.kind;
  if (m.period.kind == PeriodKind::year || charted) return 0;
  switch (m.period.kind) {
    case PeriodKind::quarter: return 1;
    case PeriodKind::month: return 2;
    default: return 3;
  }
}

// Primary masks. The national figures are what a register is for: they are never given up for another cell.
void hide_primary(const catalog::Catalog& catalog, std::vector<Measurement>& cube, PublishedTables& tables,
                  const std::vector<std::size_t>& cells) {
  for (const auto i : cells) {
    const auto* indicator = catalog.find_indicator(cube[i].indicator);
    if (indicator == nullptr) continue;
    const auto reason = primary_reason(*indicator, cube[i], is_national(catalog, cube[i]));
    cube[i].masked = reason;
    if (reason != MaskReason::none)
      tables.system().hide_primary(tables.group_of(i));
    else if (is_national(catalog, cube[i]))
      tables.system().set_fixed(tables.group_of(i));
  }
}

void note_secondary(std::vector<Measurement>& cube, PublishedTables& tables, const std::vector<std::size_t>& cells) {
  for (const auto i : cells) {
    const int group = tables.group_of(i);
    if (group < 0) continue;
    const bool hidden = tables.system().groups()[static_cast<std::size_t>(group)].hidden;
    if (hidden && cube[i].masked == MaskReason::none) cube[i].masked = MaskReason::secondary;
    if (!hidden) tables.system().set_fixed(group);  // published from here on
  }
}

// Periods that are not published, only asked for: units are shown if none of the indicator's cells of that kind is
// small, else the nation alone. A search for the least to hide would have to work around all that is already published.
void mask_whole(const catalog::Catalog& catalog, std::vector<Measurement>& cube,
                const std::vector<std::size_t>& cells) {
  std::set<std::string> with_small_cells;
  for (const auto i : cells) {
    const auto* indicator = catalog.find_indicator(cube[i].indicator);
    if (indicator == nullptr) continue;
    cube[i].masked = primary_reason(*indicator, cube[i], is_national(catalog, cube[i]));
    if (cube[i].masked != MaskReason::none) with_small_cells.insert(cube[i].indicator);
  }
  for (const auto i : cells) {
    const bool events = cube[i].denominator > 0 || cube[i].numerator > 0;
    const bool spared = !events || is_national(catalog, cube[i]) || with_small_cells.count(cube[i].indicator) == 0;
    if (cube[i].masked == MaskReason::none && !spared) cube[i].masked = MaskReason::secondary;
  }
}

}  // namespace

std::vector<std::size_t> mask(const catalog::Catalog& catalog, std::vector<Measurement>& cube, const Protection& rule) {
  PublishedTables tables(catalog, cube);
  std::map<int, std::vector<std::size_t>> stages;
  for (std::size_t i = 0; i < cube.size(); ++i) stages[stage_of(catalog, cube[i])].push_back(i);
  std::set<int> unprotected;
  for (const auto& [stage, cells] : stages) {
    if (stage > 0) {
      mask_whole(catalog, cube, cells);
      continue;
    }
    tables.add(cells);
    hide_primary(catalog, cube, tables, cells);
    for (const int group : protect(tables.system(), rule)) unprotected.insert(group);
    note_secondary(cube, tables, cells);
  }
  std::vector<std::size_t> indices;
  if (unprotected.empty()) return indices;  // a cube of unpublished periods only has no tables at all
  for (std::size_t i = 0; i < cube.size(); ++i) {
    if (unprotected.count(tables.group_of(i)) > 0) indices.push_back(i);
  }
  return indices;
}

std::vector<AuditedCell> audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
                               const Protection& rule) {
  PublishedTables tables(catalog, cube);
  std::vector<std::size_t> all(cube.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  tables.add(all);
  auto& system = tables.system();
  for (std::size_t i = 0; i < cube.size(); ++i) {
    if (cube[i].masked == MaskReason::none || tables.group_of(i) < 0) continue;
    if (cube[i].masked == MaskReason::secondary)
      system.hide(tables.group_of(i));
    else
      system.hide_primary(tables.group_of(i));
  }
  const auto intervals = feasible_intervals(system);
  std::set<int> open;
  for (const int count : exposed(system, intervals, rule))
    open.insert(system.counts()[static_cast<std::size_t>(count)].group);
  std::vector<AuditedCell> cells;
  for (std::size_t i = 0; i < cube.size(); ++i) {
    if (cube[i].masked == MaskReason::none || tables.group_of(i) < 0) continue;
    AuditedCell cell{i, {}, {}, open.count(tables.group_of(i)) == 0};
    if (const int x = tables.numerator_of(i); x >= 0) cell.numerator = intervals[static_cast<std::size_t>(x)];
    if (const int n = tables.denominator_of(i); n >= 0) cell.denominator = intervals[static_cast<std::size_t>(n)];
    cells.push_back(cell);
  }
  return cells;
}

}  // namespace kjede::measure
