#include "kjede/measure/disclosure.hpp"

#include <algorithm>
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

bool of_kind(const Measurement& m, const std::vector<PeriodKind>& kinds) {
  return std::find(kinds.begin(), kinds.end(), m.period.kind) != kinds.end();
}

// Primary masks. The national figures are what a register is for: they are never given up for another cell.
void hide_primary(const catalog::Catalog& catalog, std::vector<Measurement>& cube, PublishedTables& tables,
                  const std::vector<PeriodKind>& kinds) {
  for (std::size_t i = 0; i < cube.size(); ++i) {
    const auto* indicator = catalog.find_indicator(cube[i].indicator);
    if (indicator == nullptr || !of_kind(cube[i], kinds)) continue;
    const auto reason = primary_reason(*indicator, cube[i], is_national(catalog, cube[i]));
    cube[i].masked = reason;
    if (reason != MaskReason::none) tables.system().hide_primary(tables.group_of(i));
    else if (is_national(catalog, cube[i])) tables.system().set_fixed(tables.group_of(i));
  }
}

void note_secondary(std::vector<Measurement>& cube, PublishedTables& tables, const std::vector<PeriodKind>& kinds) {
  for (std::size_t i = 0; i < cube.size(); ++i) {
    const int group = tables.group_of(i);
    if (group < 0 || !of_kind(cube[i], kinds)) continue;
    const bool hidden = tables.system().groups()[static_cast<std::size_t>(group)].hidden;
    if (hidden && cube[i].masked == MaskReason::none) cube[i].masked = MaskReason::secondary;
    if (!hidden) tables.system().set_fixed(group);  // published from here on
  }
}

// Tertials last: a tertial less a quarter is a month (January–April less the first quarter is April).
std::vector<std::vector<PeriodKind>> stages() {
  return {{PeriodKind::year, PeriodKind::quarter}, {PeriodKind::month}, {PeriodKind::tertial}};
}

}  // namespace

std::vector<std::size_t> mask(const catalog::Catalog& catalog, std::vector<Measurement>& cube, const Protection& rule) {
  PublishedTables tables(catalog, cube);
  std::set<int> unprotected;
  for (const auto& kinds : stages()) {
    if (std::none_of(cube.begin(), cube.end(), [&](const Measurement& m) { return of_kind(m, kinds); })) continue;
    tables.add(kinds);
    hide_primary(catalog, cube, tables, kinds);
    for (const int group : protect(tables.system(), rule)) unprotected.insert(group);
    note_secondary(cube, tables, kinds);
  }
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < cube.size(); ++i) {
    if (unprotected.count(tables.group_of(i)) > 0) indices.push_back(i);
  }
  return indices;
}

std::vector<AuditedCell> audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube, const Protection& rule) {
  PublishedTables tables(catalog, cube);
  for (const auto& kinds : stages()) tables.add(kinds);
  auto& system = tables.system();
  for (std::size_t i = 0; i < cube.size(); ++i) {
    if (cube[i].masked == MaskReason::none || tables.group_of(i) < 0) continue;
    if (cube[i].masked == MaskReason::secondary) system.hide(tables.group_of(i));
    else system.hide_primary(tables.group_of(i));
  }
  const auto intervals = feasible_intervals(system);
  std::set<int> open;
  for (const int count : exposed(system, intervals, rule)) open.insert(system.counts()[static_cast<std::size_t>(count)].group);
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
